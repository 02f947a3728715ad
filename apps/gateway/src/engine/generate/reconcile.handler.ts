import { Inject, Injectable } from '@nestjs/common';
import { type Clock, GatewayError, toErrorDetail } from '@onereel/core';
import { type StepHandler, StepHandlerProvider, type StepOutcome, type StepRun } from '@onereel/core/engine';
import { CLOCK } from '../clock';
import { ENGINE_SETTINGS, type EngineSettings } from '../engine-settings';
import { abandonTask } from '../task-changes';
import { acceptedOutcome, notSentOutcome } from './submit-outcomes';
import { TaskInputsFactory } from './task-inputs.factory';
import { VendorCalls } from './vendor-calls';

/** Milliseconds before the next look-up, by the number of those so far. */
const LOOK_AGAIN_MS = [2_000, 5_000, 10_000, 20_000, 40_000, 60_000];
/** Seconds apart, so that a vendor's slow index is not taken for proof. */
const BELIEVE_NOT_FOUND_AFTER = 3;

/**
 * Asks the vendor whether it took a submission whose answer was lost: `reconcile` until there is an answer, `reconfirm` after a
 * first "not found".
 */
@Injectable()
@StepHandlerProvider()
export class ReconcileHandler implements StepHandler {
  readonly kinds = ['reconcile', 'reconfirm'];

  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ENGINE_SETTINGS) private readonly settings: EngineSettings,
    private readonly vendors: VendorCalls,
    private readonly inputs: TaskInputsFactory,
  ) {}

  async run(kind: string, run: StepRun): Promise<StepOutcome> {
    const inputs = this.inputs.open(run);
    try {
      const entry = this.vendors.providerOf(run.task);
      const context = this.vendors.submitContext(run, inputs);
      const result = await entry.provider.reconcile?.(run.task.clientReference, context);
      if (result?.outcome !== 'found') return this.notFound(kind, run);
      return acceptedOutcome(run.task, { handle: result.handle, warnings: [] }, entry, this.clock.now());
    } catch (error) {
      if (run.signal.aborted) throw error;
      return this.again(kind, run, error);
    } finally {
      await inputs.dispose();
    }
  }

  private notFound(kind: string, run: StepRun): StepOutcome {
    const times = kind === 'reconfirm' ? failuresOf(run) + 1 : 1;
    if (times < BELIEVE_NOT_FOUND_AFTER) return later('reconfirm', times);
    const error = new GatewayError('provider_unreachable', {
      message: 'The submission did not arrive at the provider.',
    });
    const step = run.task.step && { ...run.task.step, failures: Math.max(0, run.task.attempt - 1) };
    return notSentOutcome({ ...run.task, step }, toErrorDetail(error), this.settings, this.clock);
  }

  private again(kind: string, run: StepRun, cause: unknown): StepOutcome {
    const times = kind === 'reconcile' ? failuresOf(run) + 1 : 1;
    if (times < LOOK_AGAIN_MS.length) return later('reconcile', times);
    const error = toErrorDetail(new GatewayError('submit_unknown', { cause }));
    return { change: abandonTask(error, this.clock.now(), this.settings.retentionSeconds) };
  }
}

const failuresOf = ({ task }: StepRun): number => task.step?.failures ?? 0;

const later = (kind: string, failures: number): StepOutcome => ({
  change: {},
  next: { kind, delayMs: LOOK_AGAIN_MS[failures], failures },
});
