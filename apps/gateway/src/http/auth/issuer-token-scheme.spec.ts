import type { IncomingMessage } from 'node:http';
import { JwtPayload, sign, SignOptions } from 'jsonwebtoken';
import type { ApiKeyRing } from './api-key-ring';
import { issuerTokenScheme } from './issuer-token-scheme';

const KEY = { id: 'orkey1', secret: 'sk-secret/with+symbols=' };
const keys = {
  findById: (id: string) => Promise.resolve(id === KEY.id ? KEY : undefined),
} as unknown as ApiKeyRing;
const now = (): number => Math.floor(Date.now() / 1000);
const claims = (shift = 0): JwtPayload => ({
  iss: KEY.id,
  exp: now() + shift + 1800,
  nbf: now() + shift - 5,
});
const token = (payload: JwtPayload, secret = KEY.secret, options: SignOptions = {}): string =>
  sign(payload, secret, { algorithm: 'HS256', noTimestamp: true, ...options });
const request = (authorization?: string): IncomingMessage =>
  ({ headers: { ...(authorization && { authorization }) } }) as IncomingMessage;
const noBody = (): Promise<Buffer> => Promise.reject(new Error('the body was read'));
const verify = (signed: string) => issuerTokenScheme.verify(request(`Bearer ${signed}`), keys, noBody);
const unsigned = (payload: JwtPayload): string => {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none', typ: 'JWT' })}.${part(payload)}.AA`;
};

describe('issuerTokenScheme', () => {
  it.each([
    [undefined, false],
    ['Bearer sk-abc', false],
    ['Bearer sk-a.b.c', false],
    ['Bearer eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJhIn0.c2ln', true],
  ])('claims %s: %s', (header, claimed) => {
    expect(issuerTokenScheme.matches(request(header))).toBe(claimed);
  });

  it.each([
    ['as the vendor signs', 0],
    ['nine minutes ahead', 540],
    ['half an hour and nine minutes behind', -2340],
  ])('accepts a clock %s', async (_name, shift) => {
    expect(await verify(token(claims(shift)))).toBe(KEY);
  });

  it.each<[string, () => string]>([
    ['another secret', () => token(claims(), 'other')],
    ['an unknown issuer', () => token({ ...claims(), iss: 'orkey2' })],
    ['no issuer', () => token({ exp: now() + 60 })],
    ['no expiry', () => token({ iss: KEY.id })],
    ['another algorithm', () => token(claims(), KEY.secret, { algorithm: 'HS512' })],
    ['no signature', () => unsigned(claims())],
    ['no JSON', () => 'eyJhbGciOiJIUzI1NiJ9.AAAA.c2ln'],
  ])('refuses %s', async (_name, make) => {
    expect(await verify(make())).toBeUndefined();
  });

  it.each([
    ['eleven minutes ahead', 660, /not valid yet.*clock/],
    ['expired for eleven minutes', -2460, /expired.*clock/],
  ])('names the clock when it is %s', async (_name, shift, message) => {
    await expect(verify(token(claims(shift)))).rejects.toThrow(message);
  });

  it('tells strangers nothing about times', async () => {
    expect(await verify(token(claims(-99999), 'other'))).toBeUndefined();
  });
});
