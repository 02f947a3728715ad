import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { GatewayError } from '@onereel/core';
import type { AuthScheme } from './auth-scheme';
import { bodyHash, expectedSignature, readSignatureHeader, SignatureHeader } from './signed-request';

const TIME = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;
/** How old a signature may be, and how far the client's clock may be ahead. */
const TOLERANCE_MS = 15 * 60_000;

/**
 * A request signed with the key's secret, the key's id as access key: HMAC-SHA256 over method, path, query, the headers it lists, and
 * the body. What is wrong with its time is told only once the signature has proven that it was signed with the key.
 */
export const signedRequestScheme: AuthScheme = {
  name: 'HMAC-SHA256',
  matches: (request) => /^HMAC-SHA256 /i.test(request.headers.authorization ?? ''),
  async verify(request, keys, readBody) {
    const header = readSignatureHeader(request.headers.authorization ?? '');
    const signedAt = timeOf(request);
    if (!header || signedAt === undefined || !coversItsTime(header, request)) return undefined;
    const key = await keys.findById(header.keyId);
    if (key === undefined) return undefined;
    const body = await readBody();
    if (!isBodyAsClaimed(request, body)) return undefined;
    const expected = expectedSignature(request, header, body, key.secret);
    if (!timingSafeEqual(expected, header.signature)) return undefined;
    requireRecent(signedAt);
    return key;
  },
};

function timeOf({ headers }: IncomingMessage): number | undefined {
  const parts = TIME.exec(String(headers['x-date'] ?? ''))?.slice(1);
  if (parts === undefined) return undefined;
  const [year, month, day, hour, minute, second] = parts.map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** A time that is not signed could be replaced, and with it an old signature be used for ever. */
const coversItsTime = ({ names, day }: SignatureHeader, { headers }: IncomingMessage): boolean =>
  names.includes('x-date') && String(headers['x-date']).startsWith(day);

function isBodyAsClaimed({ headers }: IncomingMessage, body: Buffer): boolean {
  const claimed = headers['x-content-sha256'];
  return claimed === undefined || String(claimed).toLowerCase() === bodyHash(body);
}

function requireRecent(signedAt: number): void {
  const age = Date.now() - signedAt;
  if (Math.abs(age) <= TOLERANCE_MS) return;
  const minutes = Math.round(Math.abs(age) / 60_000);
  throw new GatewayError('authentication_failed', {
    message: `The X-Date of the signature is ${minutes} minutes ${age > 0 ? 'behind' : 'ahead of'} the gateway; 15 are tolerated. Set the clock of the client, and sign every request anew.`,
  });
}
