import { Inject, Injectable } from '@nestjs/common';
import { type Caller, GatewayError, isTerminal, type WebhookDelivery, type WebhookDesk } from '@onereel/core';
import { TASK_STORE, type TaskRecord, type TaskStore } from '@onereel/core/engine';
import { ENGINE_SETTINGS, type EngineSettings } from '../engine-settings';
import { addressOf, hasForgotten } from '../forget-signatures';
import { OutsideFiles } from '../outside-files';
import { TaskLedger } from '../task-ledger';
import { TaskService } from '../task.service';
import { deliveryKey, WEBHOOK_OWNER, WebhookDeliveries } from './webhook-deliveries';
import type { WebhookPayload } from './webhook-deliveries';

/** Shows the messages about a task and sends them again. */
@Injectable()
export class WebhookDeskService implements WebhookDesk {
  constructor(
    @Inject(TASK_STORE) private readonly store: TaskStore,
    @Inject(ENGINE_SETTINGS) private readonly settings: Pick<EngineSettings, 'webhooks'>,
    private readonly tasks: TaskService,
    private readonly made: WebhookDeliveries,
    private readonly ledger: TaskLedger,
    private readonly outside: OutsideFiles,
  ) {}

  secretOf({ ownerId }: Caller): string {
    return this.settings.webhooks.ownerSecret(ownerId);
  }

  async deliveries(taskId: string, caller: Caller): Promise<readonly WebhookDelivery[]> {
    const { id } = await this.tasks.get(taskId, caller);
    return (await this.rowsOf(id)).map(toDelivery);
  }

  async redeliver(taskId: string, caller: Caller, callbackUrl?: string): Promise<WebhookDelivery> {
    const { id } = await this.tasks.get(taskId, caller);
    const rows = await this.rowsOf(id);
    const last = rows.at(-1);
    if (last === undefined)
      throw conflict('There is no message yet: the task is open, or has no callback_url.');
    if (!isTerminal(last.status))
      throw conflict('The message is still being delivered. Wait until that has ended.');
    const url = callbackUrl ?? payloadOf(last).url;
    if (hasForgotten(url)) throw forgotten();
    this.outside.post.checkUrl(url, 'callback_url');
    const again = this.made.again(last, url, rows.length + 1);
    await this.ledger.insert(again);
    return toDelivery(again);
  }

  private async rowsOf(taskId: string): Promise<readonly TaskRecord[]> {
    const rows: TaskRecord[] = [];
    for (;;) {
      const row = await this.store.getByExternalId(WEBHOOK_OWNER, deliveryKey(taskId, rows.length + 1));
      if (row === undefined) return rows;
      rows.push(row);
    }
  }
}

const payloadOf = ({ payload }: TaskRecord): WebhookPayload => payload as unknown as WebhookPayload;

const STATUS: Partial<Record<TaskRecord['status'], WebhookDelivery['status']>> = {
  completed: 'delivered',
  failed: 'failed',
};

function toDelivery(row: TaskRecord): WebhookDelivery {
  const { taskId, url, message, attempts = 0 } = payloadOf(row);
  return {
    id: row.id,
    taskId,
    messageId: message.id,
    type: message.type,
    url: addressOf(url),
    status: STATUS[row.status] ?? 'pending',
    attempts,
    createdAt: new Date(row.createdAt).toISOString(),
    ...(row.step && { nextTryAt: new Date(row.step.dueAt).toISOString() }),
    ...(row.error && { error: row.error }),
  };
}

const conflict = (message: string): GatewayError => new GatewayError('conflict', { message });

const forgotten = (): GatewayError =>
  new GatewayError('missing_required_parameter', {
    param: 'callback_url',
    message:
      'callback_url is required: the former one had a query, which was forgotten once it had worked. Send it again.',
  });
