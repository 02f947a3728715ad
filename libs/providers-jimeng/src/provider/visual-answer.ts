import type { ProviderHttpResponse } from '@onereel/core';
import { httpErrorRow } from '../wire/vendor-error';
import { VISUAL_OK, VisualReply } from '../wire/visual-api';
import { frontDoorRow, visualErrorRow } from '../wire/visual-error-table';
import type { VendorNo } from './vendor-failure';

/** Relays say 0. */
const FINE: readonly number[] = [VISUAL_OK, 0];

export function visualReply<Data>({ json }: ProviderHttpResponse): VisualReply<Data> | undefined {
  return typeof json === 'object' && json !== null ? (json as VisualReply<Data>) : undefined;
}

/** Why an answer says no: by the code in the body, at the front door or behind it, then by its HTTP status. `undefined` = it does not. */
export function visualNo(response: ProviderHttpResponse): VendorNo | undefined {
  const reply = visualReply(response);
  const byStatus = httpErrorRow(response.status);
  const front = reply?.ResponseMetadata?.Error;
  if (front?.Code !== undefined) {
    const row = frontDoorRow(front.Code) ?? byStatus ?? unknownCode(front.Code);
    return { row, vendorCode: front.Code, message: front.Message };
  }
  const code = reply?.code;
  if (typeof code === 'number' && !FINE.includes(code)) {
    const row = visualErrorRow(code) ?? byStatus ?? unknownCode(String(code));
    return { row, vendorCode: String(code), message: reply?.message };
  }
  return byStatus && { row: byStatus, message: reply?.message };
}

const unknownCode = (code: string): VendorNo['row'] => ({
  error: 'provider_failed',
  sentence: `Jimeng answered with the unknown code ${code.slice(0, 40)}.`,
});
