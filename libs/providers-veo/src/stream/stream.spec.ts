import { Readable } from 'node:stream';
import { GatewayError } from '@onereel/core';
import { openInlineVideo } from './open-inline-video';
import { readTrimmedJson } from './read-trimmed-json';

/** The text in chunks of a size, so that every boundary is cut once. */
const chunks = (text: string, size: number): Readable =>
  Readable.from(
    (function* () {
      const bytes = Buffer.from(text);
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    })(),
  );
const SIZES = [1, 2, 3, 7, 64, 1_000_000];

async function read(text: string, index: number, size: number): Promise<Buffer> {
  const { stream } = await openInlineVideo(chunks(text, size), index);
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(Buffer.from(part as Uint8Array));
  return Buffer.concat(parts);
}
const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'resolved',
    (error: unknown) => (GatewayError.isInstance(error) ? error.code : String(error)),
  );

const FIRST = Buffer.from('first video: ÿÿ?>~', 'latin1');
const SECOND = Buffer.from('the second one');
const escaped = FIRST.toString('base64')
  .replaceAll('/', '\\/')
  .replaceAll('=', '\\u003d')
  .replace('a', 'a\\n');
const BODY = `{"name" : "operations\\"bytesBase64Encoded\\"", "done":true,"response":{"note":"bytesBase64Encoded",
  "videos":[{"bytesBase64Encoded"  :  "${escaped}","mimeType":"video\\/mp4"},{"bytesBase64Encoded":"${SECOND.toString('base64')}"}]}}`;

describe.each(SIZES)('an answer in chunks of %i bytes', (size) => {
  it('gives each video, escapes and all', async () => {
    expect(await read(BODY, 0, size)).toEqual(FIRST);
    expect(await read(BODY, 1, size)).toEqual(SECOND);
  });

  it('says when there is none, or only half of one', async () => {
    expect(await codeOf(read(BODY, 2, size))).toBe('output_expired');
    const half = BODY.slice(0, BODY.lastIndexOf('"}]'));
    expect(await codeOf(read(half, 1, size))).toBe('output_unreachable');
  });

  it('keeps everything but long strings', async () => {
    const long = 'A'.repeat(10_000);
    const text = JSON.stringify({ done: true, 'a"b\\': ['é\n', null, 1.5], long, after: { x: 'end' } });
    expect(await readTrimmedJson(chunks(text, size))).toEqual({
      ...(JSON.parse(text) as object),
      long: long.slice(0, 4096),
    });
  });
});

it('no JSON is undefined, an endless one is refused', async () => {
  expect(await readTrimmedJson(chunks('{"half":', 3))).toBeUndefined();
  expect(await readTrimmedJson(chunks('<html>"</html>', 3))).toBeUndefined();
  const endless = chunks(`[${'"x",'.repeat(2_000_000)}1]`, 65_536);
  expect(await codeOf(readTrimmedJson(endless))).toBe('provider_bad_response');
});
