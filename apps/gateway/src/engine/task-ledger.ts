import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Clock } from '@onereel/core';
import {
  type IdempotencyClaim,
  type InsertResult,
  type SlotClaim,
  TASK_QUEUE,
  TASK_STORE,
  type TaskChange,
  type TaskQueue,
  type TaskRecord,
  type TaskStore,
  type TaskTrace,
} from '@onereel/core/engine';
import { CLOCK } from './clock';
import { forgetSignatures } from './forget-signatures';
import { TaskEvents } from './task-events';
import { WebhookDeliveries } from './webhooks/webhook-deliveries';

/** The engine's only writer: stores a change, announces it, and schedules the step it brought. */
@Injectable()
export class TaskLedger {
  private readonly logger = new Logger(TaskLedger.name);

  constructor(
    @Inject(TASK_STORE) private readonly store: TaskStore,
    @Inject(TASK_QUEUE) private readonly queue: TaskQueue,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly events: TaskEvents,
    private readonly deliveries: WebhookDeliveries,
  ) {}

  async insert(task: TaskRecord, idempotency?: IdempotencyClaim): Promise<InsertResult> {
    const result = await this.store.insert(task, idempotency);
    if (result.outcome === 'inserted') this.announce(undefined, result.task);
    return result;
  }

  /** `undefined` when the record is no longer the current one. */
  async change(task: TaskRecord, change: TaskChange): Promise<TaskRecord | undefined> {
    const delivery = this.deliveries.dueBy(task, change);
    const kept = forgetSignatures(task, change);
    const after = await this.store.update(task.id, task.revision, kept, this.clock.now(), delivery);
    if (after === undefined) return undefined;
    this.announce(task, after);
    if (delivery !== undefined) this.announce(undefined, delivery);
    return after;
  }

  async takeSlot(task: TaskRecord, claim: SlotClaim): Promise<TaskRecord | undefined> {
    const after = await this.store.takeSlot(task.id, task.revision, claim, this.clock.now());
    if (after !== undefined) this.announce(task, after);
    return after;
  }

  /** Decides on the current record until the write fits; `undefined` from `decide` leaves it alone. */
  async revise(
    id: string,
    decide: (task: TaskRecord) => TaskChange | undefined,
  ): Promise<TaskRecord | undefined> {
    for (;;) {
      const task = await this.store.get(id);
      if (task === undefined) return undefined;
      const change = decide(task);
      if (change === undefined) return task;
      const after = await this.change(task, change);
      if (after !== undefined) return after;
    }
  }

  async remove(task: TaskRecord): Promise<void> {
    await this.store.remove(task.id);
    this.events.publish({ before: task });
  }

  /** History is worth no delay and no failure. */
  trace(taskId: string, entries: readonly TaskTrace[] | undefined): void {
    if (entries === undefined || entries.length === 0) return;
    this.store.trace(taskId, entries).catch((error: unknown) => {
      this.logger.warn({ msg: 'history could not be written', taskId, error: String(error) });
    });
  }

  /** Puts the pending step into the queue. What fails here, recovery makes good. */
  schedule({ id, step }: Pick<TaskRecord, 'id' | 'step'>, notBefore = 0): void {
    if (step === null) return;
    const runAt = Math.max(step.dueAt, notBefore);
    const job = { id: jobId(id, step.seq), taskId: id, seq: step.seq, kind: step.kind, runAt };
    this.queue.enqueue(job).catch((error: unknown) => {
      this.logger.warn({ msg: 'step could not be scheduled yet', taskId: id, error: String(error) });
    });
  }

  private announce(before: TaskRecord | undefined, after: TaskRecord): void {
    const replaced = before?.step;
    if (replaced?.seq !== after.step?.seq) {
      this.schedule(after);
      if (replaced) {
        // Only saves the queue a useless job: one of an old step does nothing.
        this.queue.drop({ id: jobId(after.id, replaced.seq), kind: replaced.kind }).catch(() => undefined);
      }
    }
    this.events.publish({ before, after });
  }
}

const jobId = (taskId: string, seq: number): string => `${taskId}:${seq}`;
