import { Inject, Injectable } from '@nestjs/common';
import type { Clock, RequestWarning } from '@onereel/core';
import {
  type StepHandler,
  StepHandlerProvider,
  type StepOutcome,
  type StepRun,
  type TaskRecord,
} from '@onereel/core/engine';
import { CLOCK } from '../clock';
import { ENGINE_SETTINGS, type EngineSettings } from '../engine-settings';
import { endTask, mergeWarnings } from '../task-changes';
import { VendorCalls } from './vendor-calls';
import { withTimeout } from './with-timeout';

const CANCEL_TIMEOUT_MS = 30_000;
const MAX_TRIES = 5;
const FIRST_RETRY_MS = 1_000;

const other = (message: string): RequestWarning => ({ kind: 'other', message });

/** Asks the vendor to stop. A vendor that cannot is left alone; the task ends here all the same. */
@Injectable()
@StepHandlerProvider()
export class CancelHandler implements StepHandler {
  readonly kinds = ['cancel'];

  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ENGINE_SETTINGS) private readonly settings: EngineSettings,
    private readonly vendors: VendorCalls,
  ) {}

  async run(_kind: string, run: StepRun): Promise<StepOutcome> {
    const { task } = run;
    try {
      const { provider } = this.vendors.providerOf(task);
      const { handle } = task;
      if (provider.cancel === undefined || handle === null) {
        return this.abandoned(task);
      }
      const result = await withTimeout(run.signal, CANCEL_TIMEOUT_MS, async (signal) =>
        provider.cancel?.(handle, this.vendors.context({ task, signal })),
      );
      if (result?.outcome === 'unsupported') return this.abandoned(task);
      return result?.outcome === 'cancelled' ? this.cancelled(task, []) : this.tooLate(task);
    } catch (error) {
      if (run.signal.aborted) throw error;
      const failures = (task.step?.failures ?? 0) + 1;
      if (failures >= MAX_TRIES) return this.tooLate(task);
      const delayMs = FIRST_RETRY_MS * 2 ** (failures - 1);
      return { change: {}, next: { kind: 'cancel', delayMs, failures } };
    }
  }

  private abandoned(task: TaskRecord): StepOutcome {
    return this.cancelled(task, [other('The vendor cannot cancel; it may finish and charge the video.')]);
  }

  private cancelled(task: TaskRecord, warnings: readonly RequestWarning[]): StepOutcome {
    const ending = endTask('cancelled', this.clock.now(), this.settings.retentionSeconds);
    return { change: { ...ending, error: null, warnings: mergeWarnings(task.warnings, warnings) } };
  }

  private tooLate(task: TaskRecord): StepOutcome {
    const warning = other('The vendor did not accept the cancellation; the task goes on.');
    const warnings = mergeWarnings(task.warnings, [warning]);
    return { change: { cancelRequested: false, warnings }, next: { kind: 'poll', delayMs: 0 } };
  }
}
