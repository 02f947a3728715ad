import { Inject, Injectable } from '@nestjs/common';
import { type Clock, isTerminal, type JsonObject, type TaskStatus } from '@onereel/core';
import type { TaskChange, TaskRecord } from '@onereel/core/engine';
import { CLOCK } from '../clock';
import { newTaskRecord, stepAfter } from '../task-changes';
import { TaskIds } from '../task-ids';

export const WEBHOOK_KIND = 'webhook';
export const NOTIFY_STEP = 'notify';
/** Deliveries are tasks of their own and of nobody's API key: no client ever lists them. */
export const WEBHOOK_OWNER = '~webhooks';

const TYPES: Partial<Record<TaskStatus, string>> = {
  completed: 'video.completed',
  failed: 'video.failed',
  cancelled: 'video.cancelled',
};

/** Turns the end of a task whose client wants to hear of it into a delivery: a row with a step, stored together with that end. */
@Injectable()
export class WebhookDeliveries {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly ids: TaskIds,
  ) {}

  /** The delivery that a change brings about; `undefined` when it ends nothing or nobody wants to hear of it. */
  dueBy(task: TaskRecord, change: TaskChange): TaskRecord | undefined {
    const ended: TaskRecord = { ...task, ...change };
    if (ended.callbackUrl === null || !isTerminal(ended.status) || isTerminal(task.status)) return undefined;
    const id = this.ids.next('evt');
    const fresh = newTaskRecord({
      id,
      kind: WEBHOOK_KIND,
      ownerId: WEBHOOK_OWNER,
      dialect: task.dialect,
      model: task.model,
      clientReference: this.ids.clientReference(),
      now: this.clock.now(),
    });
    const step = { ...stepAfter(fresh, NOTIFY_STEP, fresh.createdAt), seq: fresh.revision };
    const message = messageOf(id, ended, fresh.createdAt);
    return { ...fresh, payload: { taskId: task.id, url: ended.callbackUrl, message }, step };
  }
}

/** What the receiver reads; members of the official webhooks first. */
const messageOf = (id: string, task: TaskRecord, now: number): JsonObject => ({
  id,
  object: 'event',
  type: TYPES[task.status] ?? 'video.failed',
  created_at: Math.floor((task.completedAt ?? now) / 1000),
  data: {
    id: task.id,
    status: task.status,
    external_id: task.externalId,
    metadata: task.metadata,
    ...(task.error !== null && { error: { code: task.error.code, message: task.error.message } }),
  },
});
