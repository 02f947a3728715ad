import type { IncomingMessage } from 'node:http';
import { CallHandler, DynamicModule, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ERROR_TABLE, ErrorCode, GatewayError, setCaller, VIDEO_GATEWAY, VideoGateway } from '@onereel/core';
import {
  describeVideoDialect,
  DialectConformance,
  DialectRequest,
  StartedDialect,
} from '@onereel/core/testing';
import { klingAnswerCode } from '../wire/kling-answer-code-table';
import { KlingDialectModule } from './kling-dialect.module';
import { KlingErrorDto, KlingTaskDto } from './kling.dto';
import { KLING_REQUESTS } from './kling.exchanges';
import { KlingPath } from './kling.words';

/** What the host does around a dialect: who calls, and the body. */
class HostInterceptor implements NestInterceptor {
  constructor(private readonly ownerId: string) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<ReturnType<CallHandler['handle']>> {
    const request = context.switchToHttp().getRequest<IncomingMessage & { body?: unknown }>();
    setCaller(request, { ownerId: this.ownerId });
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    try {
      request.body = text === '' ? undefined : (JSON.parse(text) as unknown);
    } catch {
      throw new GatewayError('invalid_request', { message: 'The body is not valid JSON.' });
    }
    return next.handle();
  }
}

async function start(gateway: VideoGateway, ownerId: string): Promise<StartedDialect> {
  class Host {}
  const host: DynamicModule = {
    module: Host,
    global: true,
    imports: [KlingDialectModule],
    providers: [{ provide: VIDEO_GATEWAY, useValue: gateway }],
    exports: [VIDEO_GATEWAY],
  };
  const app = await NestFactory.create(host, { logger: false, bodyParser: false });
  app.useGlobalInterceptors(new HostInterceptor(ownerId));
  await app.listen(0, '127.0.0.1');
  return { origin: await app.getUrl(), close: () => app.close() };
}

const statuses = Object.fromEntries(
  Object.entries(ERROR_TABLE).map(([code, { origin }]) => [
    code,
    klingAnswerCode(code as ErrorCode, origin === 'client').http,
  ]),
);

const post = (path: KlingPath, body: object): DialectRequest => ({
  method: 'POST',
  path: `/kling/v1/videos/${path}`,
  body,
});
const task = (body: unknown): Partial<KlingTaskDto> => (body ?? {}) as Partial<KlingTaskDto>;

const shared: Omit<DialectConformance, 'name' | 'dialect' | 'creates' | 'invalid' | 'retrieve'> = {
  start,
  idOf: (body) => task(body).data?.task_id,
  wordOf: (body) => task(body).data?.task_status,
  words: {
    queued: 'submitted',
    processing: 'processing',
    completed: 'succeed',
    failed: 'failed',
    cancelled: 'failed',
    stalled: 'failed',
  },
  videoUrlOf: (body) => task(body).data?.task_result?.videos[0]?.url,
  failureOf: (body) => task(body).data?.task_status_msg,
  errorOf: (body) => {
    const { code, message } = (body ?? {}) as Partial<KlingErrorDto>;
    return typeof code === 'number' ? message : undefined;
  },
  statuses,
};

const oneTask =
  (path: KlingPath) =>
  (id: string): DialectRequest => ({ method: 'GET', path: `/kling/v1/videos/${path}/${id}` });

describeVideoDialect({
  ...shared,
  name: "Kling's text2video",
  dialect: 'kling-text2video',
  retrieve: oneTask('text2video'),
  creates: [
    {
      name: 'minimal',
      request: post('text2video', { prompt: 'a' }),
      expect: { request: { prompt: 'a' }, inputs: [] },
    },
    {
      name: 'documented',
      request: post('text2video', KLING_REQUESTS.text2video),
      expect: {
        externalId: 'shot-12a',
        request: { model: 'kling-v2-6', durationSeconds: 5, aspectRatio: '16:9' },
      },
    },
    {
      name: 'generic',
      request: post('text2video', {
        model: 'any-model',
        prompt: 'a',
        duration: 5,
        width: 64,
        height: 32,
        seed: 1,
      }),
      expect: { request: { durationSeconds: 5, size: { width: 64, height: 32 }, seed: 1 } },
    },
  ],
  invalid: [
    { name: 'no prompt', request: post('text2video', {}), status: 400 },
    { name: 'a word for seconds', request: post('text2video', { prompt: 'a', duration: 'x' }), status: 400 },
  ],
});

describeVideoDialect({
  ...shared,
  name: "Kling's image2video",
  dialect: 'kling-image2video',
  retrieve: oneTask('image2video'),
  creates: [
    {
      name: 'documented',
      request: post('image2video', KLING_REQUESTS.image2video),
      expect: {
        inputs: [
          {
            role: 'first_frame',
            field: 'image',
            source: { kind: 'url', url: KLING_REQUESTS.image2video.image },
          },
        ],
      },
    },
    {
      name: 'a last frame alone',
      request: post('image2video', { image_tail: 'iVBORw0KGgo=' }),
      expect: {
        inputs: [
          { role: 'last_frame', field: 'image_tail', source: { kind: 'inline', data: 'iVBORw0KGgo=' } },
        ],
      },
    },
  ],
  invalid: [{ name: 'no picture', request: post('image2video', { prompt: 'a' }), status: 400 }],
});
