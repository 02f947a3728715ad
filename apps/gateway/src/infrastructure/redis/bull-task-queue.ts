import { Logger } from '@nestjs/common';
import { GatewayError } from '@onereel/core';
import type { QueueLimits, StepAgain, StepConsumer, StepJob, TaskQueue } from '@onereel/core/engine';
import type { Job, Queue } from 'bull';
import { answerInTime } from './answer-in-time';

type JobData = Omit<StepJob, 'id'>;

/** Kinds without a lane of their own share this one. */
export const SHARED_LANE = 'other';

/**
 * Bull on Redis or Valkey. A lane is one Bull queue: the kinds that have their own concurrency, and the rest together. Bull's
 * lock is the lease: renewed while the consumer's process lives, given to another one when it does not.
 */
export class BullTaskQueue implements TaskQueue {
  private readonly logger = new Logger(BullTaskQueue.name);
  private readonly running = new Map<string, { abort: AbortController; done: Promise<unknown> }>();
  private closed = false;

  constructor(private readonly lanes: ReadonlyMap<string, Queue<JobData>>) {
    for (const [lane, queue] of lanes) {
      queue.on('error', (error: Error) => this.logger.warn({ msg: 'redis', lane, error: error.message }));
      queue.on('completed', (job: Job<JobData>, again: StepAgain | null | undefined) => {
        if (again) this.comeBack(job, again);
      });
    }
  }

  async enqueue(job: StepJob): Promise<void> {
    if (this.closed) throw new GatewayError('shutting_down');
    await this.add(job);
  }

  async drop({ id, kind }: Pick<StepJob, 'id' | 'kind'>): Promise<void> {
    if (this.closed || this.running.has(id)) return;
    const job = await answerInTime(this.laneOf(kind).getJob(id));
    // Bull refuses to remove a job that runs elsewhere.
    await job?.remove().catch(() => undefined);
  }

  consume(consumer: StepConsumer, limits: QueueLimits): void {
    for (const [lane, queue] of this.lanes) {
      const concurrency = limits.concurrency[lane] ?? limits.defaultConcurrency;
      queue
        .process(concurrency, (job) => this.perform(job, consumer))
        .catch((error: unknown) => {
          if (!this.closed) this.logger.error({ msg: 'queue stopped', lane, error: String(error) });
        });
    }
  }

  async depth(): Promise<{ readonly waiting: number; readonly running: number }> {
    const counts = await answerInTime(Promise.all(this.queues.map((queue) => queue.getJobCounts())));
    return {
      waiting: counts.reduce((sum, { waiting, delayed }) => sum + waiting + delayed, 0),
      running: counts.reduce((sum, { active }) => sum + active, 0),
    };
  }

  async close(graceMs: number): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await Promise.all(
      this.queues.map((queue) => answerInTime(queue.pause(true, true)).catch(() => undefined)),
    );
    const running = [...this.running.values()];
    const timer = setTimeout(() => {
      for (const { abort } of running) abort.abort(new GatewayError('shutting_down'));
    }, graceMs);
    await Promise.all(running.map(({ done }) => done));
    clearTimeout(timer);
    await Promise.all(this.queues.map((queue) => answerInTime(queue.close()).catch(() => undefined)));
  }

  async ping(): Promise<void> {
    if (this.closed) throw new GatewayError('shutting_down');
    await answerInTime(this.queues[0].client.ping());
  }

  private get queues(): Queue<JobData>[] {
    return [...this.lanes.values()];
  }

  private async add({ id, ...data }: StepJob): Promise<void> {
    const delay = Math.max(0, data.runAt - Date.now());
    const options = { jobId: id, delay, removeOnComplete: true, removeOnFail: true };
    await answerInTime(this.laneOf(data.kind).add(data, options));
  }

  private laneOf(kind: string): Queue<JobData> {
    const queue = this.lanes.get(kind) ?? this.lanes.get(SHARED_LANE);
    if (queue === undefined) throw new Error(`no lane for step kind "${kind}"`);
    return queue;
  }

  /** Resolves with what Bull hands to the `completed` listeners; never rejects, so that Bull never retries. */
  private async perform(job: Job<JobData>, consumer: StepConsumer): Promise<StepAgain | undefined> {
    // A paused worker still takes the job it was already asking for: back with it.
    if (this.closed) return { runAt: job.data.runAt };
    const id = String(job.id);
    const abort = new AbortController();
    const done = consumer({ id, ...job.data }, abort.signal).catch(() => undefined);
    this.running.set(id, { abort, done });
    try {
      return await done;
    } finally {
      this.running.delete(id);
    }
  }

  private comeBack(job: Job<JobData>, { runAt }: StepAgain): void {
    this.add({ id: String(job.id), ...job.data, runAt }).catch((error: unknown) => {
      this.logger.warn({ msg: 'step left for recovery', jobId: job.id, error: String(error) });
    });
  }
}
