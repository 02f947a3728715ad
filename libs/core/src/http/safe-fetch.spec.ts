import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, IncomingMessage, Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { GatewayError } from '../errors/gateway-error';
import { HostLookup } from './guarded-agents';
import { createSafeFetch, FetchRequest, SafeFetch } from './safe-fetch';

const PNG = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(6000, 7)]);
type Route = (request: IncomingMessage, response: ServerResponse) => void;

const send =
  (status: number, headers: Record<string, string>, body: Buffer | string = ''): Route =>
  (_request, response) =>
    response.writeHead(status, headers).end(body);

describe('safe fetch', () => {
  let server: Server;
  let origin: string;
  let otherOrigin: string;
  let folder: string;
  let seen: IncomingMessage[];
  const fetchers: SafeFetch[] = [];

  const routes: Record<string, Route> = {
    '/png': send(200, { 'content-type': 'image/png' }, PNG),
    '/octets': send(200, { 'content-type': 'application/octet-stream' }, PNG),
    '/html': send(200, { 'content-type': 'text/html' }, '<html>secret-body</html>'),
    '/html-as-png': send(200, { 'content-type': 'image/png' }, '<html>secret-body</html>'),
    '/gzip': send(200, { 'content-encoding': 'gzip' }, gzipSync(PNG)),
    '/brotli': send(200, { 'content-encoding': 'br' }, brotliCompressSync(PNG)),
    '/bomb': send(
      200,
      { 'content-encoding': 'gzip' },
      gzipSync(Buffer.concat([PNG, Buffer.alloc(50_000_000)])),
    ),
    '/odd-encoding': send(200, { 'content-encoding': 'zstd9' }, 'x'),
    '/big': send(200, {}, Buffer.alloc(8_000_000)),
    '/500': send(500, {}, 'secret-body'),
    '/404': send(404, {}, 'secret-body'),
    '/no-location': send(302, {}),
    '/bad-location': send(302, { location: 'http://[' }),
    '/to-file': send(302, { location: 'file:///etc/passwd' }),
    '/to-loopback': send(302, { location: 'http://127.0.0.9/png' }),
    '/to-metadata': send(302, { location: 'http://169.254.169.254/latest/' }),
    '/loop': send(302, { location: '/loop' }),
    '/relative': send(302, { location: 'png' }),
    '/elsewhere': (_request, response) => response.writeHead(307, { location: `${otherOrigin}/png` }).end(),
    '/cut': (_request, response) => {
      response.writeHead(200, { 'content-length': '9000' });
      response.write(PNG.subarray(0, 5000), () => response.destroy());
    },
    '/silent': (_request, response) => {
      response.writeHead(200);
      response.write('x');
    },
    '/never': () => undefined,
    '/drip': (_request, response) => {
      const timer = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(timer));
    },
    '/reset': (request) => request.socket.destroy(),
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'safe-fetch-'));
    server = createServer((request, response) => {
      seen.push(request);
      routes[String(request.url).split('?')[0]](request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    origin = `http://127.0.0.1:${port}`;
    otherOrigin = `http://files.test:${port}`;
  });

  beforeEach(() => void (seen = []));
  afterEach(() => fetchers.splice(0).forEach((fetcher) => fetcher.close()));
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true });
  });

  const lookup: HostLookup = (host, _options, callback) => {
    if (host === 'files.test' || host === 'rebind.test')
      callback(null, [{ address: '127.0.0.1', family: 4 }]);
    else if (host === 'mixed.test')
      callback(null, [
        { address: '8.8.8.8', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ]);
    else callback(Object.assign(new Error('no such host'), { code: 'ENOTFOUND' }), []);
  };

  const create = (allowPrivateHosts: string[] = ['127.0.0.1', 'files.test']): SafeFetch => {
    const fetcher = createSafeFetch({ allowPrivateHosts, lookup });
    fetchers.push(fetcher);
    return fetcher;
  };
  const file = () => join(folder, String(Math.random()));
  const toFile = (path: string, request: Partial<FetchRequest> = {}, fetcher = create()) =>
    fetcher.toFile({ url: origin + path, maxBytes: 1_000_000, field: 'image', ...request }, file());

  const codeOf = async (promise: Promise<unknown>): Promise<string> => {
    const error: unknown = await promise.then(
      () => new Error('resolved'),
      (reason: unknown) => reason,
    );
    if (!GatewayError.isInstance(error)) throw error;
    expect(JSON.stringify(error) + error.message + String(error.cause)).not.toMatch(/secret/);
    return error.code;
  };

  it.each(['/png', '/octets', '/gzip', '/brotli', '/relative', '/elsewhere'])(
    'writes, hashes and sniffs %s',
    async (path) => {
      const target = file();
      const facts = await create().toFile(
        { url: origin + path, maxBytes: 100_000, accept: ['image'], field: 'image' },
        target,
      );
      expect(facts).toEqual({
        bytes: PNG.length,
        sha256: expect.any(String) as string,
        mediaType: 'image/png',
      });
      expect(await readFile(target)).toEqual(PNG);
    },
  );

  it.each([
    ['/404', 'input_unreachable', 'output_expired'],
    ['/500', 'input_unreachable', 'output_unreachable'],
    ['/no-location', 'input_unreachable', 'output_unreachable'],
    ['/bad-location', 'input_unreachable', 'output_unreachable'],
    ['/loop', 'input_unreachable', 'output_unreachable'],
    ['/to-file', 'url_not_allowed', 'output_unreachable'],
    ['/to-loopback', 'url_not_allowed', 'output_unreachable'],
    ['/to-metadata', 'url_not_allowed', 'output_unreachable'],
    ['/html', 'invalid_media', 'output_invalid'],
    ['/html-as-png', 'invalid_image', 'output_invalid'],
    ['/bomb', 'payload_too_large', 'output_invalid'],
    ['/odd-encoding', 'input_unreachable', 'output_unreachable'],
    ['/cut', 'input_unreachable', 'output_unreachable'],
    ['/reset', 'input_unreachable', 'output_unreachable'],
  ])('%s is %s for inputs, %s for outputs, and leaves no file', async (path, input, output) => {
    expect(await codeOf(toFile(path, { url: `${origin}${path}?sig=secret`, accept: ['image'] }))).toBe(input);
    expect(await codeOf(toFile(path, { accept: ['image'], purpose: 'output' }))).toBe(output);
    const sizes = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name))));
    expect(sizes.every((content) => content.equals(PNG))).toBe(true);
  });

  it('stops by counted bytes and by the declared length', async () => {
    expect(await codeOf(toFile('/png', { maxBytes: 100 }))).toBe('payload_too_large');
    expect(await codeOf(toFile('/gzip', { maxBytes: 100 }))).toBe('payload_too_large');
  });

  it('refuses private addresses before any packet, also behind names, and tells absent names no differently', async () => {
    const strict = create([]);
    expect(await codeOf(toFile('/png', {}, strict))).toBe('url_not_allowed');
    const failure = (host: string) =>
      strict
        .stream({ url: `http://${host}:${new URL(origin).port}/png`, maxBytes: 9, field: 'image' })
        .catch((error: GatewayError) => `${error.code} ${error.message}`);
    const absent = await failure('absent.test');
    expect(absent).toMatch(/^input_unreachable .*public address/);
    expect(await failure('rebind.test')).toBe(absent);
    expect(await failure('mixed.test')).toBe(absent);
    expect(seen).toHaveLength(0);
  });

  it('connects to the address it checked, not to a second answer', async () => {
    let calls = 0;
    const rebinding: HostLookup = (_host, _options, callback) => {
      calls += 1;
      callback(null, [{ address: calls === 1 ? '192.0.2.1' : '127.0.0.1', family: 4 }]);
    };
    const fetcher = createSafeFetch({ allowPrivateHosts: ['192.0.2.1'], lookup: rebinding });
    fetchers.push(fetcher);
    const url = `http://rebind.test:${new URL(origin).port}/png`;
    await expect(fetcher.stream({ url, maxBytes: 9, timeoutMs: 300 })).rejects.toMatchObject({
      code: 'input_unreachable',
    });
    expect(calls).toBe(1);
    expect(seen).toHaveLength(0);
  });

  it('reaches trusted origins, and does not lend their connection to untrusted URLs', async () => {
    const strict = create([]);
    const named = `http://rebind.test:${new URL(origin).port}`;
    const url = `${named}/png`;
    const trusting = createSafeFetch({ allowPrivateHosts: ['rebind.test'], lookup });
    fetchers.push(trusting);
    await toFile('/png', { trustedOrigins: [origin] }, strict);
    expect(await codeOf(toFile('/png', {}, strict))).toBe('url_not_allowed');
    await toFile('/png', { url }, trusting);
    expect(await codeOf(toFile('/png', { url }, strict))).toBe('input_unreachable');
  });

  it('sends headers to the first origin only', async () => {
    await toFile('/relative', { headers: { authorization: 'k' } });
    await toFile('/elsewhere', { headers: { authorization: 'k' } });
    expect(seen.map((request) => request.headers.authorization)).toEqual(['k', 'k', 'k', undefined]);
  });

  it.each([
    ['/never', { idleTimeoutMs: 80 }],
    ['/silent', { idleTimeoutMs: 80 }],
    ['/drip', { idleTimeoutMs: 5000, timeoutMs: 150 }],
  ])('gives up on %s', async (path, limits) => {
    expect(await codeOf(toFile(path, limits))).toBe('input_unreachable');
  });

  it('does not blame the server for a slow reader', async () => {
    const { stream } = await create().stream({ url: `${origin}/big`, maxBytes: 1e7, idleTimeoutMs: 60 });
    let bytes = 0;
    for await (const chunk of stream) {
      if (bytes === 0) await new Promise((resolve) => setTimeout(resolve, 200));
      bytes += (chunk as Buffer).length;
    }
    expect(bytes).toBe(8_000_000);
  });

  it.each(['/never', '/silent'])('rejects with the reason of an aborted signal during %s', async (path) => {
    const controller = new AbortController();
    const reason = new Error('cancelled by test');
    setTimeout(() => controller.abort(reason), 50);
    await expect(toFile(path, { signal: controller.signal })).rejects.toBe(reason);
  });

  it('never overwrites a file', async () => {
    const target = file();
    await create().toFile({ url: `${origin}/png`, maxBytes: 1e6 }, target);
    await expect(create().toFile({ url: `${origin}/png`, maxBytes: 1e6 }, target)).rejects.toThrow(/EEXIST/);
    expect((await readFile(target)).length).toBe(PNG.length);
  });
});
