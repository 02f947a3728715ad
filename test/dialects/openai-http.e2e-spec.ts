import { EXAMPLE_IMAGE_BASE64 } from '../../apps/gateway/src/http/openapi/example-image';
import { OPENAI_REMIX, OPENAI_REQUESTS } from '../../apps/gateway/src/dialects/openai/openai.exchanges';
import { BOB, startGateway, type TestGateway } from './start-gateway';

const BODY = { prompt: 'a wave', seconds: '1', size: '320x180' };
const PNG = Buffer.from(EXAMPLE_IMAGE_BASE64, 'base64');
const AS_BOB = { authorization: `Bearer ${BOB}` };

let gateway: TestGateway;
let done: string;

beforeAll(async () => {
  gateway = await startGateway();
  done = (await gateway.call('POST', '/v1/videos', BODY)).body.id;
  await gateway.finished(done);
});
afterAll(() => gateway.close());

const form = (fields: Record<string, string | Blob>): FormData => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  return data;
};

describe('POST /v1/videos', () => {
  it.each<[string, () => { body: unknown; headers?: Record<string, string> }]>([
    ['JSON', () => ({ body: BODY })],
    ['JSON with numbers', () => ({ body: { ...BODY, seconds: 1, model: 'SANDBOX' } })],
    ['JSON without a content type', () => ({ body: new TextEncoder().encode(JSON.stringify(BODY)) })],
    ['multipart', () => ({ body: form(BODY) })],
    ['urlencoded', () => ({ body: new URLSearchParams(BODY) })],
  ])('takes %s', async (_name, make) => {
    const { body, headers } = make();
    const answer = await gateway.call('POST', '/v1/videos', body, headers);
    expect(answer).toMatchObject({ status: 200, body: { object: 'video', seconds: '1', size: '320x180' } });
    expect(Number(answer.headers.get('openai-poll-after-ms'))).toBeGreaterThanOrEqual(2000);
  });

  it.each<[string, () => FormData]>([
    ['input_reference', () => form({ ...BODY, input_reference: new Blob([PNG]) })],
    ['images[]', () => form({ ...BODY, 'images[]': new Blob([PNG], { type: 'text/plain' }) })],
    ['image as base64', () => form({ ...BODY, image: EXAMPLE_IMAGE_BASE64 })],
    [
      'input_reference[image_url]',
      () => form({ ...BODY, 'input_reference[image_url]': `data:image/png;base64,${EXAMPLE_IMAGE_BASE64}` }),
    ],
  ])('takes an image of a form as %s and leaves no upload behind', async (_name, make) => {
    const { status, body } = await gateway.call('POST', '/v1/videos', make());
    expect(status).toBe(200);
    expect(await gateway.finished(body.id)).toMatchObject({ status: 'completed', warnings: [] });
    expect((await gateway.files()).filter((file) => file.includes('uploads'))).toEqual([]);
  });

  it('keeps nested extras, metadata and unknown fields of a form', async () => {
    const { body } = await gateway.call(
      'POST',
      '/v1/videos',
      form({
        ...BODY,
        'metadata[shot]': '12',
        style: '3',
        'provider_options[sandbox][delaySeconds]': '0.5',
      }),
    );
    expect(body.metadata).toEqual({ shot: '12', style: 3 });
    expect(body.warnings).toEqual([expect.objectContaining({ field: 'style' })]);
    expect((await gateway.finished(body.id)).status).toBe('completed');
  });

  it.each(Object.entries(OPENAI_REQUESTS))('accepts the documented example %s', async (_name, example) => {
    const { status, body } = await gateway.call('POST', '/v1/videos', example);
    expect(status).toBe(200);
    expect(body.warnings).toBeUndefined();
  });

  it('makes one video of a repeated call with one idempotency key', async () => {
    const headers = { 'Idempotency-Key': 'key-7' };
    const calls = await Promise.all([1, 2, 3].map(() => gateway.call('POST', '/v1/videos', BODY, headers)));
    expect(new Set(calls.map(({ body }) => body.id)).size).toBe(1);
    const other = await gateway.call('POST', '/v1/videos', { ...BODY, prompt: 'other' }, headers);
    expect(other).toMatchObject({ status: 409, body: { error: { code: 'idempotency_conflict' } } });
    expect(other.headers.get('x-should-retry')).toBe('false');
    const stranger = await gateway.call('POST', '/v1/videos', BODY, { ...headers, ...AS_BOB });
    expect(stranger.body.id).not.toBe(calls[0].body.id);
  });

  it('speaks the older words when asked to, also later', async () => {
    const created = await gateway.call('POST', '/v1/videos', BODY, { 'X-Video-Dialect': 'legacy' });
    expect(created.body).toMatchObject({ status: 'pending', progress: 0, video_url: null });
    expect(created.body.created).toBe(created.body.created_at);
    const words = new Set<string>();
    for (let status = ''; status !== 'completed'; words.add(status)) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      status = (await gateway.call('GET', `/v1/videos/${created.body.id}`)).body.status;
    }
    for (const word of words) expect(['pending', 'processing', 'completed']).toContain(word);
    const odd = await gateway.call('POST', '/v1/videos', BODY, { 'X-Video-Dialect': 'odd' });
    expect(odd).toMatchObject({ status: 400, body: { error: { param: 'X-Video-Dialect' } } });
  });

  it('refuses other content types', async () => {
    const answer = await gateway.call('POST', '/v1/videos', '<a/>', { 'content-type': 'text/xml' });
    expect(answer).toMatchObject({ status: 415, body: { error: { code: 'unsupported_media_type' } } });
  });
});

