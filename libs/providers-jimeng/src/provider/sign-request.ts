import { createHash, createHmac } from 'node:crypto';

export interface SigningKeys {
  readonly accessKey: string;
  readonly secretKey: string;
  /** Of temporary credentials; is sent and signed. */
  readonly sessionToken?: string;
}

export interface UnsignedRequest {
  readonly method: string;
  /** As it is sent, without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Headers to sign beside the ones made here, such as `Host`. */
  readonly headers: Readonly<Record<string, string>>;
  /** Exactly the bytes that are sent. */
  readonly body: string;
  readonly region: string;
  readonly service: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Signs for Volcengine; returns the headers to send. The secret is text, whatever it looks like, and takes no prefix. */
export function signRequest(request: UnsignedRequest, keys: SigningKeys): Record<string, string> {
  const time = new Date(request.now).toISOString().replace(/[-:]|\.\d{3}/g, '');
  const hash = sha256(request.body);
  const headers: Record<string, string> = {
    ...request.headers,
    'X-Date': time,
    ...(keys.sessionToken && { 'X-Security-Token': keys.sessionToken }),
    'X-Content-Sha256': hash,
  };
  const lines = Object.entries(headers)
    .map(([name, value]) => [name.toLowerCase(), value.replace(/\s+/g, ' ').trim()])
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const names = lines.map(([name]) => name).join(';');
  const canonical = [
    request.method,
    request.path,
    canonicalQuery(request.query),
    ...lines.map(([name, value]) => `${name}:${value}`),
    '',
    names,
    hash,
  ].join('\n');
  const steps = [time.slice(0, 8), request.region, request.service, 'request'];
  const key = steps.reduce<Buffer | string>((secret, step) => hmac(secret, step), keys.secretKey);
  const text = ['HMAC-SHA256', time, steps.join('/'), sha256(canonical)].join('\n');
  const signature = hmac(key, text).toString('hex');
  const credential = `${keys.accessKey}/${steps.join('/')}`;
  const Authorization = `HMAC-SHA256 Credential=${credential}, SignedHeaders=${names}, Signature=${signature}`;
  return { ...headers, Authorization };
}

const canonicalQuery = (query: Readonly<Record<string, string>>): string =>
  Object.keys(query)
    .sort()
    .map((name) => `${escape(name)}=${escape(query[name])}`)
    .join('&');

/** As RFC 3986 has it: four characters more than the platform escapes. */
const escape = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
const hmac = (key: Buffer | string, text: string): Buffer => createHmac('sha256', key).update(text).digest();
