import { GatewayError } from '@onereel/core';
import type { QueueLimits, StepConsumer, StepJob, TaskQueue } from '@onereel/core/engine';
import { StepHeap } from './step-heap';

interface Waiting {
  readonly state: 'waiting';
  readonly job: StepJob;
}
interface Running {
  readonly state: 'running';
  readonly abort: AbortController;
  readonly done: Promise<void>;
}

/** Node refuses longer timers; the queue simply looks again. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * A heap of due times inside this process; thousands of sleeping jobs share one timer. The lease of a job is the life of the
 * process: consumers cannot die apart from it, and what it forgets, recovery enqueues again.
 */
export class InProcessTaskQueue implements TaskQueue {
  private readonly jobs = new Map<string, Waiting | Running>();
  /** Jobs by due time; an entry whose job was dropped stays until it is due. */
  private readonly sleeping = new StepHeap();
  /** Due jobs that found their kind full. */
  private readonly due = new Map<string, StepHeap>();
  private readonly runningByKind = new Map<string, number>();
  private running = 0;
  private consumer?: StepConsumer;
  private limits?: QueueLimits;
  private timer?: NodeJS.Timeout;
  private timerAt = Infinity;
  private closed = false;

  enqueue(job: StepJob): Promise<void> {
    if (this.closed) return Promise.reject(new GatewayError('shutting_down'));
    if (!this.jobs.has(job.id)) this.sleep(job);
    return Promise.resolve();
  }

  drop({ id }: Pick<StepJob, 'id'>): Promise<void> {
    if (this.jobs.get(id)?.state === 'waiting') this.jobs.delete(id);
    return Promise.resolve();
  }

  consume(consumer: StepConsumer, limits: QueueLimits): void {
    this.consumer = consumer;
    this.limits = limits;
    this.arm();
  }

  depth(): Promise<{ readonly waiting: number; readonly running: number }> {
    return Promise.resolve({ waiting: this.jobs.size - this.running, running: this.running });
  }

  async close(graceMs: number): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    const running = [...this.jobs.values()].filter((entry) => entry.state === 'running');
    const timer = setTimeout(() => running.forEach(({ abort }) => abort.abort(shuttingDown())), graceMs);
    await Promise.all(running.map(({ done }) => done));
    clearTimeout(timer);
    this.jobs.clear();
  }

  ping(): Promise<void> {
    return this.closed ? Promise.reject(new GatewayError('shutting_down')) : Promise.resolve();
  }

  private sleep(job: StepJob): void {
    this.jobs.set(job.id, { state: 'waiting', job });
    this.sleeping.push(job);
    if (job.runAt < this.timerAt) this.arm();
  }

  private arm(): void {
    const next = this.sleeping.peek();
    clearTimeout(this.timer);
    this.timerAt = Infinity;
    if (next === undefined || this.consumer === undefined || this.closed) return;
    this.timerAt = next.runAt;
    const delay = Math.min(Math.max(0, next.runAt - Date.now()), LONGEST_TIMER_MS);
    this.timer = setTimeout(() => this.wake(), delay);
  }

  private wake(): void {
    const now = Date.now();
    for (
      let next = this.sleeping.peek();
      next !== undefined && next.runAt <= now;
      next = this.sleeping.peek()
    ) {
      this.sleeping.pop();
      if (this.isCurrent(next)) this.startOrPark(next);
    }
    this.arm();
  }

  /** Dropped jobs, and older times of one that was dropped and added again, are not. */
  private isCurrent(job: StepJob): boolean {
    const entry = this.jobs.get(job.id);
    return entry?.state === 'waiting' && entry.job === job;
  }

  private startOrPark(job: StepJob): void {
    if (this.hasCapacity(job.kind)) this.start(job);
    else this.park(job);
  }

  private park(job: StepJob): void {
    const parked = this.due.get(job.kind) ?? new StepHeap();
    parked.push(job);
    this.due.set(job.kind, parked);
  }

  private hasCapacity(kind: string): boolean {
    const limit = this.limits?.concurrency[kind] ?? this.limits?.defaultConcurrency ?? 1;
    return (this.runningByKind.get(kind) ?? 0) < limit;
  }

  private start(job: StepJob): void {
    const abort = new AbortController();
    this.count(job.kind, 1);
    const done = this.perform(job, abort.signal);
    this.jobs.set(job.id, { state: 'running', abort, done });
  }

  private async perform(job: StepJob, signal: AbortSignal): Promise<void> {
    // One turn later, so that the entry is `running` before the consumer can look.
    await Promise.resolve();
    const again = await this.consumer?.(job, signal).catch(() => undefined);
    this.count(job.kind, -1);
    this.jobs.delete(job.id);
    if (this.closed) return;
    if (again !== undefined) this.sleep({ ...job, runAt: again.runAt });
    this.startParked(job.kind);
  }

  private startParked(kind: string): void {
    const parked = this.due.get(kind);
    while (parked !== undefined && parked.size > 0 && this.hasCapacity(kind)) {
      const job = parked.pop();
      if (job !== undefined && this.isCurrent(job)) this.start(job);
    }
  }

  private count(kind: string, by: 1 | -1): void {
    this.running += by;
    this.runningByKind.set(kind, (this.runningByKind.get(kind) ?? 0) + by);
  }
}

const shuttingDown = (): GatewayError => new GatewayError('shutting_down');
