import { createHash, createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** The `Authorization` of a signed request, taken apart. */
export interface SignatureHeader {
  /** Who says to have signed; not proven yet. */
  readonly keyId: string;
  /** `yyyymmdd/region/service/request`. */
  readonly scope: string;
  readonly day: string;
  /** Lower case, in the order signed. */
  readonly names: readonly string[];
  readonly signature: Buffer;
}

const HEADER =
  /^HMAC-SHA256 +Credential=([\x21-\x2b\x2d-\x7e]{1,200}?)\/((\d{8})\/[\w-]{1,64}\/[\w-]{1,64}\/request), *SignedHeaders=([\w-]+(?:;[\w-]+)*), *Signature=([0-9a-f]{64}) *$/i;

export function readSignatureHeader(authorization: string): SignatureHeader | undefined {
  const match = HEADER.exec(authorization);
  if (match === null) return undefined;
  const [, keyId, scope, day, names, signature] = match;
  return {
    keyId,
    scope,
    day,
    names: names.toLowerCase().split(';'),
    signature: Buffer.from(signature, 'hex'),
  };
}

/**
 * The signature the request should carry, over what its own list of headers says was signed. The body is always part of it. The path
 * is the one the client sent: a proxy that rewrites it breaks the signature.
 */
export function expectedSignature(
  request: IncomingMessage,
  { names, scope }: SignatureHeader,
  body: Buffer,
  secret: string,
): Buffer {
  const { originalUrl } = request as IncomingMessage & { readonly originalUrl?: string };
  const [path, ...query] = (originalUrl ?? request.url ?? '/').split('?');
  const canonical = [
    request.method ?? 'GET',
    path,
    canonicalQuery(query.join('?')),
    ...names.map((name) => `${name}:${headerValue(request, name)}`),
    '',
    names.join(';'),
    bodyHash(body),
  ].join('\n');
  const key = scope.split('/').reduce<Buffer | string>((previous, step) => hmac(previous, step), secret);
  const time = headerValue(request, 'x-date');
  const digest = createHash('sha256').update(canonical).digest('hex');
  return hmac(key, ['HMAC-SHA256', time, scope, digest].join('\n'));
}

export const bodyHash = (body: Buffer): string => createHash('sha256').update(body).digest('hex');

function headerValue({ headers }: IncomingMessage, name: string): string {
  const value = headers[name] ?? '';
  return (Array.isArray(value) ? value.join(',') : value).replace(/\s+/g, ' ').trim();
}

function canonicalQuery(query: string): string {
  const pairs = [...new URLSearchParams(query)].map(([name, value]) => [escape(name), escape(value)]);
  return pairs
    .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map((pair) => pair.join('='))
    .join('&');
}

const compare = (a: string, b: string): number => Number(a > b) - Number(a < b);

/** As RFC 3986 has it: four characters more than the platform escapes. */
const escape = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

const hmac = (key: Buffer | string, text: string): Buffer => createHmac('sha256', key).update(text).digest();
