import { createHash, createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { ApiKeyRing } from './api-key-ring';
import { signedRequestScheme } from './signed-request-scheme';

const KEY = { id: 'orkey1', secret: 'sk-secret/with+symbols=' };
const keys = {
  findById: (id: string) => Promise.resolve(id === KEY.id ? KEY : undefined),
} as unknown as ApiKeyRing;
const BODY = '{"prompt":"雨夜 🌧️"}';
const PATH = '/jimeng/?Action=CVSync2AsyncSubmitTask&Version=2022-08-31';

interface Signing {
  readonly path?: string;
  readonly body?: string;
  readonly secret?: string;
  readonly keyId?: string;
  readonly minutesAgo?: number;
  readonly names?: readonly string[];
  readonly service?: string;
}

/** Signs by the letter of the rule, in another way than the code under test. */
function signed(signing: Signing = {}): IncomingMessage {
  const { path = PATH, body = BODY, secret = KEY.secret, keyId = KEY.id, minutesAgo = 0 } = signing;
  const { names = ['x-content-sha256', 'x-date'], service = 'cv' } = signing;
  const time = new Date(Date.now() - minutesAgo * 60_000).toISOString().replace(/[-:]|\.\d+/g, '');
  const hex = (text: string): string => createHash('sha256').update(text).digest('hex');
  const headers: Record<string, string> = {
    host: '127.0.0.1:3000',
    'content-type': 'application/json',
    'x-date': time,
    'x-content-sha256': hex(body),
    'x-spaced': ' a   b ',
  };
  const [pathname, query] = path.split('?');
  const canonicalHeaders = names
    .map((name) => `${name}:${headers[name].trim().replace(/ +/g, ' ')}\n`)
    .join('');
  const canonical = `POST\n${pathname}\n${query}\n${canonicalHeaders}\n${names.join(';')}\n${hex(body)}`;
  const scope = `${time.slice(0, 8)}/cn-north-1/${service}/request`;
  let key: Buffer | string = secret;
  for (const step of scope.split('/')) key = createHmac('sha256', key).update(step).digest();
  const signature = createHmac('sha256', key)
    .update(`HMAC-SHA256\n${time}\n${scope}\n${hex(canonical)}`)
    .digest('hex');
  headers.authorization = `HMAC-SHA256 Credential=${keyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return { method: 'POST', url: path, headers } as unknown as IncomingMessage;
}
const verify = (request: IncomingMessage, body = BODY) =>
  signedRequestScheme.verify(request, keys, () => Promise.resolve(Buffer.from(body)));
const changed = (request: IncomingMessage, headers: Record<string, string | undefined>): IncomingMessage =>
  ({ ...request, headers: { ...request.headers, ...headers } }) as IncomingMessage;

describe('signedRequestScheme', () => {
  it.each([
    [undefined, false],
    ['Bearer sk-abc', false],
    ['HMAC-SHA256 Credential=nonsense', true],
  ])('claims %s: %s', (authorization, claimed) => {
    expect(signedRequestScheme.matches({ headers: { authorization } } as IncomingMessage)).toBe(claimed);
  });

  it.each<[string, Signing]>([
    ["as the vendor's client signs", {}],
    [
      'as hand-written clients sign',
      { names: ['content-type', 'host', 'x-content-sha256', 'x-date', 'x-spaced'] },
    ],
    ['the time alone', { names: ['x-date'] }],
    ['for another service', { service: 'visual' }],
    ['an empty body', { body: '' }],
    ['fourteen minutes ago', { minutesAgo: 14 }],
    ['fourteen minutes ahead', { minutesAgo: -14 }],
    ['with strange characters in the query', { path: '/?Action=a%2Ab%27c&Version=%E9%9B%A8%20x&empty=' }],
  ])('accepts %s', async (_name, signing) => {
    expect(await verify(signed(signing), signing.body ?? BODY)).toBe(KEY);
  });

  it('does not mind the order of the query', async () => {
    const request = signed();
    request.url = '/jimeng/?Version=2022-08-31&Action=CVSync2AsyncSubmitTask';
    expect(await verify(request)).toBe(KEY);
  });

  it('takes the path as the client sent it', async () => {
    const request = signed();
    expect(await verify({ ...request, url: '/x', originalUrl: PATH } as unknown as IncomingMessage)).toBe(
      KEY,
    );
    expect(await verify({ ...request, url: PATH.replace('/jimeng', '') } as IncomingMessage)).toBeUndefined();
  });

  it.each<[string, () => IncomingMessage]>([
    ['another secret', () => signed({ secret: 'other' })],
    ['an unknown key', () => signed({ keyId: 'orkey2' })],
    ['another action', () => ({ ...signed(), url: `${PATH}x` }) as IncomingMessage],
    ['another time', () => changed(signed(), { 'x-date': '20260101T000000Z' })],
    ['a time that is none', () => changed(signed(), { 'x-date': 'today' })],
    ['no time', () => changed(signed(), { 'x-date': undefined })],
    ['a time that is not signed', () => signed({ names: ['x-content-sha256'] })],
    [
      'a body hash that is not that of the body',
      () => changed(signed({ names: ['x-date'] }), { 'x-content-sha256': 'ab' }),
    ],
    ['half a header', () => changed(signed(), { authorization: 'HMAC-SHA256 Credential=orkey1' })],
  ])('refuses %s', async (_name, make) => {
    expect(await verify(make())).toBeUndefined();
  });

  it('refuses another body', async () => {
    expect(await verify(signed(), '{"prompt":"sun"}')).toBeUndefined();
  });

  it.each([
    ['behind', 16, /16 minutes behind.*clock/],
    ['ahead', -20, /20 minutes ahead.*clock/],
  ])('names the clock when it is %s', async (_name, minutesAgo, message) => {
    await expect(verify(signed({ minutesAgo }))).rejects.toThrow(message);
  });

  it('tells strangers nothing about times, and reads no body for them', async () => {
    expect(await verify(signed({ minutesAgo: 600, secret: 'other' }))).toBeUndefined();
    const stranger = signed({ keyId: 'orkey2' });
    const noBody = (): Promise<Buffer> => Promise.reject(new Error('the body was read'));
    expect(await signedRequestScheme.verify(stranger, keys, noBody)).toBeUndefined();
  });
});
