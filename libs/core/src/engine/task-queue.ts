/** A pointer to a step. The queue never carries data: the task table holds it. */
export interface StepJob {
  /** `<task id>:<seq>`; enqueuing the same id twice is one job. */
  readonly id: string;
  readonly taskId: string;
  readonly seq: number;
  /** Row of the handler registry; queues may run kinds with separate concurrency. */
  readonly kind: string;
  /** Milliseconds since the epoch; jobs never start earlier. */
  readonly runAt: number;
}

/** Run the same job again, not before this time: a step that changed nothing and is due again. */
export interface StepAgain {
  /** Milliseconds since the epoch. */
  readonly runAt: number;
}

export type StepConsumer = (job: StepJob, signal: AbortSignal) => Promise<StepAgain | undefined>;

export interface QueueLimits {
  /** Jobs of a kind that run at once in this process. */
  readonly concurrency: Readonly<Record<string, number>>;
  readonly defaultConcurrency: number;
  /** Milliseconds after which a silent consumer's job is given to another one. */
  readonly leaseMs: number;
}

/**
 * A scheduler, not a store. Semantics every adapter keeps:
 * - at least once: a job whose consumer died runs again after its lease; consumers must tolerate repeats;
 * - delay: a job starts at or after `runAt`, within about a second when capacity is free;
 * - dedupe: a job id that waits or runs is not added again; a finished one may be;
 * - order: by `runAt`; no promise beyond that;
 * - no retries of its own: a consumer that throws has had its turn (the engine schedules what follows); a consumer that returns
 *   `again` keeps its job id, which then waits for its new time;
 * - may forget everything in a crash: recovery enqueues again from the task table.
 */
export interface TaskQueue {
  /** Resolves when the job is scheduled; rejects with `storage_failed` within 5 s when the backend does not answer. */
  enqueue(job: StepJob): Promise<void>;
  /** Drops a job that waits; a running one is not touched. */
  drop(job: Pick<StepJob, 'id' | 'kind'>): Promise<void>;
  /** Starts consuming. Called once. */
  consume(consumer: StepConsumer, limits: QueueLimits): void;
  /** Jobs waiting and running, for metrics. */
  depth(): Promise<{ readonly waiting: number; readonly running: number }>;
  /** Stops taking jobs, aborts the signals of running ones after `graceMs`, resolves when all returned. */
  close(graceMs: number): Promise<void>;
  ping(): Promise<void>;
}

export const TASK_QUEUE = Symbol.for('onereel.task-queue');
