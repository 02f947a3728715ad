import { createRedactor, GatewayError, ProviderHttpResponse } from '@onereel/core';
import type { VendorErrorRow } from '../wire/vendor-error';

const MAX_SENTENCE = 200;

/** An answer that says no, and why. */
export interface VendorNo {
  readonly row: VendorErrorRow;
  readonly vendorCode?: string;
  readonly message?: string;
}

/** What a no means; the vendor's own words short and without what could be ours. */
export function failureOf(
  { row, vendorCode, message }: VendorNo,
  response: ProviderHttpResponse,
  secrets: readonly string[],
): GatewayError {
  const said = message ? ` The vendor says: ${createRedactor(secrets)(message).slice(0, MAX_SENTENCE)}` : '';
  const after = Number(response.headers['retry-after']);
  return new GatewayError(row.error, {
    message: `${row.sentence}${said}`,
    ...(row.retryable !== undefined && { retryable: row.retryable }),
    ...(row.billed !== undefined && { billed: row.billed }),
    ...(after > 0 && { retryAfterSeconds: after }),
    ...(vendorCode !== undefined && { vendorCode }),
  });
}

/** An answer that is none of the vendor's. */
export const unreadable = (response: ProviderHttpResponse, setting: string): GatewayError =>
  new GatewayError('provider_bad_response', {
    message: `The vendor answered HTTP ${response.status} with a body that is not its JSON. Check ${setting} when it stays so.`,
  });

/**
 * The error of a create call that gave no task: the reason when it is a clear no, otherwise `submit_unknown`. A review that refused
 * is never asked a second time by itself.
 */
export function createFailure(no: VendorNo | undefined, reason: GatewayError): GatewayError {
  const { message, vendorCode } = reason;
  if (!no || no.row.ambiguous) {
    return new GatewayError('submit_unknown', {
      message: `${message} The task may have been accepted all the same.`,
      ...(vendorCode !== undefined && { vendorCode }),
    });
  }
  return no.row.final ? new GatewayError(reason.code, { message, vendorCode, retryable: false }) : reason;
}
