import { Inject, Injectable } from '@nestjs/common';
import type { Clock, ErrorDetail, SubmitResult } from '@onereel/core';
import type { ExecutionIdentity, StepOutcome, StepRun, TaskRecord } from '@onereel/core/engine';
import { CLOCK } from '../clock';
import { TaskIds } from '../task-ids';
import { CircuitBreakers } from './circuit-breakers';
import { movedOutcome } from './moved-outcome';
import { PlaceFinder } from './place-finder';
import type { Fitting } from './task-fitter';

/** Whether a create call leaves now, later, or from another place. */
@Injectable()
export class SubmitTurns {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly circuits: CircuitBreakers,
    private readonly places: PlaceFinder,
    private readonly ids: TaskIds,
  ) {}

  /** `undefined` = send now, through `watch`. While the credential rests the task goes where none does, or waits. */
  waitOrMove(task: TaskRecord): StepOutcome | undefined {
    const askAgainAt = this.circuits.ask(placeOf(task));
    if (askAgainAt === undefined) return undefined;
    const elsewhere = this.places.elsewhere(task);
    if (elsewhere !== undefined) return this.move(task, elsewhere);
    const delayMs = Math.max(0, askAgainAt - this.clock.now());
    const { failures = 0, lastFailure } = task.step ?? {};
    return { change: {}, next: { kind: 'submit', delayMs, failures, ...(lastFailure && { lastFailure }) } };
  }

  watch({ task, signal }: StepRun, create: () => Promise<SubmitResult>): Promise<SubmitResult> {
    return this.circuits.watch(placeOf(task), signal, create);
  }

  /** Where a task goes that was certainly not taken; `undefined` = nowhere. */
  moveAfter(task: TaskRecord, error: ErrorDetail): StepOutcome | undefined {
    const fitting = this.places.after(task, error);
    return fitting && this.move(task, fitting, error);
  }

  private move(task: TaskRecord, fitting: Fitting, error?: ErrorDetail): StepOutcome {
    const clientReference = this.ids.clientReference();
    return movedOutcome(task, fitting, { now: this.clock.now(), clientReference, error });
  }
}

const placeOf = ({ execution }: TaskRecord): ExecutionIdentity =>
  execution ?? { providerId: '', modelId: '', credentialId: '' };
