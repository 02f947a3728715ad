import type { Billed, ErrorCode } from '@onereel/core';

/** What one of the vendor's codes means here. */
export interface VendorErrorRow {
  readonly error: ErrorCode;
  /** What it means for the operator or the client, and what to do. */
  readonly sentence: string;
  /** On a create call it proves nothing: the task may exist. */
  readonly ambiguous?: boolean;
  /** Said about a task, it is the end of the task; otherwise only the question failed. */
  readonly final?: boolean;
  /** The signature's time does not fit the vendor's clock: sign again with theirs. */
  readonly clock?: boolean;
  /** Overrides of the error table. */
  readonly retryable?: boolean;
  readonly billed?: Billed;
}

/** For answers without a known code, by HTTP status. */
export const HTTP_ERRORS: ReadonlyMap<number, VendorErrorRow> = new Map<number, VendorErrorRow>([
  [401, { error: 'provider_authentication', sentence: 'The credentials were refused.' }],
  [402, { error: 'provider_insufficient_balance', sentence: 'The account has no balance left.' }],
  [403, { error: 'provider_authentication', sentence: 'The credentials or their rights were refused.' }],
  [407, { error: 'provider_authentication', sentence: 'A proxy on the way asks for credentials.' }],
  [408, { error: 'provider_timeout', sentence: 'No answer in time.', ambiguous: true }],
  [429, { error: 'provider_rate_limited', sentence: 'The request rate of the account is limited.' }],
  [503, { error: 'provider_unavailable', sentence: 'The service is unavailable.' }],
  [529, { error: 'provider_unavailable', sentence: 'The service is overloaded.' }],
]);

/** Every other status that says no; `undefined` below 400. */
export function httpErrorRow(status: number): VendorErrorRow | undefined {
  if (status < 400) return undefined;
  const known = HTTP_ERRORS.get(status);
  if (known) return known;
  if (status >= 500)
    return {
      error: 'provider_unavailable',
      sentence: `The vendor is in trouble (HTTP ${status}).`,
      ambiguous: true,
    };
  return { error: 'provider_invalid_request', sentence: `The vendor refused the request (HTTP ${status}).` };
}
