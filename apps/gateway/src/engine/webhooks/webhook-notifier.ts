import { Injectable, Logger } from '@nestjs/common';
import { isTerminal, type JsonObject, type TaskStatus } from '@onereel/core';
import type { TaskRecord } from '@onereel/core/engine';
import { stepAfter } from '../task-changes';
import { TaskEvents } from '../task-events';
import { TaskLedger } from '../task-ledger';
import { TaskRecorder } from '../task-recorder';

export const WEBHOOK_KIND = 'webhook';
export const NOTIFY_STEP = 'notify';
/** Deliveries are tasks of their own and of nobody's API key: no client ever lists them. */
const OWNER = '~webhooks';

const TYPES: Partial<Record<TaskStatus, string>> = {
  completed: 'video.completed',
  failed: 'video.failed',
  cancelled: 'video.cancelled',
};

/** Turns the end of a task whose client wants to hear of it into a delivery: a row with a step, which survives a restart. */
@Injectable()
export class WebhookNotifier {
  private readonly logger = new Logger(WebhookNotifier.name);

  constructor(
    events: TaskEvents,
    private readonly ledger: TaskLedger,
    private readonly records: TaskRecorder,
  ) {
    events.onAny(({ before, after }) => {
      if (after === undefined || before === undefined || after.callbackUrl === null) return;
      if (!isTerminal(after.status) || isTerminal(before.status)) return;
      this.deliver(after, after.callbackUrl).catch((error: unknown) => {
        this.logger.warn({ msg: 'callback of a client is lost', taskId: after.id, error: String(error) });
      });
    });
  }

  private async deliver(task: TaskRecord, url: string): Promise<void> {
    const type = TYPES[task.status] ?? 'video.failed';
    const id = this.records.nextId('evt');
    const fresh = this.records.fresh({
      id,
      kind: WEBHOOK_KIND,
      ownerId: OWNER,
      dialect: task.dialect,
      model: task.model,
    });
    const step = { ...stepAfter(fresh, NOTIFY_STEP, fresh.createdAt), seq: fresh.revision };
    const payload = { taskId: task.id, url, message: messageOf(id, type, task) };
    // Past the recorder's gate: a task that ends during the shutdown is reported after it.
    const claim = { ownerId: OWNER, key: `${task.id}:${task.status}`, bodyHash: type };
    await this.ledger.insert({ ...fresh, payload, step }, claim);
  }
}

/** What the receiver reads; members of the official webhooks first. */
const messageOf = (id: string, type: string, task: TaskRecord): JsonObject => ({
  id,
  object: 'event',
  type,
  created_at: Math.floor((task.completedAt ?? task.updatedAt) / 1000),
  data: {
    id: task.id,
    status: task.status,
    external_id: task.externalId,
    metadata: task.metadata,
    ...(task.error !== null && { error: { code: task.error.code, message: task.error.message } }),
  },
});
