import { Inject, Injectable, Logger } from '@nestjs/common';
import { canTransition, type Clock, GatewayError, isTerminal, toErrorDetail } from '@onereel/core';
import {
  type NextStep,
  type StepAgain,
  type StepJob,
  type StepOutcome,
  TASK_STORE,
  type TaskChange,
  type TaskRecord,
  type TaskStore,
} from '@onereel/core/engine';
import { CLOCK } from './clock';
import { ENGINE_SETTINGS, type EngineSettings } from './engine-settings';
import { HandlerRegistry } from './handler-registry';
import { StepSession } from './step-session';
import { endTask, stepAfter } from './task-changes';
import { TaskEvents } from './task-events';
import { TaskLedger } from './task-ledger';

/** The one consumer of the queue: runs one step, writes what it led to in one compare-and-set. */
@Injectable()
export class TaskProcessor {
  private readonly logger = new Logger(TaskProcessor.name);
  private readonly sessions = new Map<string, StepSession>();

  constructor(
    @Inject(TASK_STORE) private readonly store: TaskStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ENGINE_SETTINGS) private readonly settings: EngineSettings,
    private readonly handlers: HandlerRegistry,
    private readonly ledger: TaskLedger,
    events: TaskEvents,
  ) {
    events.onAny(({ before, after }) => {
      const id = after?.id ?? before?.id;
      if (id !== undefined) this.sessions.get(id)?.observe(after);
    });
  }

  async run(job: StepJob, signal: AbortSignal): Promise<StepAgain | undefined> {
    const task = await this.store.get(job.taskId);
    if (task?.step?.seq !== job.seq || isTerminal(task.status)) return undefined;
    const session = new StepSession(task, job.seq, this.ledger, signal);
    this.sessions.set(task.id, session);
    try {
      const outcome = await this.perform(task.step.kind, session);
      return outcome && (await this.settle(session, outcome));
    } catch (error) {
      this.logger.error({ msg: 'step left for recovery', taskId: task.id, error: String(error) });
      return undefined;
    } finally {
      if (this.sessions.get(task.id) === session) this.sessions.delete(task.id);
    }
  }

  /** Finds out what other processes did to the tasks at work here. */
  async lookAround(): Promise<void> {
    for (const [id, session] of this.sessions) session.observe(await this.store.get(id));
  }

  /** `undefined` when the step was stopped: whoever stopped it decides what follows. */
  private async perform(kind: string, session: StepSession): Promise<StepOutcome | undefined> {
    try {
      return await this.handlers.run(kind, session);
    } catch (error) {
      if (session.signal.aborted) return undefined;
      if (!GatewayError.isInstance(error)) {
        const stack = error instanceof Error ? error.stack : String(error);
        this.logger.error({ msg: 'step failed unexpectedly', taskId: session.task.id, kind, stack });
      }
      const ending = endTask('failed', this.clock.now(), this.settings.retentionSeconds);
      return { change: { ...ending, error: toErrorDetail(error) } };
    }
  }

  private async settle(session: StepSession, outcome: StepOutcome): Promise<StepAgain | undefined> {
    this.ledger.trace(session.task.id, outcome.traces);
    if (isRepeat(session.task, outcome)) {
      return { runAt: this.clock.now() + (outcome.next?.delayMs ?? 0) };
    }
    let dropped = false;
    const after = await this.ledger.revise(session.task.id, (task) => {
      const change = this.changeOf(task, session.seq, outcome);
      dropped = change === undefined;
      return change;
    });
    if (after === undefined || dropped) await outcome.undo?.();
    return undefined;
  }

  private changeOf(task: TaskRecord, seq: number, outcome: StepOutcome): TaskChange | undefined {
    const replaced = task.step?.seq !== seq;
    if (isTerminal(task.status) || (replaced && outcome.evenIfReplaced !== true)) return undefined;
    const { next } = outcome;
    const now = this.clock.now();
    const step = next ? stepAfter(task, next.kind, now + next.delayMs, historyOf(next)) : null;
    const { status, ...rest } = outcome.change;
    const allowed = status === undefined || canTransition(task.status, status);
    if (!allowed && !replaced) return { ...outcome.change, step };
    return { ...rest, ...(allowed && status !== undefined && { status }), step };
  }
}

const historyOf = ({ failures = 0, lastFailure }: NextStep) => ({
  failures,
  ...(lastFailure !== undefined && { lastFailure }),
});

/** Nothing to write: the same step, as successful as before, once more. */
const isRepeat = (task: TaskRecord, { change, next }: StepOutcome): boolean =>
  Object.keys(change).length === 0 &&
  next !== undefined &&
  next.kind === task.step?.kind &&
  (next.failures ?? 0) === task.step.failures;
