import { createRedactor, GatewayError } from '@onereel/core';
import type { ErrorRow } from '../wire/google-error-table';

const MAX_SENTENCE = 200;

/** What a vendor said, however it said it. */
export interface VendorWords {
  /** HTTP status, or code of an operation. */
  readonly status?: number;
  /** Everything to look for patterns in. */
  readonly text: string;
  /** The sentence worth repeating. */
  readonly message?: string;
  readonly code?: string;
  readonly retryAfterSeconds?: number;
}

/** The first row that fits. */
export const rowOf = (rows: readonly ErrorRow[], { status, text }: VendorWords): ErrorRow | undefined =>
  rows.find(
    (row) =>
      (row.status === undefined || row.status === status) &&
      (row.pattern === undefined || row.pattern.test(text)),
  );

/** A row as an error, with the vendor's own words, short and without what could be ours. */
export function failureOf(
  row: ErrorRow,
  words: VendorWords,
  who: string,
  secrets: readonly string[],
): GatewayError {
  const redact = createRedactor(secrets);
  const said = words.message?.trim()
    ? ` ${who} says: ${redact(words.message)
        .replace(/Bearer \S+|ya29\.\S+|ey[\w-]+\.[\w-]+\.[\w-]+/g, '[redacted]')
        .slice(0, MAX_SENTENCE)}`
    : '';
  return new GatewayError(row.error, {
    message: `${row.sentence}${said}`,
    ...(row.retryable !== undefined && { retryable: row.retryable }),
    ...(words.retryAfterSeconds !== undefined && { retryAfterSeconds: words.retryAfterSeconds }),
    ...(words.code !== undefined && { vendorCode: redact(words.code) }),
  });
}

/** A create call whose answer proves neither yes nor no. */
export const unknownOutcome = (failure: GatewayError): GatewayError =>
  new GatewayError('submit_unknown', {
    message: `${failure.message} The task may have been accepted all the same.`,
    ...(failure.vendorCode !== undefined && { vendorCode: failure.vendorCode }),
  });
