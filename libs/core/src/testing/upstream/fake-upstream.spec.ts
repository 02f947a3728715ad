import { request } from 'node:http';
import { closedOrigin, fakeUpstream, FakeUpstream } from './fake-upstream';
import { RecordedExchange } from './recorded-exchange';

interface Answer {
  status: number;
  type: string;
  text: string;
}

const call = (
  url: string,
  method = 'GET',
  body?: string,
  headers: Record<string, string> = {},
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers, agent: false, timeout: 150 }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, type: String(response.headers['content-type']), text }),
      );
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error('timeout')));
    outgoing.on('error', reject);
    outgoing.end(body);
  });

describe('fake upstream', () => {
  let upstream: FakeUpstream;
  beforeEach(async () => (upstream = await fakeUpstream()));
  afterEach(() => upstream.close());

  const get = (path: string, rest: Partial<RecordedExchange> = {}): RecordedExchange => ({
    request: { method: 'GET', path },
    response: { body: { from: path } },
    ...rest,
  });

  it('replays answers in order and remembers the calls', async () => {
    upstream.play([
      get('/a', { times: 1 }),
      get('/a', { response: { status: 429, headers: { 'Retry-After': '3' }, body: 'later' } }),
      { request: { method: 'POST', path: /^\/v1\/.+$/ }, response: ({ json }) => ({ body: { got: json } }) },
    ]);
    expect(await call(`${upstream.origin}/a?x=1`)).toEqual({
      status: 200,
      type: 'application/json',
      text: '{"from":"/a"}',
    });
    expect(await call(`${upstream.origin}/a`)).toMatchObject({ status: 429, text: 'later' });
    expect((await call(`${upstream.origin}/a`)).status).toBe(429);
    expect((await call(`${upstream.origin}/v1/x`, 'POST', '{"b":1}', { 'X-Key': 'k' })).text).toBe(
      '{"got":{"b":1}}',
    );
    expect(upstream.calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /a',
      'GET /a',
      'GET /a',
      'POST /v1/x',
    ]);
    expect(upstream.calls[0].query).toEqual({ x: '1' });
    expect(upstream.calls[3]).toMatchObject({ headers: { 'x-key': 'k' }, json: { b: 1 }, text: '{"b":1}' });
    expect(upstream.unexpected).toEqual([]);
  });

  it('puts its own address into recorded texts', async () => {
    upstream.play([
      get('/a', { response: { headers: { 'x-at': '{{origin}}/y' }, body: { url: '{{origin}}/video.mp4' } } }),
    ]);
    expect((await call(`${upstream.origin}/a`)).text).toBe(`{"url":"${upstream.origin}/video.mp4"}`);
  });

  it.each<[string, RecordedExchange['request'], RegExp]>([
    ['another path', { method: 'POST', path: '/b' }, /POST \/a: nothing is recorded/],
    ['another query', { method: 'POST', path: '/a', query: { q: '2' } }, /query q does not match 2/],
    [
      'a missing header',
      { method: 'POST', path: '/a', headers: { Authorization: /^Bearer/ } },
      /header authorization is missing/,
    ],
    [
      'another value',
      { method: 'POST', path: '/a', body: { model: 'm2' } },
      /body.model is "m1", expected "m2"/,
    ],
    [
      'a nested value',
      { method: 'POST', path: '/a', body: { list: [{ n: 2 }] } },
      /body.list.0.n is 1, expected 2/,
    ],
    ['a shorter list', { method: 'POST', path: '/a', body: { list: [] } }, /body.list/],
    [
      'a check that throws',
      {
        method: 'POST',
        path: '/a',
        body: () => {
          throw new Error('no image');
        },
      },
      /no image/,
    ],
    ['a check that says no', { method: 'POST', path: '/a', body: () => false }, /refused/],
  ])('answers 501 and says why for %s', async (_name, pattern, reason) => {
    upstream.play([{ request: pattern }]);
    const body = JSON.stringify({ model: 'm1', list: [{ n: 1, extra: true }], more: 1 });
    expect((await call(`${upstream.origin}/a?q=1`, 'POST', body)).status).toBe(501);
    expect(upstream.unexpected).toEqual([expect.stringMatching(reason)]);
  });

  it('accepts a subset of the body', async () => {
    upstream.play([{ request: { method: 'POST', path: '/a', body: { model: /^m/, list: [{ n: 1 }] } } }]);
    const body = JSON.stringify({ model: 'm1', list: [{ n: 1, extra: true }], more: 1 });
    expect((await call(`${upstream.origin}/a`, 'POST', body)).status).toBe(200);
  });

  it.each([
    ['reset', /ECONNRESET|hang up/, ''],
    ['drop_after_accept', /ECONNRESET|hang up/, 'sent'],
    ['hang', /timeout/, 'sent'],
  ] as const)('fails with %s', async (fault, message, seen) => {
    upstream.play([{ request: { method: 'POST', path: '/a' }, fault }]);
    await expect(call(`${upstream.origin}/a`, 'POST', 'sent')).rejects.toThrow(message);
    expect(upstream.calls.map(({ text }) => text)).toEqual([seen]);
  });

  it('drips a slow body and breaks JSON', async () => {
    const body = { text: 'x'.repeat(100) };
    upstream.play([
      get('/slow', { fault: 'slow_body', response: { body } }),
      get('/bad', { fault: 'malformed_json' }),
    ]);
    const started = performance.now();
    expect(JSON.parse((await call(`${upstream.origin}/slow`)).text)).toEqual(body);
    expect(performance.now() - started).toBeGreaterThan(200);
    const bad = await call(`${upstream.origin}/bad`);
    expect(() => void JSON.parse(bad.text)).toThrow();
  });

  it('tells when a call arrives and when connections are gone', async () => {
    upstream.play([get('/a', { fault: 'hang' })]);
    const next = upstream.nextCall();
    const pending = call(`${upstream.origin}/a`).catch(() => undefined);
    expect((await next).path).toBe('/a');
    expect(upstream.openConnections).toBe(1);
    await pending;
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(upstream.openConnections).toBe(0);
    await expect(call(`${await closedOrigin()}/a`)).rejects.toThrow(/ECONNREFUSED/);
  });
});
