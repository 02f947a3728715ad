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
  return frontDoorNo(reply, byStatus) ?? bodyNo(reply, byStatus) ?? plainNo(reply, byStatus);
}

type Reply = VisualReply<unknown> | undefined;
type Row = VendorNo['row'];

function frontDoorNo(reply: Reply, byStatus: Row | undefined): VendorNo | undefined {
  const { Code: code, Message: message } = reply?.ResponseMetadata?.Error ?? {};
  if (code === undefined) return undefined;
  return { row: frontDoorRow(code) ?? byStatus ?? unknownCode(code), vendorCode: code, message };
}

function bodyNo(reply: Reply, byStatus: Row | undefined): VendorNo | undefined {
  const code = reply?.code;
  if (typeof code !== 'number' || FINE.includes(code)) return undefined;
  const row = visualErrorRow(code) ?? byStatus ?? unknownCode(String(code));
  return { row, vendorCode: String(code), message: reply?.message };
}

const plainNo = (reply: Reply, byStatus: Row | undefined): VendorNo | undefined =>
  byStatus && { row: byStatus, message: reply?.message };

const unknownCode = (code: string): Row => ({
  error: 'provider_failed',
  sentence: `Jimeng answered with the unknown code ${code.slice(0, 40)}.`,
});
