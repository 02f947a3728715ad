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

/** What a delivery carries. */
export interface WebhookPayload {
  readonly taskId: string;
  /** Whose secret signs it. */
  readonly ownerId: string;
  readonly url: string;
  readonly message: JsonObject & { readonly id: string; readonly type: string };
  /** Times it was posted; absent before the first. */
  readonly attempts?: number;
}

/** Where the n-th delivery about a task is found again. */
export const deliveryKey = (taskId: string, n: number): string => (n === 1 ? taskId : `${taskId}:${n}`);

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
    const { id: taskId, ownerId } = task;
    const message = messageOf(id, ended, this.clock.now());
    return this.fresh(id, task, { taskId, ownerId, url: ended.callbackUrl, message }, 1);
  }

  /** The same message once more, as the n-th delivery about its task. */
  again(former: TaskRecord, url: string, n: number): TaskRecord {
    const { attempts: _before, ...payload } = former.payload as unknown as WebhookPayload;
    return this.fresh(this.ids.next('evt'), former, { ...payload, url }, n);
  }

  private fresh(
    id: string,
    { dialect, model }: Pick<TaskRecord, 'dialect' | 'model'>,
    payload: WebhookPayload,
    n: number,
  ): TaskRecord {
    const row = newTaskRecord({
      ...{ id, dialect, model, kind: WEBHOOK_KIND, ownerId: WEBHOOK_OWNER },
      clientReference: this.ids.clientReference(),
      externalId: deliveryKey(payload.taskId, n),
      now: this.clock.now(),
    });
    const step = { ...stepAfter(row, NOTIFY_STEP, row.createdAt), seq: row.revision };
    return { ...row, payload: { ...payload }, step };
  }
}

/** What the receiver reads; members of the official webhooks first. */
const messageOf = (id: string, task: TaskRecord, now: number): WebhookPayload['message'] => ({
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
