import { Inject, Injectable } from '@nestjs/common';
import { type Clock, type ErrorCode, GatewayError, type PollResult, toErrorDetail } from '@onereel/core';
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
import { endTask, mergeWarnings, stallTask } from '../task-changes';
import { pollDelayMs, pollErrorIsFatal, STALLED_INTERVAL_MS, STALLED_WATCH_MS } from './poll-schedule';
import { VendorCalls } from './vendor-calls';
import { withTimeout } from './with-timeout';

const POLL_TIMEOUT_MS = 30_000;
/** The last percent belongs to storing the result. */
const HIGHEST_VENDOR_PROGRESS = 99;

/** Why nobody could ask any more is worth more than that the deadline passed. */
const NAMED_IN_STALL: readonly ErrorCode[] = ['credential_gone', 'provider_unconfigured'];

type Completed = Extract<PollResult, { state: 'completed' }>;
type Running = Extract<PollResult, { state: 'queued' | 'processing' }>;

/** Asks the vendor once. `refresh` asks for new result addresses after the old ones expired. */
@Injectable()
@StepHandlerProvider()
export class PollHandler implements StepHandler {
  readonly kinds = ['poll', 'refresh'];

  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ENGINE_SETTINGS) private readonly settings: EngineSettings,
    private readonly vendors: VendorCalls,
  ) {}

  async run(kind: string, run: StepRun): Promise<StepOutcome> {
    if (run.task.cancelRequested) return { change: {}, next: { kind: 'cancel', delayMs: 0 } };
    try {
      const result = await this.ask(run);
      if (result.state === 'completed') return this.completed(kind, run.task, result);
      if (result.state === 'failed') return this.failed(result.error, { cost: result.cost ?? null });
      return this.running(run.task, result);
    } catch (error) {
      if (run.signal.aborted) throw error;
      return this.unanswered(kind, run.task, error);
    }
  }

  private async ask(run: StepRun): Promise<PollResult> {
    const { provider } = this.vendors.providerOf(run.task);
    const { handle } = run.task;
    if (handle === null) throw new Error('a poll step without a handle');
    return withTimeout(run.signal, POLL_TIMEOUT_MS, (signal) =>
      provider.poll(handle, this.vendors.context({ task: run.task, signal })),
    );
  }

  private completed(kind: string, task: TaskRecord, result: Completed): StepOutcome {
    const { outputs, cost } = result;
    const known = { cost: cost ?? task.cost, ...findings(task, result) };
    if (outputs.length === 0) return this.failed(toErrorDetail(new GatewayError('output_missing')), known);
    return {
      change: { ...known, pendingOutputs: outputs },
      next: { kind: kind === 'refresh' ? 'rearchive' : 'archive', delayMs: 0 },
      traces: [{ at: this.clock.now(), event: 'vendor_completed', data: { outputs: outputs.length } }],
    };
  }

  private failed(error: TaskRecord['error'], more: TaskChange): StepOutcome {
    const ending = endTask('failed', this.clock.now(), this.settings.retentionSeconds);
    return { change: { ...ending, ...more, error } };
  }

  private running(task: TaskRecord, result: Running): StepOutcome {
    const change = { ...progressOf(task, result), ...findings(task, result) };
    const late = this.overdue(task, undefined);
    if (late !== undefined) return { ...late, change: { ...change, ...late.change } };
    return { change, next: { kind: 'poll', delayMs: this.delayMs(task, 0) } };
  }

  /** The question failed, not the task: ask again, unless it failed in a way that repetition proves. */
  private unanswered(kind: string, task: TaskRecord, error: unknown): StepOutcome {
    const detail = toErrorDetail(error);
    const failures = (task.step?.failures ?? 0) + 1;
    const before = task.step?.lastFailure;
    const times = before?.code === detail.code ? before.times + 1 : 1;
    const traces = [{ at: this.clock.now(), event: 'poll_failed', data: { code: detail.code, failures } }];
    if (pollErrorIsFatal(detail.code, times)) return { ...this.failed(detail, {}), traces };
    const late = this.overdue(task, detail);
    if (late !== undefined) return { ...late, traces };
    const delayMs = this.delayMs(task, failures, detail.retryAfterSeconds);
    const lastFailure = { code: detail.code, times };
    return { change: {}, next: { kind, delayMs, failures, lastFailure }, traces };
  }

  /** Past its deadline a task stalls; it is still asked about now and then, and a late success completes it. */
  private overdue(task: TaskRecord, error: TaskRecord['error'] | undefined): StepOutcome | undefined {
    const now = this.clock.now();
    const deadline = task.deadlineAt ?? Infinity;
    if (now < deadline && task.status !== 'stalled') return undefined;
    if (now > deadline + STALLED_WATCH_MS) {
      return { change: { expiresAt: now + this.settings.retentionSeconds * 1000 } };
    }
    const stalled = task.status === 'stalled';
    const reason = error && NAMED_IN_STALL.includes(error.code) ? error : undefined;
    return {
      change: stalled ? {} : stallTask(reason ?? toErrorDetail(new GatewayError('deadline_exceeded'))),
      next: { kind: 'poll', delayMs: Math.max(STALLED_INTERVAL_MS, this.delayMs(task, 0)) },
    };
  }

  private delayMs(task: TaskRecord, failures: number, retryAfterSeconds?: number): number {
    return pollDelayMs({
      cadence: this.vendors.cadenceOf(task),
      elapsedMs: this.clock.now() - (task.startedAt ?? this.clock.now()),
      failures,
      retryAfterSeconds,
      random: Math.random(),
    });
  }
}

function progressOf(task: TaskRecord, result: Running): TaskChange {
  const reported = result.state === 'processing' ? (result.progress ?? 0) : 0;
  const progress = Math.min(HIGHEST_VENDOR_PROGRESS, Math.floor(reported));
  return progress > task.progress ? { progress } : {};
}

/** What this answer says that the record does not. */
function findings(task: TaskRecord, result: Completed | Running): TaskChange {
  const warnings = mergeWarnings(task.warnings, result.warnings);
  const fresh = Object.entries(result.applied ?? {}).some(([name, value]) => task.applied[name] !== value);
  return {
    ...(warnings !== task.warnings && { warnings }),
    ...(fresh && { applied: { ...task.applied, ...result.applied } }),
  };
}
