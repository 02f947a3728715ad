import { Inject, Injectable } from '@nestjs/common';
import { type Clock, GatewayError, toErrorDetail } from '@onereel/core';
import {
  type StepHandler,
  StepHandlerProvider,
  type StepOutcome,
  type StepRun,
  type TaskChange,
  type TaskRecord,
} from '@onereel/core/engine';
import { CLOCK } from '../clock';
import { ENGINE_SETTINGS, type EngineSettings } from '../engine-settings';
import { OutsideFiles } from '../outside-files';
import { addressOf } from '../forget-signatures';
import { endTask } from '../task-changes';
import { TaskLedger } from '../task-ledger';
import { webhookHeaders } from './webhook-headers';
import { NOTIFY_STEP, type WebhookPayload } from './webhook-deliveries';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** Pauses between the tries, as Standard Webhooks recommends; after the last one the delivery has failed. */
const PAUSES_MS = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  60 * MINUTE,
  360 * MINUTE,
  1440 * MINUTE,
];
/** The receiver is gone for good. */
const GONE = 410;

/** Posts one message; 2xx is success, everything else is tried again. */
@Injectable()
@StepHandlerProvider()
export class NotifyHandler implements StepHandler {
  readonly kinds = [NOTIFY_STEP];

  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ENGINE_SETTINGS) private readonly settings: EngineSettings,
    private readonly outside: OutsideFiles,
    private readonly ledger: TaskLedger,
  ) {}

  async run(_kind: string, run: StepRun): Promise<StepOutcome> {
    const { taskId } = payloadOf(run.task);
    if (run.task.status === 'queued') await run.checkpoint({ status: 'processing' });
    try {
      const status = await this.post(run);
      this.ledger.trace(taskId, [{ at: this.clock.now(), event: 'webhook', data: { status } }]);
      if (status >= 200 && status < 300) return this.delivered(run);
      const error = new GatewayError('input_unreachable', { message: `The receiver answered ${status}.` });
      return this.failed(run, error, status === GONE);
    } catch (error) {
      if (run.signal.aborted) throw error;
      const { code, message } = toErrorDetail(error);
      this.ledger.trace(taskId, [{ at: this.clock.now(), event: 'webhook', data: { code, message } }]);
      return this.failed(run, error, code === 'url_not_allowed');
    }
  }

  /** Signed for the owner, and with the secret of all where there is one. Rows of earlier versions know no owner. */
  private post({ task, signal }: StepRun): Promise<number> {
    const { message, url, ownerId } = payloadOf(task);
    const { ownerSecret, sharedSecret } = this.settings.webhooks;
    const secrets = [sharedSecret, ownerId === undefined ? undefined : ownerSecret(ownerId)];
    const json = JSON.stringify(message);
    const headers = webhookHeaders(
      { id: message.id, at: this.clock.now(), body: json },
      secrets.filter((secret) => secret !== undefined),
    );
    return this.outside.post.postJson({ url, json, headers, signal });
  }

  /** A query of the address is needed no more; one that never worked stays for a redelivery. */
  private delivered({ task }: StepRun): StepOutcome {
    const payload = { ...posted(task), url: addressOf(payloadOf(task).url) };
    return { change: { ...this.ending('completed'), payload, error: null } };
  }

  private failed({ task }: StepRun, cause: unknown, isFinal: boolean): StepOutcome {
    const failures = (task.step?.failures ?? 0) + 1;
    const delayMs = isFinal ? undefined : PAUSES_MS[failures - 1];
    const change = { payload: posted(task), error: toErrorDetail(cause) };
    if (delayMs === undefined) return { change: { ...this.ending('failed'), ...change } };
    return { change, next: { kind: NOTIFY_STEP, delayMs, failures } };
  }

  private ending(status: 'completed' | 'failed'): TaskChange {
    return endTask(status, this.clock.now(), this.settings.retentionSeconds);
  }
}

type Payload = Omit<WebhookPayload, 'ownerId'> & Partial<Pick<WebhookPayload, 'ownerId'>>;

const payloadOf = ({ payload }: TaskRecord): Payload => payload as unknown as Payload;

const posted = ({ payload }: TaskRecord): TaskRecord['payload'] => ({
  ...payload,
  attempts: Number(payload.attempts ?? 0) + 1,
});
