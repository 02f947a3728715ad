import { randomBytes, randomInt } from 'node:crypto';
import { signRequest } from '@onereel/providers-jimeng';
import Signer from '@volcengine/openapi/lib/base/sign';

const ALPHABETS = ['abcXYZ019-_.~', ' !\'()*+,/:;=@&?#[]%"<>', 'äé漢字雨夜🌧️\t'];
const pick = (text: string): string => [...text][randomInt([...text].length)];
const text = (length: number): string =>
  Array.from({ length }, () => pick(ALPHABETS[randomInt(ALPHABETS.length)])).join('');
/** Never a bare number: those the vendor's client sorts before everything else, as JavaScript objects do. */
const name = (): string => `q${text(randomInt(6))}`;
const key = (): string => randomBytes(randomInt(8, 40)).toString('base64');

interface RandomRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly region: string;
  readonly now: number;
}

const randomRequest = (): RandomRequest => ({
  method: ['POST', 'PUT'][randomInt(2)],
  path: ['/', '/jimeng', '/jimeng/'][randomInt(3)],
  query: {
    Action: ['CVSync2AsyncSubmitTask', 'CVSync2AsyncGetResult'][randomInt(2)],
    Version: '2022-08-31',
    ...Object.fromEntries(Array.from({ length: randomInt(4) }, () => [name(), text(randomInt(9))])),
  },
  headers: {
    ...(randomInt(2) === 1 && { Host: `${randomInt(9)}.example.test:${randomInt(1, 65535)}` }),
    ...(randomInt(2) === 1 && { 'X-Extra': `  a ${'  '.repeat(randomInt(3))} b ` }),
  },
  body: JSON.stringify({ prompt: text(randomInt(300)), seed: randomInt(1e9), more: [text(5), null, true] }),
  region: ['cn-north-1', 'ap-southeast-1'][randomInt(2)],
  now: Date.UTC(
    2026,
    randomInt(12),
    randomInt(1, 28),
    randomInt(24),
    randomInt(60),
    randomInt(60),
    randomInt(1000),
  ),
});

describe("our signature and that of the vendor's client", () => {
  it.each(Array.from({ length: 200 }, (_, index) => index))('are equal for random request %i', () => {
    const { method, path, query, headers, body, region, now } = randomRequest();
    const keys = { accessKey: key(), secretKey: key() };
    const sessionToken = randomInt(2) === 1 ? key() : '';
    const theirs = { method, region, pathname: path, params: { ...query }, headers: { ...headers }, body };
    new Signer(theirs, 'cv').addAuthorization(
      { accessKeyId: keys.accessKey, secretKey: keys.secretKey, sessionToken },
      new Date(now),
    );
    const ours = signRequest(
      { method, path, query, headers, body, region, service: 'cv', now },
      { ...keys, ...(sessionToken && { sessionToken }) },
    );
    expect(ours).toEqual(theirs.headers);
  });
});
