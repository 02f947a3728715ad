import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { GatewayError } from '../../errors/gateway-error';
import { CreateVideo, VideoGateway } from '../../gateway/video-gateway';
import { TaskStatus, TaskView } from '../../task/task';
import { DialectConformance, StartedDialect } from '../dialect/dialect-conformance';

const WORDS: Record<TaskStatus, string> = {
  queued: 'waiting',
  processing: 'working',
  completed: 'ready',
  failed: 'broken',
  cancelled: 'broken',
  stalled: 'working',
};

/** A right dialect in the smallest form. The wrong ones differ from it in one thing each. */
export class PlainDialect {
  constructor(
    readonly gateway: VideoGateway,
    readonly ownerId: string,
  ) {}

  async start(): Promise<StartedDialect> {
    const server = createServer((request, response) => void this.serve(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return {
      origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      close: async () => {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      },
    };
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const send = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    try {
      const text = await readText(request);
      send(200, await this.answer(request, text));
    } catch (error) {
      send(this.statusOf(error), { problem: this.messageOf(error) });
    }
  }

  async answer(request: IncomingMessage, text: string): Promise<object> {
    const caller = { ownerId: this.ownerId };
    if (request.method === 'POST') return this.render(await this.gateway.create(this.read(text), caller));
    return this.render(
      await this.gateway.get(decodeURIComponent(String(request.url).slice('/v/'.length)), caller),
    );
  }

  read(text: string): CreateVideo {
    const body = this.parse(text) as { prompt?: unknown; seconds?: unknown } | null;
    const { prompt, seconds } = body ?? {};
    if (typeof prompt !== 'string') throw new GatewayError('invalid_parameter', { param: 'prompt' });
    if (seconds !== undefined && typeof seconds !== 'number')
      throw new GatewayError('invalid_parameter', { param: 'seconds' });
    return { dialect: 'plain', request: { model: '', prompt, durationSeconds: seconds }, inputs: [] };
  }

  parse(text: string): unknown {
    try {
      return JSON.parse(text);
    } catch {
      throw new GatewayError('invalid_request');
    }
  }

  render(task: TaskView): object {
    return {
      id: task.id,
      state: this.wordOf(task),
      video: this.videoOf(task),
      problem: task.error?.message,
      hints: this.hintsOf(task),
    };
  }

  wordOf(task: TaskView): string {
    return WORDS[task.status];
  }

  videoOf(task: TaskView): string | undefined {
    return this.gateway.contentUrl(task);
  }

  hintsOf(task: TaskView): string[] {
    return task.warnings.map(({ message }) => message);
  }

  statusOf(error: unknown): number {
    return GatewayError.isInstance(error) ? error.status : 500;
  }

  messageOf(error: unknown): string {
    return GatewayError.isInstance(error) ? error.message : 'internal error';
  }
}

async function readText(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

const post = (body: object) => ({ method: 'POST', path: '/v', body }) as const;
const field = (name: string) => (body: unknown) => (body as Record<string, unknown> | undefined)?.[name];

export const plainConformance = (
  Dialect: new (gateway: VideoGateway, ownerId: string) => PlainDialect,
): DialectConformance => ({
  name: 'plain',
  dialect: 'plain',
  start: (gateway, ownerId) => new Dialect(gateway, ownerId).start(),
  creates: [
    {
      name: 'minimal',
      request: post({ prompt: 'a kite' }),
      expect: { request: { prompt: 'a kite' }, inputs: [] },
    },
    {
      name: 'full',
      request: post({ prompt: 'a', seconds: 5 }),
      expect: { request: { prompt: 'a', durationSeconds: 5 } },
    },
  ],
  invalid: [
    { name: 'no prompt', request: post({}), status: 400 },
    { name: 'seconds as text', request: post({ prompt: 'a', seconds: '5' }), status: 400 },
  ],
  retrieve: (id) => ({ method: 'GET', path: `/v/${id}` }),
  idOf: field('id'),
  wordOf: field('state'),
  words: WORDS,
  videoUrlOf: field('video'),
  failureOf: field('problem'),
  errorOf: field('problem'),
});
