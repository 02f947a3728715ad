import { TaskChange } from './task-store';
import { TaskRecord, TaskTrace } from './task-record';

/** What a step leads to. The processor writes it in one compare-and-set and schedules what follows. */
export interface StepOutcome {
  readonly change: TaskChange;
  /** The next step; absent = the task rests (waiting for admission) or has ended. */
  readonly next?: { readonly kind: string; readonly delayMs: number; readonly failures?: number };
  readonly traces?: readonly TaskTrace[];
}

export interface StepRun {
  readonly task: TaskRecord;
  readonly signal: AbortSignal;
  /** Publishes progress 0 … 100 between steps; throttled, never a status change. */
  progress(percent: number): void;
}

/** One kind of step. Exactly one handler per kind; duplicates and gaps stop the boot. */
export interface StepHandler {
  readonly kinds: readonly string[];
  run(kind: string, run: StepRun): Promise<StepOutcome>;
}

export const STEP_HANDLERS = Symbol.for('onereel.step-handlers');
