import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { createSafePost } from './safe-post';

let server: Server;
let port: number;
const received: { path?: string; body: string; type?: string }[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    void text(request).then((body) => {
      received.push({ path: request.url, body, type: request.headers['content-type'] });
      if (request.url === '/silent') return;
      response.writeHead(request.url === '/elsewhere' ? 307 : 200, { location: '/trap' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  received.length = 0;
});

/** Every name leads to this machine, as an attacker's name server would say. */
type Answer = (error: null, addresses: { address: string; family: 4 }[]) => void;
const rebinding = (_host: string, _options: unknown, callback: Answer) =>
  callback(null, [{ address: '127.0.0.1', family: 4 }]);

describe('postJson', () => {
  it('sends the text byte for byte and tells the status', async () => {
    const post = createSafePost({ allowPrivateHosts: ['127.0.0.1'] });
    const json = '{ "a":  "ü" }';
    expect(await post.postJson({ url: `http://127.0.0.1:${port}/a`, json })).toBe(200);
    expect(received).toEqual([{ path: '/a', body: json, type: 'application/json' }]);
    post.close();
  });

  it('follows no redirect', async () => {
    const post = createSafePost({ allowPrivateHosts: ['127.0.0.1'] });
    expect(await post.postJson({ url: `http://127.0.0.1:${port}/elsewhere`, json: '{}' })).toBe(307);
    expect(received.map(({ path }) => path)).toEqual(['/elsewhere']);
    post.close();
  });

  it.each(['127.0.0.1', 'localhost', '[::1]', 'rebound.example.com'])('does not reach %s', async (host) => {
    const post = createSafePost({ lookup: rebinding });
    const sent = post.postJson({ url: `http://${host}:${port}/`, json: '{}' });
    await expect(sent).rejects.toMatchObject({ code: 'url_not_allowed' });
    expect(received).toEqual([]);
    post.close();
  });

  it('gives up on a server that does not answer, and at once when told to', async () => {
    const post = createSafePost({ allowPrivateHosts: ['127.0.0.1'], timeoutMs: 200 });
    const url = `http://127.0.0.1:${port}/silent`;
    await expect(post.postJson({ url, json: '{}' })).rejects.toMatchObject({
      code: 'input_unreachable',
      message: expect.stringContaining('in time'),
    });
    const reason = new Error('stopped');
    await expect(post.postJson({ url, json: '{}', signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    post.close();
  });
});
