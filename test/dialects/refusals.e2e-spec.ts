import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { EXAMPLE_IMAGE_BASE64 } from '../../apps/gateway/src/http/openapi/example-image';
import { type Answer, startGateway, type TestGateway } from './start-gateway';

const PNG = Buffer.from(EXAMPLE_IMAGE_BASE64, 'base64');
const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** Both dialects: where to post, what is valid, and the name of their image field. */
const DIALECTS = {
  native: { path: '/api/v1/videos/generate', valid: { image: EXAMPLE_IMAGE_BASE64 }, image: 'image' },
  openai: { path: '/v1/videos', valid: { prompt: 'a' }, image: 'input_reference' },
} as const;
type Dialect = keyof typeof DIALECTS;
const BOTH = Object.keys(DIALECTS) as Dialect[];

let gateway: TestGateway;
let untouched: string[];
let trap: Server;
let trapped: string[];
let trapPort: number;

beforeAll(async () => {
  gateway = await startGateway({ maxBodyMb: 1, maxUploadMb: 1 });
  untouched = await gateway.files();
  trap = createServer((request, response) => {
    trapped.push(request.url ?? '');
    response.setHeader('content-type', 'image/png').end(PNG);
  });
  await new Promise<void>((resolve) => trap.listen(0, '127.0.0.1', resolve));
  trapPort = (trap.address() as AddressInfo).port;
});
afterAll(async () => {
  trap.close();
  await gateway.close();
});
beforeEach(() => {
  trapped = [];
});

const detailOf = (dialect: Dialect, { body }: Answer): { code: string; param?: string; message: string } => {
  if (dialect === 'native') expect(body.detail).toBe(body.error.message);
  else expect(Object.keys(body.error).sort()).toEqual(['code', 'message', 'param', 'type']);
  return body.error;
};

/** The documented error, and no trace of the attempt anywhere. */
async function expectRefusal(dialect: Dialect, answer: Answer, expected: object): Promise<void> {
  expect({ status: answer.status, ...detailOf(dialect, answer) }).toMatchObject(expected);
  expect(answer.headers.get('x-should-retry')).toBe('false');
  expect((await gateway.call('GET', '/api/v1/tasks')).body.tasks).toEqual([]);
  await expectNoFiles();
  expect(trapped).toEqual([]);
}

