const KEEP_MS = 10 * 60_000;
const MAX_KEPT = 2_000;

/** Answers per URL: one under way is shared, a finished one is trusted for ten minutes, a failed one is forgotten at once. */
export class RecentUrls<T> {
  private readonly known = new Map<string, { readonly at: number; readonly answer: Promise<T> }>();

  constructor(private readonly now: () => number) {}

  get(url: string, ask: () => Promise<T>): Promise<T> {
    const kept = this.known.get(url);
    if (kept && this.now() - kept.at < KEEP_MS) return kept.answer;
    const answer = ask();
    this.known.delete(url);
    this.known.set(url, { at: this.now(), answer });
    if (this.known.size > MAX_KEPT) this.known.delete(this.known.keys().next().value as string);
    answer.catch(() => {
      if (this.known.get(url)?.answer === answer) this.known.delete(url);
    });
    return answer;
  }
}