describe('GET /v1/videos/{id}/content', () => {
  const content = (query = '', headers = {}, method = 'GET') =>
    gateway.call(method, `/v1/videos/${done}/content${query}`, undefined, headers);

  it('streams with length, tag and range', async () => {
    const whole = await content();
    const length = Number(whole.headers.get('content-length'));
    const etag = whole.headers.get('etag') ?? '';
    expect(whole.status).toBe(200);
    expect(whole.headers.get('accept-ranges')).toBe('bytes');
    expect((await content('', { 'if-none-match': etag })).status).toBe(304);
    const tail = await content('', { range: 'bytes=-10' });
    expect(tail.status).toBe(206);
    expect(tail.headers.get('content-range')).toBe(`bytes ${length - 10}-${length - 1}/${length}`);
    expect((await content('', { range: `bytes=${length}-` })).status).toBe(416);
  });

  it('answers HEAD like GET, without the body', async () => {
    const [head, get] = [await content('', {}, 'HEAD'), await content()];
    for (const name of ['content-length', 'content-type', 'etag', 'accept-ranges']) {
      expect(head.headers.get(name)).toBe(get.headers.get(name));
    }
    expect([head.status, head.text]).toEqual([200, '']);
  });

  it('does not mind the Accept header of the SDKs', async () => {
    expect((await content('', { accept: 'application/binary' })).status).toBe(200);
  });

  it('redirects to a link that needs no key', async () => {
    const answer = await content('?redirect=1');
    expect(answer.status).toBe(307);
    const target = new URL(answer.headers.get('location') ?? '', gateway.url);
    const file = await fetch(target);
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'video/mp4']);
    target.searchParams.set('signature', 'A'.repeat(43));
    expect((await fetch(target)).status).toBe(403);
  });

  it.each([
    ['?variant=gif', 400, 'variant'],
    ['?redirect=perhaps', 400, 'redirect'],
    ['?output=video-9', 404, null],
  ])('refuses %s', async (query, status, param) => {
    expect(await content(query)).toMatchObject({ status, body: { error: { param } } });
  });

  it('finds the URL of the answer downloadable', async () => {
    const { body } = await gateway.call('GET', `/v1/videos/${done}`);
    expect(body.metadata.url).toBe(body.video_url);
    const { pathname } = new URL(body.video_url);
    expect((await gateway.call('GET', pathname)).status).toBe(200);
  });
});

describe('a gateway that redirects', () => {
  it('sends every download to a link, unless the client wants the bytes', async () => {
    const other = await startGateway({ contentDelivery: 'redirect' });
    try {
      const { id } = (await other.call('POST', '/v1/videos', BODY)).body;
      await other.finished(id);
      expect((await other.call('GET', `/v1/videos/${id}/content`)).status).toBe(307);
      expect((await other.call('GET', `/v1/videos/${id}/content?redirect=0`)).status).toBe(200);
    } finally {
      await other.close();
    }
  });
});

describe('other owners', () => {
  it.each<[string, string, object | undefined]>([
    ['GET', '', undefined],
    ['DELETE', '', undefined],
    ['GET', '/content', undefined],
    ['HEAD', '/content', undefined],
    ['POST', '/remix', OPENAI_REMIX],
  ])('%s /v1/videos/{id}%s finds nothing', async (method, path, body) => {
    expect((await gateway.call(method, `/v1/videos/${done}${path}`, body, AS_BOB)).status).toBe(404);
    expect((await gateway.call('GET', `/v1/videos/${done}`)).status).toBe(200);
  });

  it('see their own list only', async () => {
    const { body } = await gateway.call('GET', '/v1/videos?limit=100', undefined, AS_BOB);
    expect(body.data.map(({ id }: { id: string }) => id)).not.toContain(done);
  });

  it.each([['Bearer wrong'], ['Basic YTpi'], ['']])(
    'without a valid key (%s) get 401',
    async (authorization) => {
      const answer = await gateway.call('GET', '/v1/videos', undefined, { authorization });
      expect(answer).toMatchObject({ status: 401, body: { error: { code: 'authentication_failed' } } });
    },
  );
});

it('answers unknown ids, whatever they look like, with 404', async () => {
  for (const id of ['vid_x', '..%2f..%2fetc%2fpasswd', 'a%2Fb', '%00', '__proto__', 'x'.repeat(500)]) {
    const { status, body } = await gateway.call('GET', `/v1/videos/${id}`);
    expect({ id, status, type: typeof body.error.message }).toEqual({ id, status: 404, type: 'string' });
  }
});
