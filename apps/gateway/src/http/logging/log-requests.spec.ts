import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Request, Response } from 'express';
import { gatewayLogger } from './gateway-logger';
import { logRequests } from './log-requests';

/** Log lines of one request to a server that answers with `status`. */
async function linesOf(path: string, status: number, level = 'info'): Promise<Record<string, unknown>[]> {
  const lines: string[] = [];
  const logger = gatewayLogger({ logLevel: level, logFormat: 'json' }, { write: (line) => lines.push(line) });
  const log = logRequests(logger);
  const server = createServer(((request: Request, response: Response) => {
    Object.assign(request, { originalUrl: request.url, ip: '127.0.0.1' });
    log(request, response, () => response.writeHead(status).end());
  }) as unknown as RequestListener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const headers = { 'x-request-id': 'abc', authorization: 'Bearer hush' };
  await (await fetch(`http://127.0.0.1:${port}${path}`, { headers })).text();
  server.close();
  await once(server, 'close');
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('logRequests', () => {
  it.each([
    [200, 30, 'request'],
    [404, 40, 'request'],
    [503, 50, 'request failed'],
  ])('writes one line about a %i', async (status, level, msg) => {
    const lines = await linesOf('/v1/videos?key=hush', status);
    expect(lines).toEqual([
      {
        level,
        time: expect.any(Number) as number,
        reqId: 'abc',
        req: { method: 'GET', url: '/v1/videos?key=[redacted]', ip: '127.0.0.1' },
        res: { status },
        ms: expect.any(Number) as number,
        msg,
      },
    ]);
  });

  it.each([
    ['what machines ask for every few seconds', '/health/ready', 'info'],
    ['what is below the level', '/v1/videos', 'warn'],
  ])('writes nothing about %s', async (_name, path, level) => {
    expect(await linesOf(path, 200, level)).toEqual([]);
  });
});