/** Uploads are removed right after the answer. */
async function expectNoFiles(): Promise<void> {
  for (let tries = 0; tries < 20 && (await gateway.files()).length > untouched.length; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(await gateway.files()).toEqual(untouched);
}

const post = (dialect: Dialect, body: unknown, headers?: Record<string, string>): Promise<Answer> =>
  gateway.call('POST', DIALECTS[dialect].path, body, headers);

describe.each(BOTH)('%s refuses', (dialect) => {
  const { valid, image } = DIALECTS[dialect];
  const FIELDS = {
    native: [
      ['duration', 0],
      ['duration', 11],
      ['duration', '5s'],
      ['fps', 23],
      ['fps', 61],
      ['resolution', '1920x1081'],
      ['resolution', '99999x1'],
      ['motion_strength', 1.5],
      ['camera_motion', 'dolly'],
      ['optimize_prompt', 'yes'],
      ['prompt', { text: 'a' }],
      ['model', 5],
      ['metadata', 'none'],
      ['external_id', 'x'.repeat(256)],
      ['image', 12],
      ['image', true],
      ['reference_images', Array(9).fill('AAAA')],
    ],
    openai: [
      ['seconds', 0],
      ['seconds', '11'],
      ['seconds', 'five'],
      ['size', 'wide'],
      ['size', '8000x8000'],
      ['prompt', 5],
      ['prompt', ''],
      ['model', []],
      ['n', 0],
      ['seed', -1],
      ['metadata', [1]],
      ['input_reference', 12],
      ['images', Array(9).fill('AAAA')],
    ],
  }[dialect] as [string, unknown][];

  it.each(FIELDS)('%s = %j', async (field, value) => {
    const answer = await post(dialect, { ...valid, [field]: value });
    await expectRefusal(dialect, answer, { status: 400, message: expect.stringContaining(field) });
    expect(['invalid_parameter', 'missing_required_parameter']).toContain(detailOf(dialect, answer).code);
    expect(detailOf(dialect, answer).param).toBe(field);
  });

  it.each<[string, object, object]>([
    ['an unknown model', { model: 'sora-9' }, { code: 'model_not_found', param: 'model' }],
    ['a model named like a prototype', { model: '__proto__' }, { code: 'model_not_found' }],
  ])('%s', async (_name, more, expected) => {
    await expectRefusal(dialect, await post(dialect, { ...valid, ...more }), { status: 400, ...expected });
  });

  it.each<[string, string]>([
    ['text as base64', base64('hello world, this is no image')],
    ['no base64 at all', 'not base64 !!'],
    ['a path', '/etc/passwd'],
    ['a broken data URI', 'data:image/png;base64,####'],
    ['an SVG', `data:image/svg+xml;base64,${base64('<svg xmlns="http://www.w3.org/2000/svg"/>')}`],
    [
      'a playlist in disguise',
      `data:image/png;base64,${base64('#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n')}`,
    ],
    ['a concat script', base64('ffconcat version 1.0\nfile /etc/passwd\n')],
  ])('%s as an image', async (_name, value) => {
    await expectRefusal(dialect, await post(dialect, { ...valid, [image]: value }), {
      status: 400,
      code: 'invalid_image',
      param: image,
    });
  });

  const hostile = [
    'http://127.0.0.1:PORT/a.png',
    'http://localhost:PORT/a.png',
    'http://2130706433:PORT/a.png',
    'http://0177.0.0.1:PORT/a.png',
    'http://0x7f.1:PORT/a.png',
    'http://0.0.0.0:PORT/a.png',
    'http://[::1]:PORT/a.png',
    'http://[::]:PORT/a.png',
    'http://[::ffff:127.0.0.1]:PORT/a.png',
    'http://10.0.0.1/a.png',
    'http://172.16.0.1/a.png',
    'http://192.168.1.1/a.png',
    'http://100.64.0.1/a.png',
    'http://169.254.169.254/latest/meta-data/',
    'http://metadata.google.internal/',
    'http://[fd00::1]/a.png',
    'http://[fe80::1]/a.png',
    'http://user:password@127.0.0.1:PORT/a.png',
    'file:///etc/passwd',
    'ftp://example.com/a.png',
    'gopher://127.0.0.1:PORT/_',
    'concat:/etc/passwd',
    'javascript:alert(1)',
  ];

  it.each(hostile)('the URL %s', async (template) => {
    const url = template.replace('PORT', String(trapPort));
    const answer = await post(dialect, { ...valid, [image]: url });
    await expectRefusal(dialect, answer, { status: 400, code: 'url_not_allowed', param: image });
    expect(answer.text).not.toContain('password@');
  });

  it.each<[string, unknown, Record<string, string>, object]>([
    ['no body', undefined, {}, { status: 400, code: 'invalid_request' }],
    ['a list', [], {}, { status: 400, code: 'invalid_request' }],
    [
      'broken JSON',
      '{"image": ',
      { 'content-type': 'application/json' },
      { status: 400, code: 'invalid_request' },
    ],
    [
      'a prototype key',
      '{"prompt":"a","image":"AAAA","__proto__":{"admin":true}}',
      { 'content-type': 'application/json' },
      { status: 400, code: 'invalid_request' },
    ],
    ['XML', '<a/>', { 'content-type': 'application/xml' }, { status: 415, code: 'unsupported_media_type' }],
    [
      'a compressed body',
      new Uint8Array(gzipSync('{"prompt":"a"}')),
      { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      { status: 415, code: 'unsupported_media_type' },
    ],
    [
      'a body that is too large',
      JSON.stringify({ image: 'A'.repeat(1_100_000) }),
      { 'content-type': 'application/json' },
      { status: 413, code: 'payload_too_large' },
    ],
  ])('%s', async (_name, body, headers, expected) => {
    await expectRefusal(dialect, await post(dialect, body, headers), expected);
  });

  it('an idempotency key that is too long', async () => {
    const answer = await post(dialect, valid, { 'Idempotency-Key': 'x'.repeat(256) });
    await expectRefusal(dialect, answer, { status: 400, param: 'Idempotency-Key' });
  });

  it('a caller without a key, before reading the body', async () => {
    const answer = await post(dialect, valid, { authorization: '' });
    await expectRefusal(dialect, answer, { status: 401, code: 'authentication_failed' });
  });
});

describe('forms', () => {
  const form = (fields: [string, string | Blob, string?][]): FormData => {
    const data = new FormData();
    for (const [name, value, filename] of fields) {
      if (typeof value === 'string') data.append(name, value);
      else data.append(name, value, filename);
    }
    return data;
  };
  const PROMPT: [string, string] = ['prompt', 'a'];

  it.each<[string, FormData, object]>([
    [
      'a file that is no image',
      form([PROMPT, ['input_reference', new Blob(['#EXTM3U\n']), 'a.png']]),
      { status: 400, code: 'invalid_image', param: 'input_reference' },
    ],
    [
      'an empty file',
      form([PROMPT, ['input_reference', new Blob([]), 'a.png']]),
      { status: 400, code: 'invalid_image' },
    ],
    [
      'a file that is too large',
      form([PROMPT, ['input_reference', new Blob([PNG, new Uint8Array(1_100_000)]), 'a.png']]),
      { status: 413, code: 'payload_too_large' },
    ],
    [
      'a file under another name',
      form([PROMPT, ['mask', new Blob([PNG]), 'a.png']]),
      { status: 400, param: 'mask' },
    ],
    [
      'a file beside a bad field',
      form([PROMPT, ['seconds', 'x'], ['input_reference', new Blob([PNG]), '../../a.png']]),
      { status: 400, param: 'seconds' },
    ],
    [
      'a prototype path',
      form([PROMPT, ['metadata[__proto__][admin]', '1']]),
      { status: 400, code: 'invalid_parameter' },
    ],
    ['a field that is both', form([PROMPT, ['metadata', 'x'], ['metadata[a]', '1']]), { status: 400 }],
    ['too many fields', form(Array.from({ length: 300 }, (_, index) => [`f${index}`, 'x'])), { status: 413 }],
  ])('refuse %s', async (_name, body, expected) => {
    await expectRefusal('openai', await post('openai', body), expected);
  });

  it('refuse a body that ends too early', async () => {
    const answer = await post('openai', '--x\r\nContent-Disposition: form-data; name="prompt"\r\n\r\nab', {
      'content-type': 'multipart/form-data; boundary=x',
    });
    await expectRefusal('openai', answer, { status: 400, code: 'invalid_request' });
  });

  it('are not taken by the native API', async () => {
    const answer = await post('native', new URLSearchParams({ image: 'AAAA' }));
    await expectRefusal('native', answer, { status: 415, code: 'unsupported_media_type' });
  });
});

describe('lists', () => {
  it.each([
    ['/v1/videos?limit=0', 'limit'],
    ['/v1/videos?limit=1000', 'limit'],
    ['/v1/videos?limit=1&limit=2', 'limit'],
    ['/v1/videos?order=sideways', 'order'],
    ['/v1/videos?after=a&after=b', 'after'],
    ['/api/v1/tasks?status=done', 'status'],
    ['/api/v1/tasks?created_after=soon', 'created_after'],
    ['/api/v1/tasks?limit=x', 'limit'],
  ])('GET %s is refused', async (path, param) => {
    const { status, body } = await gateway.call('GET', path);
    expect({ status, param: body.error.param }).toEqual({ status: 400, param });
  });

  it.each([['/v1/videos?after=vid_unknown'], ["/v1/videos?after=' OR 1=1 --"], ['/api/v1/tasks?after=%25']])(
    'GET %s finds nothing and does not fail',
    async (path) => {
      const { status, body } = await gateway.call('GET', path);
      expect(status).toBe(200);
      expect(body.data ?? body.tasks).toEqual([]);
    },
  );
});
