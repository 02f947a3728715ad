import { type ErrorDetail, GatewayError } from '@onereel/core';
import type { RetrySettings } from '../engine-settings';

const LONGEST_DELAY_MS = 3_600_000;

/**
 * Milliseconds until a submission that certainly did not reach the vendor is repeated; `undefined` when it is not.
 * `failures` counts the attempts so far, this one included.
 */
export function submitRetryDelayMs(
  error: Pick<ErrorDetail, 'retryable' | 'retryAfterSeconds'>,
  failures: number,
  retry: RetrySettings,
): number | undefined {
  if (!error.retryable || failures > retry.maxRetries) return undefined;
  const own = retry.delaySeconds * 1000 * retry.backoff ** (failures - 1);
  return Math.min(Math.max(own, (error.retryAfterSeconds ?? 0) * 1000), LONGEST_DELAY_MS);
}

/** Longest own pause after a limit; what the vendor asks for may be longer. */
const LONGEST_LIMIT_DELAY_MS = 60_000;

/** "Later" is no failure: a vendor that limits its rate is asked again for as long as the task may take. */
export const isLimit = ({ code }: Pick<ErrorDetail, 'code'>): boolean => code === 'provider_rate_limited';

/** Milliseconds until a submission is repeated that was limited for the `times`-th time in a row. */
export function limitDelayMs(
  { retryAfterSeconds = 0 }: Pick<ErrorDetail, 'retryAfterSeconds'>,
  times: number,
  { delaySeconds, backoff }: RetrySettings,
): number {
  const own = Math.min(delaySeconds * 1000 * backoff ** Math.min(times - 1, 20), LONGEST_LIMIT_DELAY_MS);
  return Math.min(Math.max(own, retryAfterSeconds * 1000), LONGEST_DELAY_MS);
}

/**
 * Does this thrown error prove that the vendor did not take the task? Only what the table bills with `no` and blames on the client
 * or the gateway (an unreadable input, a refused address), or a connection that never stood.
 */
export function provesNotSent(error: unknown): error is GatewayError {
  if (!GatewayError.isInstance(error)) return false;
  if (error.code === 'provider_unreachable') return true;
  if (error.code === 'internal_error') return false;
  return error.billed === 'no' && (error.origin === 'client' || error.origin === 'gateway');
}
