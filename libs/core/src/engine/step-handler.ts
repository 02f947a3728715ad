import { SetMetadata } from '@nestjs/common';
import { AppliedParameters } from '../task/task';
import { PendingStep, TaskRecord, TaskTrace } from './task-record';
import { TaskChange } from './task-store';

/** Runs `delayMs` milliseconds after the outcome was written. */
export interface NextStep extends Pick<PendingStep, 'kind' | 'lastFailure'> {
  readonly delayMs: number;
  /** Default 0. */
  readonly failures?: number;
}

/** What a step leads to. The processor writes it in one compare-and-set and schedules what follows. */
export interface StepOutcome {
  /** Nothing in it and the same next kind = nothing is written; the step just runs again. */
  readonly change: TaskChange;
  /** The next step; absent = the task rests (waiting for admission) or has ended. */
  readonly next?: NextStep;
  readonly traces?: readonly TaskTrace[];
  /**
   * The outcome records something that happened outside (a vendor accepted) and is written even when another step took over
   * meanwhile; without it such an outcome is dropped.
   */
  readonly evenIfReplaced?: boolean;
  /** Called when the outcome was dropped: removes what the step left behind. */
  undo?(): Promise<void>;
}

export interface StepRun {
  /** As of the last read or checkpoint. */
  readonly task: TaskRecord;
  /** Aborted at shutdown, when the task is cancelled or removed, and when another step took over. */
  readonly signal: AbortSignal;
  /**
   * Publishes progress 0 … 100 between steps; throttled, never a status change. `applied` is added to the task's applied
   * parameters.
   */
  progress(percent: number, applied?: AppliedParameters): void;
  /** Writes in the middle of a step and resolves with the new record. Rejects when another step took over: stop then. */
  checkpoint(change: TaskChange): Promise<TaskRecord>;
}

/**
 * One or several kinds of steps. Exactly one handler per kind; duplicates and gaps stop the boot. A step runs at least once:
 * after a crash it runs again with whatever its checkpoints wrote. A handler that throws has failed its task with that error.
 */
export interface StepHandler {
  readonly kinds: readonly string[];
  run(kind: string, run: StepRun): Promise<StepOutcome>;
}

export const STEP_HANDLER_METADATA = 'onereel:step-handler';

/** Marks an injectable class as a StepHandler; the engine finds it at boot in whichever module provides it. */
export const StepHandlerProvider = (): ClassDecorator => SetMetadata(STEP_HANDLER_METADATA, true);
