import { type Accepted, type Clock, type ErrorDetail, GatewayError, toErrorDetail } from '@onereel/core';
import type { StepOutcome, TaskChange, TaskRecord } from '@onereel/core/engine';
import type { EngineSettings } from '../engine-settings';
import { paceOf } from '../credential-pace';
import type { RegisteredProvider } from '../provider-registry';
import { abandonTask, endTask, mergeWarnings } from '../task-changes';
import { isLimit, limitDelayMs, submitRetryDelayMs } from './retry-policy';

/** Milliseconds before a lost submission is looked up: vendors need a moment to list what they took. */
const RECONCILE_DELAY_MS = 2_000;

type Outcomes = Pick<EngineSettings, 'retry' | 'retentionSeconds'> & {
  /** How long a vendor may go on saying "later". */
  readonly deadlineSeconds?: number;
};

/** The vendor took it: from here on it is asked, never sent to again. */
export function acceptedOutcome(
  task: TaskRecord,
  accepted: Pick<Accepted, 'handle' | 'warnings' | 'applied' | 'vendorRequestId'>,
  entry: RegisteredProvider,
  now: number,
): StepOutcome {
  const cancel = task.cancelRequested;
  return {
    change: {
      status: 'processing',
      submission: 'accepted',
      handle: accepted.handle,
      warnings: mergeWarnings(task.warnings, accepted.warnings),
      applied: { ...task.applied, ...accepted.applied },
      error: null,
      startedAt: now,
      deadlineAt: now + entry.descriptor.deadlineSeconds * 1000,
    },
    next: cancel
      ? { kind: 'cancel', delayMs: 0 }
      : { kind: 'poll', delayMs: paceOf(entry, task.execution?.credentialId ?? '').poll.firstSeconds * 1000 },
    evenIfReplaced: true,
    traces: [
      {
        at: now,
        event: 'accepted',
        data: { vendorTaskId: accepted.handle.id, requestId: accepted.vendorRequestId ?? null },
      },
    ],
  };
}

/** The vendor certainly did not take it: once more later, or the end. */
export function notSentOutcome(
  task: TaskRecord,
  error: ErrorDetail,
  settings: Outcomes,
  clock: Clock,
): StepOutcome {
  const traces = [{ at: clock.now(), event: 'not_sent', data: { code: error.code, message: error.message } }];
  const again = task.cancelRequested ? undefined : againAfter(task, error, settings, clock.now());
  if (again !== undefined) return { ...again, traces };
  const status = task.cancelRequested ? 'cancelled' : 'failed';
  const ending = endTask(status, clock.now(), settings.retentionSeconds);
  return {
    change: { ...ending, submission: 'not_sent', error: task.cancelRequested ? null : error },
    traces,
  };
}

type Again = Pick<StepOutcome, 'change' | 'next'> | undefined;

function againAfter(task: TaskRecord, error: ErrorDetail, settings: Outcomes, now: number): Again {
  const { retry } = settings;
  if (isLimit(error) && retry.maxRetries > 0) return afterLimit(task, error, settings, now);
  const failures = (task.step?.failures ?? 0) + 1;
  const delayMs = submitRetryDelayMs(error, failures, retry);
  if (delayMs === undefined) return undefined;
  return { change: { submission: 'not_sent' }, next: { kind: 'submit', delayMs, failures } };
}

/** Counts no failure, but has an end. */
function afterLimit(
  { step, deadlineAt }: TaskRecord,
  error: ErrorDetail,
  { retry, deadlineSeconds = 0 }: Outcomes,
  now: number,
): Again {
  const { code } = error;
  const times = step?.lastFailure?.code === code ? step.lastFailure.times + 1 : 1;
  const delayMs = limitDelayMs(error, times, retry);
  const until = deadlineAt ?? now + deadlineSeconds * 1000;
  if (now + delayMs >= until) return undefined;
  const next = { kind: 'submit', delayMs, failures: step?.failures ?? 0, lastFailure: { code, times } };
  return { change: { submission: 'not_sent', deadlineAt: until }, next };
}

/** Nobody knows: looked up where the vendor allows it, otherwise reported and never sent again. */
export function unknownOutcome(
  task: TaskRecord,
  cause: unknown,
  canReconcile: boolean,
  { retentionSeconds, clock }: Pick<Outcomes, 'retentionSeconds'> & { readonly clock: Clock },
): StepOutcome {
  const known = GatewayError.isInstance(cause) && cause.code === 'submit_unknown';
  const error = toErrorDetail(known ? cause : new GatewayError('submit_unknown', { cause }));
  const traces = [{ at: clock.now(), event: 'submit_unknown', data: { message: error.message } }];
  // Wherever this leads: from now on the task stays at its place.
  const unknown: TaskChange = {
    submission: 'unknown',
    ...(task.routing && { routing: { ...task.routing, bound: true } }),
  };
  if (canReconcile) {
    return { change: unknown, next: { kind: 'reconcile', delayMs: RECONCILE_DELAY_MS }, traces };
  }
  return { change: { ...unknown, ...abandonTask(error, clock.now(), retentionSeconds) }, traces };
}
