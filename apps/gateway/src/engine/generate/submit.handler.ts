import { Inject, Injectable } from '@nestjs/common';
import {
  type Clock,
  type ErrorDetail,
  GatewayError,
  type ModelDescriptor,
  resolveRequest,
  toErrorDetail,
  type ResolvedVideoRequest,
} from '@onereel/core';
import {
  type StepHandler,
  StepHandlerProvider,
  type StepOutcome,
  type StepRun,
  type TaskRecord,
} from '@onereel/core/engine';
import { CLOCK } from '../clock';
import { ENGINE_SETTINGS, type EngineSettings } from '../engine-settings';
import { SubmitTurns } from '../routing/submit-turns';
import { endTask } from '../task-changes';
import { TaskIds } from '../task-ids';
import { PromptOptimizer } from './prompt-optimizer';
import { provesNotSent } from './retry-policy';
import { acceptedOutcome, notSentOutcome, unknownOutcome } from './submit-outcomes';
import { TaskInputsFactory } from './task-inputs.factory';
import { type ReadyProvider, VendorCalls } from './vendor-calls';

/** Sends the one create call. Its table row says `sending` before the first byte leaves. */
@Injectable()
@StepHandlerProvider()
export class SubmitHandler implements StepHandler {
  readonly kinds = ['submit'];

  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ENGINE_SETTINGS) private readonly settings: EngineSettings,
    private readonly vendors: VendorCalls,
    private readonly inputs: TaskInputsFactory,
    private readonly ids: TaskIds,
    private readonly optimizer: PromptOptimizer,
    private readonly turns: SubmitTurns,
  ) {}

  async run(_kind: string, run: StepRun): Promise<StepOutcome> {
    const { task } = run;
    if (task.cancelRequested && task.submission !== 'sending') return this.cancelled();
    // An earlier run of this step died between sending and storing.
    if (task.submission === 'sending') return this.unknown(task, undefined);
    try {
      const entry = this.vendors.providerOf(task);
      await this.optimizer.apply(run);
      const request = resolvedRequest(run.task, entry);
      return this.turns.waitOrMove(run.task) ?? (await this.send(request, entry, run));
    } catch (error) {
      // At shutdown the row stays `sending`: the next start finds out.
      if (run.signal.aborted) throw error;
      if (run.task.submission !== 'sending') return this.unsent(run.task, error);
      if (provesNotSent(error)) return this.notSent(run.task, toErrorDetail(error));
      return this.unknown(run.task, error);
    }
  }

  private async send(
    request: ResolvedVideoRequest,
    entry: ReadyProvider,
    run: StepRun,
  ): Promise<StepOutcome> {
    const inputs = this.inputs.open(run);
    try {
      const result = await this.turns.watch(run, async () => {
        await run.checkpoint(this.beforeSending(run.task));
        return entry.provider.submit(request, this.vendors.submitContext(run, inputs));
      });
      return result.outcome === 'accepted'
        ? acceptedOutcome(run.task, result, entry, this.clock.now())
        : this.notSent(run.task, result.error);
    } finally {
      await inputs.dispose();
    }
  }

  /** A repeated attempt gets a reference of its own, so that a late answer to the first cannot be mistaken for it. */
  private beforeSending({ attempt, clientReference }: TaskRecord) {
    return {
      submission: 'sending' as const,
      attempt: attempt + 1,
      clientReference: attempt === 0 ? clientReference : this.ids.clientReference(),
    };
  }

  private notSent(task: TaskRecord, error: ErrorDetail): StepOutcome {
    const { deadlineSeconds } = this.vendors.providerOf(task).descriptor;
    return (
      this.turns.moveAfter(task, error) ??
      notSentOutcome(task, error, { ...this.settings, deadlineSeconds }, this.clock)
    );
  }

  /** Nothing was on its way yet: another place may still serve it. */
  private unsent(task: TaskRecord, error: unknown): StepOutcome {
    const moved = GatewayError.isInstance(error) && this.turns.moveAfter(task, toErrorDetail(error));
    if (moved) return moved;
    throw error;
  }

  private unknown(task: TaskRecord, cause: unknown): StepOutcome {
    const { retentionSeconds } = this.settings;
    const { clock } = this;
    return unknownOutcome(task, cause, this.vendors.canReconcile(task), { retentionSeconds, clock });
  }

  private cancelled(): StepOutcome {
    return { change: endTask('cancelled', this.clock.now(), this.settings.retentionSeconds) };
  }
}

function resolvedRequest(task: TaskRecord, { descriptor }: ReadyProvider): ResolvedVideoRequest {
  const model = modelOf(task, descriptor.models);
  const optimized = task.applied.optimizedPrompt;
  const { request } = resolveRequest(task.request, model);
  return typeof optimized === 'string' ? { ...request, prompt: optimized } : request;
}

/** The frozen model; a row that vanished from the table is replaced by nothing. */
function modelOf(task: TaskRecord, models: readonly ModelDescriptor[]): ModelDescriptor {
  const model = models.find(({ id }) => id === task.execution?.modelId);
  if (model === undefined) throw new Error(`model ${task.execution?.modelId} left the provider's table`);
  return model;
}
