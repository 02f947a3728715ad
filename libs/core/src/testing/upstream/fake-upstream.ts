import { createServer, IncomingMessage, Server, ServerResponse } from 'node:http';
import { AddressInfo, Socket } from 'node:net';
import { mismatch, RecordedExchange, sameRoute, UpstreamCall } from './recorded-exchange';
import { answer } from './upstream-answer';

/** A small real HTTP server on a free loopback port that replays recorded exchanges and remembers every call. */
export interface FakeUpstream {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  /** Every call so far, oldest first, also those nothing answered. */
  readonly calls: readonly UpstreamCall[];
  /** Calls that matched no exchange, with the reason; they were answered with 501. */
  readonly unexpected: readonly string[];
  /** Connections open right now. */
  readonly openConnections: number;
  /** Replaces what is replayed. The first exchange that matches answers. Forgets calls and unexpected ones. */
  play(exchanges: readonly RecordedExchange[]): void;
  /** Resolves with the next call that arrives after this was called. */
  nextCall(): Promise<UpstreamCall>;
  /** Called for every call that is left without an answer (`hang`). */
  onHang: () => void;
  close(): Promise<void>;
}

/** Starts the server. Close it in an `afterAll` or `finally`. */
export async function fakeUpstream(exchanges: readonly RecordedExchange[] = []): Promise<FakeUpstream> {
  const upstream = new ReplayServer();
  upstream.play(exchanges);
  await upstream.listen();
  return upstream;
}

/** An address where nothing listens: connections are refused. */
export async function closedOrigin(): Promise<string> {
  const upstream = await fakeUpstream();
  await upstream.close();
  return upstream.origin;
}

class ReplayServer implements FakeUpstream {
  origin = '';
  calls: UpstreamCall[] = [];
  unexpected: string[] = [];
  onHang: () => void = () => undefined;
  private script: { exchange: RecordedExchange; left: number }[] = [];
  private waiting: ((call: UpstreamCall) => void)[] = [];
  private readonly sockets = new Set<Socket>();
  private readonly server: Server = createServer((request, response) => void this.serve(request, response));

  get openConnections(): number {
    return this.sockets.size;
  }

  async listen(): Promise<void> {
    this.server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.origin = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  play(exchanges: readonly RecordedExchange[]): void {
    this.script = exchanges.map((exchange) => ({ exchange, left: exchange.times ?? Infinity }));
    this.calls = [];
    this.unexpected = [];
  }

  nextCall(): Promise<UpstreamCall> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  async close(): Promise<void> {
    if (!this.server.listening) return;
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.on('error', () => undefined);
    try {
      if (this.resets(request)) return void request.socket.destroy();
      const call = await readCall(request);
      this.calls.push(call);
      const exchange = this.take(call);
      for (const resolve of this.waiting.splice(0)) resolve(call);
      if (exchange?.fault === 'hang') return this.onHang();
      if (exchange === undefined) response.writeHead(501).end('no recorded exchange matches this request');
      else await answer(exchange, call, response, this.origin);
    } catch {
      response.destroy();
    }
  }

  private resets(request: IncomingMessage): boolean {
    const call = { ...routeOf(request), body: Buffer.alloc(0), text: '', json: undefined };
    const entry = this.script.find(({ exchange, left }) => left > 0 && sameRoute(exchange.request, call));
    if (entry?.exchange.fault !== 'reset') return false;
    entry.left -= 1;
    this.calls.push(call);
    return true;
  }

  private take(call: UpstreamCall): RecordedExchange | undefined {
    const open = this.script.filter(({ left }) => left > 0);
    const entry = open.find(({ exchange }) => mismatch(exchange.request, call) === undefined);
    if (entry !== undefined) {
      entry.left -= 1;
      return entry.exchange;
    }
    const near = open.find(({ exchange }) => sameRoute(exchange.request, call));
    const why = near === undefined ? 'nothing is recorded for it' : mismatch(near.exchange.request, call);
    this.unexpected.push(`${call.method} ${call.path}: ${why}`);
    return undefined;
  }
}

function routeOf(
  request: IncomingMessage,
): Pick<UpstreamCall, 'method' | 'path' | 'query' | 'headers' | 'url'> {
  const target = new URL(request.url ?? '/', 'http://upstream');
  return {
    method: (request.method ?? 'GET').toUpperCase(),
    path: target.pathname,
    query: Object.fromEntries(target.searchParams),
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    ),
    url: request.url ?? '/',
  };
}

async function readCall(request: IncomingMessage): Promise<UpstreamCall> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const text = body.toString('utf8');
  return { ...routeOf(request), body, text, json: parse(text) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
