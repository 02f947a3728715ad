import type { TaskTrace } from '@onereel/core/engine';

export interface TraceLine extends TaskTrace {
  readonly taskId: string;
}

const LONGEST_WAIT_MS = 250;
const MOST_LINES = 1_000;

/**
 * Gathers history lines into few transactions: thousands of open tasks write a line per poll, and none of them is worth a commit
 * of its own. A crash may lose the last quarter of a second.
 */
export class TraceBuffer {
  private lines: TraceLine[] = [];
  private timer: NodeJS.Timeout | undefined;
  /** What is being written; never rejects. */
  private underWay: Promise<unknown> = Promise.resolve();

  constructor(private readonly write: (lines: readonly TraceLine[]) => Promise<void>) {}

  /** Rejects when this call had to write and the store failed. */
  async add(taskId: string, entries: readonly TaskTrace[]): Promise<void> {
    for (const entry of entries) this.lines.push({ ...entry, taskId });
    if (this.lines.length >= MOST_LINES) return this.flush();
    // A failed write costs history, never a task.
    this.timer ??= setTimeout(() => void this.flush().catch(() => undefined), LONGEST_WAIT_MS).unref();
  }

  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const { lines, underWay } = this;
    this.lines = [];
    const own = lines.length > 0 ? this.write(lines) : Promise.resolve();
    this.underWay = Promise.allSettled([underWay, own]);
    await own;
    // Whoever reads next expects the lines of a flush before, too.
    await underWay;
  }

  /** Drops what waits for a task that is being removed. */
  forget(taskId: string): void {
    this.lines = this.lines.filter((line) => line.taskId !== taskId);
  }
}
