import type { AppliedParameters } from '@onereel/core';
import type { StepRun, TaskChange, TaskRecord } from '@onereel/core/engine';
import type { TaskLedger } from './task-ledger';

/** Ends a step whose task is cancelled, removed or worked on by another step. */
export class StepReplaced extends Error {
  constructor() {
    super('another step took over');
    this.name = 'StepReplaced';
  }
}

const PROGRESS_EVERY_MS = 1_000;

/** One run of one step: the latest record, the abort signal, and the writes in between. */
export class StepSession implements StepRun {
  private readonly abort = new AbortController();
  private writes: Promise<unknown> = Promise.resolve();
  private lastProgressAt = 0;

  constructor(
    private current: TaskRecord,
    readonly seq: number,
    private readonly ledger: TaskLedger,
    outer: AbortSignal,
  ) {
    if (outer.aborted) this.abort.abort(outer.reason);
    else outer.addEventListener('abort', () => this.abort.abort(outer.reason), { once: true });
  }

  get task(): TaskRecord {
    return this.current;
  }

  get signal(): AbortSignal {
    return this.abort.signal;
  }

  /** A change of this task was stored, by this step or by someone else. */
  observe(after: TaskRecord | undefined): void {
    if (after === undefined || after.step?.seq !== this.seq) this.abort.abort(new StepReplaced());
    else if (after.revision > this.current.revision) this.current = after;
  }

  progress(percent: number, applied?: AppliedParameters): void {
    const rounded = Math.min(100, Math.max(0, Math.floor(percent)));
    const now = Date.now();
    const { progress } = this.current;
    const isNews = rounded > progress || (rounded === progress && applied !== undefined);
    if (!isNews || now - this.lastProgressAt < PROGRESS_EVERY_MS) return;
    this.lastProgressAt = now;
    const details = applied && { applied: { ...this.current.applied, ...applied } };
    this.checkpoint({ progress: rounded, ...details }).catch(() => undefined);
  }

  checkpoint(change: TaskChange): Promise<TaskRecord> {
    const written = this.writes.then(() => this.write(change));
    this.writes = written.catch(() => undefined);
    return written;
  }

  private async write(change: TaskChange): Promise<TaskRecord> {
    const after = await this.ledger.revise(this.current.id, (task) =>
      task.step?.seq === this.seq ? change : undefined,
    );
    this.observe(after);
    if (after?.step?.seq !== this.seq) throw new StepReplaced();
    return this.current;
  }
}
