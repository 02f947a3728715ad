import { createServer, IncomingMessage, Server, ServerResponse } from 'node:http';
import { AddressInfo, createServer as createTcpServer, Socket } from 'node:net';
import { GatewayError } from '../errors/gateway-error';
import { ProviderHttp, ProviderHttpRequest } from './provider-http';
import { createProviderHttp, ProviderExchange, ProviderHttpOptions } from './provider-http.client';
import { ProviderConnections } from './provider-connections';
import { createSafeFetch } from './safe-fetch';

interface Seen {
  method?: string;
  url?: string;
  headers: IncomingMessage['headers'];
  body: string;
}

type Route = (response: ServerResponse, request: IncomingMessage) => void;

describe('provider http', () => {
  let server: Server;
  let origin: string;
  let seen: Seen[];
  let sockets: Set<Socket>;
  let connections: ProviderConnections;
  let exchanges: ProviderExchange[];

  const routes: Record<string, Route> = {
    '/json': (response) =>
      response.writeHead(429, { 'X-Request-Id': 'r-1', 'content-type': 'application/json' }).end('{"a":1}'),
    '/text': (response) => response.end('plain'),
    '/redirect': (response) => response.writeHead(302, { location: '/json' }).end(),
    '/never': () => undefined,
    '/half': (response) => void response.writeHead(200, { 'content-length': '10' }).write('x'),
    '/reset': (_response, request) => request.socket.destroy(),
    '/huge': (response) => response.end(Buffer.alloc(33 * 1024 * 1024, 'x')),
    '/file': (response) =>
      response.writeHead(200, { 'content-type': 'video/mp4' }).end(Buffer.alloc(300_000, 1)),
    '/file-here': (response) => response.writeHead(302, { location: '/file' }).end(),
    '/file-away': (response, request) =>
      response.writeHead(302, { location: `http://localhost:${request.socket.localPort}/file` }).end(),
    '/file-cut': (response) => {
      response.writeHead(200, { 'content-length': '9000' });
      response.write('x', () => response.destroy());
    },
    '/slow-file': (response) => void response.writeHead(200).write('x'),
  };

  beforeAll(async () => {
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { method, url, headers } = request;
        seen.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
        routes[String(url).split('?')[0]](response, request);
      });
    });
    server.on('connection', (socket) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  beforeEach(() => {
    seen = [];
    sockets = new Set();
    exchanges = [];
    connections = new ProviderConnections();
  });

  afterEach(() => {
    connections.close();
    server.closeAllConnections();
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const create = (options: Partial<ProviderHttpOptions> = {}): ProviderHttp =>
    createProviderHttp({ connections, onExchange: (exchange) => exchanges.push(exchange), ...options });
  const ask = (path: string, request: Partial<ProviderHttpRequest> = {}, http = create()) =>
    http.request({ method: 'GET', url: origin + path, ...request });
  const codeOf = (promise: Promise<unknown>): Promise<string> =>
    promise.then(
      () => 'resolved',
      (error: unknown) => (GatewayError.isInstance(error) ? error.code : `other: ${String(error)}`),
    );

  it('answers with status, lower-case headers, text and parsed JSON, and reports without query or headers', async () => {
    const answer = await ask('/json', { query: { key: 'secret', skip: undefined, n: 2 } });
    expect(answer).toMatchObject({ status: 429, text: '{"a":1}', json: { a: 1 } });
    expect(answer.headers['x-request-id']).toBe('r-1');
    expect(seen[0].url).toBe('/json?key=secret&n=2');
    expect(exchanges).toEqual([
      {
        method: 'GET',
        host: new URL(origin).host,
        path: '/json',
        status: 429,
        durationMs: expect.any(Number) as number,
        vendorRequestId: 'r-1',
      },
    ]);
    expect((await ask('/text')).json).toBeUndefined();
  });

  it.each<[string, ProviderHttpRequest['body'], Record<string, string>, string, string]>([
    ['objects as JSON', { b: 'é' }, {}, '{"b":"é"}', 'application/json'],
    [
      'strings as they are',
      '{ "b":1 }',
      { 'Content-Type': 'application/json' },
      '{ "b":1 }',
      'application/json',
    ],
    ['bytes as they are', Buffer.from('raw'), {}, 'raw', 'application/octet-stream'],
  ])('sends %s', async (_name, body, headers, text, type) => {
    await ask('/json', { method: 'POST', body, headers });
    expect(seen[0]).toMatchObject({ method: 'POST', body: text });
    expect(seen[0].headers['content-type']).toBe(type);
  });

  it('sends a FormData as multipart', async () => {
    const form = new FormData();
    form.set('model', 'm');
    form.set('file', new Blob(['bytes'], { type: 'image/png' }), 'a.png');
    await ask('/json', { method: 'POST', body: form });
    expect(seen[0].headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    expect(seen[0].body).toMatch(/filename="a.png"\r\nContent-Type: image\/png\r\n\r\nbytes/);
  });

  it('never follows a redirect on its own', async () => {
    expect((await ask('/redirect')).status).toBe(302);
    expect(seen).toHaveLength(1);
  });

  it('refuses origins that were not configured', async () => {
    expect(await codeOf(ask('/json', {}, create({ origins: ['https://api.example.com'] })))).toBe(
      'url_not_allowed',
    );
    expect(await codeOf(ask('/json', {}, create({ origins: [`${origin}/v1`] })))).toBe('resolved');
    expect(seen).toHaveLength(1);
  });

  it.each<[path: string, request: Partial<ProviderHttpRequest>, code: string]>([
    ['/reset', {}, 'provider_unreachable'],
    ['/reset', { method: 'POST', body: {} }, 'submit_unknown'],
    ['/reset', { method: 'POST', body: {}, idempotent: true }, 'provider_unreachable'],
    ['/never', { timeoutMs: 60 }, 'provider_timeout'],
    ['/never', { timeoutMs: 60, method: 'POST', body: {} }, 'submit_unknown'],
    ['/never', { timeoutMs: 60, method: 'DELETE' }, 'submit_unknown'],
    ['/never', { timeoutMs: 60, method: 'POST', idempotent: true }, 'provider_timeout'],
    ['/half', { timeoutMs: 60 }, 'provider_timeout'],
    ['/half', { timeoutMs: 60, method: 'POST', body: {} }, 'submit_unknown'],
    ['/huge', {}, 'provider_bad_response'],
    ['/huge', { method: 'POST', body: {} }, 'submit_unknown'],
  ])('%s with %j is %s', async (path, request, code) => {
    expect(await codeOf(ask(path, { ...request, query: { k: 'secret' } }))).toBe(code);
    expect(exchanges).toEqual([expect.objectContaining({ error: code, path })]);
  });

  it('is certain when nothing was sent: closed port, unknown name, no TLS behind the port', async () => {
    const deaf = createTcpServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await new Promise((resolve) => deaf.once('listening', resolve));
    const { port } = deaf.address() as AddressInfo;
    const post = (url: string) => codeOf(create().request({ method: 'POST', url, body: {} }));
    expect(await post(`https://127.0.0.1:${port}/`)).toBe('provider_unreachable');
    await new Promise((resolve) => deaf.close(resolve));
    expect(await post(`http://127.0.0.1:${port}/`)).toBe('provider_unreachable');
    expect(await post('http://no-such-host.invalid/')).toBe('provider_unreachable');
  });

  it('asks a question again when a kept connection was stale, but opens a fresh one for what must happen once', async () => {
    const requests: number[] = [];
    const hangUp = createTcpServer((socket) => {
      let count = 0;
      socket.on('data', () => {
        requests.push(++count);
        if (count > 1) socket.destroy();
        else socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}');
      });
      socket.on('error', () => undefined);
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => hangUp.once('listening', resolve));
    const url = `http://127.0.0.1:${(hangUp.address() as AddressInfo).port}/`;
    const http = create();
    for (const method of ['GET', 'GET', 'POST', 'POST'] as const) {
      expect((await http.request({ method, url })).status).toBe(200);
    }
    expect(requests).toEqual([1, 2, 1, 1, 1]);
    connections.close();
    await new Promise((resolve) => hangUp.close(resolve));
  });

  it.each(['GET', 'POST'] as const)(
    'an aborted %s rejects with the reason and leaves no socket',
    async (method) => {
      const controller = new AbortController();
      const reason = new Error('stop');
      const pending = ask('/never', { method }, create({ signal: controller.signal }));
      setTimeout(() => controller.abort(reason), 40);
      await expect(pending).rejects.toBe(reason);
      await new Promise((resolve) => setTimeout(resolve, 30));
      expect(sockets.size).toBe(0);
      await expect(ask('/json', {}, create({ signal: controller.signal }))).rejects.toBe(reason);
      expect(seen).toHaveLength(1);
    },
  );

  const read = async (path: string, options: Partial<ProviderHttpOptions> = {}): Promise<number> => {
    const request = {
      method: 'GET',
      url: origin + path,
      headers: { 'x-key': 'k' },
      followRedirects: true,
    } as const;
    const { stream } = await create(options).stream(request);
    let bytes = 0;
    for await (const chunk of stream) bytes += (chunk as Buffer).length;
    return bytes;
  };

  it('streams files, following redirects with the key on its own origin only', async () => {
    const downloads = createSafeFetch({ allowPrivateHosts: ['localhost', '127.0.0.0/8'] });
    expect(await read('/file')).toBe(300_000);
    expect(await read('/file-here')).toBe(300_000);
    expect(await read('/file-away', { downloads })).toBe(300_000);
    expect(seen.map(({ url, headers }) => [url, headers['x-key']])).toEqual([
      ['/file', 'k'],
      ['/file-here', 'k'],
      ['/file', 'k'],
      ['/file-away', 'k'],
      ['/file', undefined],
    ]);
    downloads.close();
    const strict = createSafeFetch();
    expect(await codeOf(read('/file-away', { downloads: strict }))).toBe('output_unreachable');
    expect(await codeOf(read('/file-away'))).toBe('output_unreachable');
  });

  it('a stream that breaks off is output_unreachable, an aborted one gives the reason', async () => {
    expect(await codeOf(read('/file-cut'))).toBe('output_unreachable');
    const controller = new AbortController();
    const reason = new Error('stop');
    setTimeout(() => controller.abort(reason), 60);
    await expect(read('/slow-file', { signal: controller.signal })).rejects.toBe(reason);
  });
});
