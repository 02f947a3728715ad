import type { ErrorCode, PollCadence } from '@onereel/core';

export interface PollMoment {
  readonly cadence: PollCadence;
  /** Milliseconds since the vendor accepted the task. */
  readonly elapsedMs: number;
  /** Consecutive polls that failed. */
  readonly failures: number;
  /** What the vendor asked for. */
  readonly retryAfterSeconds?: number;
  /** 0 … 1, for the jitter. */
  readonly random: number;
}

/** Long tasks are asked at most every tenth of the time they have taken so far. */
const GROWTH = 0.1;
const JITTER = 0.1;
const LONGEST_BACKOFF_MS = 120_000;
const LONGEST_RETRY_AFTER_MS = 3_600_000;

/** Milliseconds until the vendor is asked again. Spread by ± 10 %, so that tasks started together drift apart. */
export function pollDelayMs(moment: PollMoment): number {
  const { cadence, elapsedMs, failures, retryAfterSeconds = 0 } = moment;
  const interval = cadence.intervalSeconds * 1000;
  const longest = Math.max(interval, (cadence.maxIntervalSeconds ?? cadence.intervalSeconds) * 1000);
  const regular = Math.min(Math.max(interval, elapsedMs * GROWTH), longest);
  const spread = backedOff(regular, failures) * (1 + JITTER * (2 * moment.random - 1));
  const asked = Math.min(retryAfterSeconds * 1000, LONGEST_RETRY_AFTER_MS);
  return Math.round(Math.max(spread, asked));
}

function backedOff(delay: number, failures: number): number {
  if (failures === 0) return delay;
  return Math.max(delay, Math.min(delay * 2 ** Math.min(failures, 10), LONGEST_BACKOFF_MS));
}

/** Polls in a row that must fail in this way before the task fails with it. All others wait for the deadline. */
const FATAL_AFTER: Partial<Record<ErrorCode, number>> = {
  provider_task_lost: 3,
  provider_authentication: 20,
  provider_invalid_request: 10,
};

/** Does this poll error, the `times`-th of its code in a row, end the task? */
export const pollErrorIsFatal = (code: ErrorCode, times: number): boolean =>
  times >= (FATAL_AFTER[code] ?? Infinity);

/** How long a stalled task is still asked about, and how often. */
export const STALLED_WATCH_MS = 24 * 3_600_000;
export const STALLED_INTERVAL_MS = 300_000;
