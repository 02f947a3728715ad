import { Inject, Injectable } from '@nestjs/common';
import { type Clock, GatewayError, toErrorDetail } from '@onereel/core';
import { type StepHandler, StepHandlerProvider, type StepOutcome, type StepRun } from '@onereel/core/engine';
import { CLOCK } from '../clock';
import { ENGINE_SETTINGS, type EngineSettings } from '../engine-settings';
import { OutsideFiles } from '../outside-files';
import { addressOf } from '../forget-signatures';
import { endTask } from '../task-changes';
import { TaskLedger } from '../task-ledger';
import { webhookHeaders } from './webhook-headers';
import { NOTIFY_STEP } from './webhook-deliveries';

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
    const { taskId, url } = run.task.payload as { taskId: string; url: string };
    if (run.task.status === 'queued') await run.checkpoint({ status: 'processing' });
    try {
      const status = await this.post(run, url);
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

  private post({ task, signal }: StepRun, url: string): Promise<number> {
    const json = JSON.stringify(task.payload.message);
    const message = { id: task.id, at: this.clock.now(), body: json };
    const headers = webhookHeaders(message, this.settings.webhookSecret);
    return this.outside.post.postJson({ url, json, headers, signal });
  }

  /** A query of the address is needed no more; one that never worked stays for a redelivery. */
  private delivered({ task: { payload } }: StepRun): StepOutcome {
    const { change } = this.ended('completed');
    return { change: { ...change, payload: { ...payload, url: addressOf(String(payload.url)) } } };
  }

  private failed({ task }: StepRun, error: unknown, isFinal: boolean): StepOutcome {
    const failures = (task.step?.failures ?? 0) + 1;
    const delayMs = isFinal ? undefined : PAUSES_MS[failures - 1];
    if (delayMs === undefined) return this.ended('failed', error);
    return { change: {}, next: { kind: NOTIFY_STEP, delayMs, failures } };
  }

  private ended(status: 'completed' | 'failed', error?: unknown): StepOutcome {
    const ending = endTask(status, this.clock.now(), this.settings.retentionSeconds);
    return { change: { ...ending, ...(error !== undefined && { error: toErrorDetail(error) }) } };
  }
}
