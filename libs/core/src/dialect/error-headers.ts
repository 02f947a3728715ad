import { ErrorCode } from '../errors/error-table';
import { GatewayError } from '../errors/gateway-error';

/** Thrown before anything happened, so that repeating even a create is free of side effects. */
const NOTHING_HAPPENED: ReadonlySet<ErrorCode> = new Set(['rate_limited', 'service_busy', 'shutting_down']);
const SAFE_METHODS: ReadonlySet<string | undefined> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Statuses the official SDKs repeat by themselves. */
const repeatedBySdks = (status: number): boolean =>
  status === 408 || status === 409 || status === 429 || status >= 500;

/**
 * `x-should-retry` overrules the SDKs' own rule, which repeats every 409 and 5xx, a create included: one call would become up to
 * three paid videos.
 */
export function errorHeaders(error: GatewayError, method: string | undefined): Record<string, string> {
  const harmless = SAFE_METHODS.has(method) || NOTHING_HAPPENED.has(error.code);
  const retry = error.retryable && harmless && repeatedBySdks(error.status);
  return {
    'x-should-retry': String(retry),
    ...(error.retryAfterSeconds !== undefined && {
      'Retry-After': String(Math.max(1, Math.ceil(error.retryAfterSeconds))),
    }),
  };
}
