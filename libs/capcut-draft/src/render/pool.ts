/** Work at a time within a number of places; a failure stops what has not begun. */
export class Pool {
  private active = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private places: number) {}

  async run<T>(task: () => Promise<T>): Promise<T> {
    if (this.active >= this.places) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.active += 1;
    try {
      return await task();
    } finally {
      this.active -= 1;
      this.waiting.shift()?.();
    }
  }
}
