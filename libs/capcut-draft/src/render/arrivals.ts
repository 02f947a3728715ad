/** Files that are still being made while others already wait for them, one after the other. */
export class Arrivals {
  private readonly expected: Set<string>;
  private readonly waiting = new Map<string, () => void>();
  private failure: { readonly cause: unknown } | undefined;

  constructor(paths: Iterable<string>) {
    this.expected = new Set(paths);
  }

  /** Resolves once the file is there; at once for files nobody announced. @throws what {@link fail} was told */
  async when(path: string): Promise<void> {
    while (this.expected.has(path)) {
      if (this.failure) throw this.failure.cause;
      await new Promise<void>((resolve) => this.waiting.set(path, resolve));
    }
  }

  arrived(paths: Iterable<string>): void {
    for (const path of paths) {
      this.expected.delete(path);
      this.wake(path);
    }
  }

  /** What has not arrived never will. */
  fail(cause: unknown): void {
    this.failure = { cause };
    for (const path of [...this.waiting.keys()]) this.wake(path);
  }

  private wake(path: string): void {
    this.waiting.get(path)?.();
    this.waiting.delete(path);
  }
}
