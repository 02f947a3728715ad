import { readdirSync } from 'node:fs';
import { request as rawRequest } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { TEST_KEY, type TestGateway, startTestGateway } from './test-gateway';

const MB = 1024 * 1024;

describe('request bodies', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway({ maxBodyMb: 1, maxUploadMb: 1 });
  });
  afterAll(() => gateway.close());

  const post = (body: RequestInit['body'], headers: Record<string, string> = {}): Promise<Response> =>
    gateway.fetch('/v1/videos', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    });
  const uploads = (): string[] => {
    try {
      return readdirSync(join(gateway.dataDir, 'uploads'));
    } catch {
      return [];
    }
  };

  it.each<[string, string | Buffer, Record<string, string>, number, string, RegExp]>([
    ['text that is no JSON', '{"prompt": "s3cret', {}, 400, 'invalid_request', /not valid JSON/],
    ['a reserved key', '{"a":{"__proto__":{"x":1}}}', {}, 400, 'invalid_request', /reserved key/],
    ['deep nesting', '['.repeat(100_000) + ']'.repeat(100_000), {}, 400, 'invalid_request', /nested deeper/],
    ['a large body', `"${'x'.repeat(MB)}"`, {}, 413, 'payload_too_large', /larger than 1 MB/],
    [
      'XML',
      '<a/>',
      { 'content-type': 'application/xml' },
      415,
      'unsupported_media_type',
      /Send application\/json or a form/,
    ],
    [
      'a compressed body',
      gzipSync('{}'),
      { 'content-encoding': 'gzip' },
      415,
      'unsupported_media_type',
      /uncompressed/,
    ],
  ])('refuses %s', async (_name, body, headers, status, code, message) => {
    const response = await post(body, headers);
    const answer = (await response.json()) as { error: { code: string; message: string } };
    expect({ status: response.status, code: answer.error.code }).toEqual({ status, code });
    expect(answer.error.message).toMatch(message);
    expect(answer.error.message).not.toContain('s3cret');
    expect(response.headers.get('x-should-retry')).toBe('false');
  });

  it('takes forms only where a route takes them', async () => {
    const response = await gateway.fetch('/api/v1/videos/generate', {
      method: 'POST',
      body: new URLSearchParams({ prompt: 'sea' }),
    });
    expect(response.status).toBe(415);
  });

  it('removes the files of a form when it has answered', async () => {
    const body = new FormData();
    body.append('prompt', 'sea');
    body.append('seconds', 'many');
    body.append('input_reference', new Blob([Buffer.alloc(1000)], { type: 'image/png' }), 'a.png');
    const response = await gateway.fetch('/v1/videos', { method: 'POST', body });
    expect(response.status).toBe(400);
    expect(uploads()).toEqual([]);
  });

  it('refuses files beyond the limit and keeps nothing', async () => {
    const body = new FormData();
    body.append('input_reference', new Blob([Buffer.alloc(MB + 1)]), 'a.png');
    const response = await gateway.fetch('/v1/videos', { method: 'POST', body });
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ error: { param: 'input_reference' } });
    expect(uploads()).toEqual([]);
  });

  it('refuses strangers before it reads their body', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const request = rawRequest(`${gateway.url}/v1/videos`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-length': 900_000 },
      });
      request.once('response', (response) => {
        resolve(response.statusCode);
        request.destroy();
      });
      request.once('error', reject);
      request.write('{"prompt": "');
    });
    expect(status).toBe(401);
  });

  it('answers a body that announces too much without waiting for it', async () => {
    const answer = await new Promise<{ status?: number; connection?: string }>((resolve, reject) => {
      const request = rawRequest(`${gateway.url}/v1/videos`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${TEST_KEY}`,
          'content-type': 'application/json',
          'content-length': 10 * MB,
        },
      });
      request.once('response', (response) => {
        resolve({ status: response.statusCode, connection: response.headers.connection });
        request.destroy();
      });
      request.once('error', reject);
      request.write('{');
    });
    expect(answer).toEqual({ status: 413, connection: 'close' });
  });
});
