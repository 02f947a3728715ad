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
import { visualAnswerCode } from '../wire/visual-answer-code-table';
import { JimengDialectModule } from './jimeng-dialect.module';
import type { JimengAnswerDto, JimengErrorDto } from './jimeng.dto';
import { JIMENG_REQUESTS } from './jimeng.exchanges';

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
    imports: [JimengDialectModule],
    providers: [{ provide: VIDEO_GATEWAY, useValue: gateway }],
    exports: [VIDEO_GATEWAY],
  };
  const app = await NestFactory.create(host, { logger: false, bodyParser: false });
  app.useGlobalInterceptors(new HostInterceptor(ownerId));
  await app.listen(0, '127.0.0.1');
  return { origin: await app.getUrl(), close: () => app.close() };
}

const httpOf = (code: ErrorCode): number =>
  visualAnswerCode(code, ERROR_TABLE[code].origin === 'client').http;
const statuses = Object.fromEntries(
  (Object.keys(ERROR_TABLE) as ErrorCode[]).map((code) => [code, httpOf(code)]),
);
const answer = (body: unknown): Partial<JimengAnswerDto> => (body ?? {}) as Partial<JimengAnswerDto>;
const isEnded = (body: unknown): boolean => answer(body).code !== 10000;

const suite = (path: string, creates: boolean): DialectConformance => {
  const call = (Action: string, body: object): DialectRequest => ({
    method: 'POST',
    path: `${path}?Action=${Action}&Version=2022-08-31`,
    body,
  });
  const submit = (body: object): DialectRequest => call('CVSync2AsyncSubmitTask', body);
  const prompt = 'a boat';
  const documented: DialectConformance['creates'] = [
    {
      name: 'the documented text',
      request: submit(JIMENG_REQUESTS.submitText),
      expect: {
        request: { model: 'jimeng_t2v_v30', durationSeconds: 5, aspectRatio: '16:9' },
        inputs: [],
      },
    },
    {
      name: 'the documented picture',
      request: submit(JIMENG_REQUESTS.submitFirstFrame),
      expect: {
        inputs: [
          {
            role: 'first_frame',
            field: 'image_urls[0]',
            source: { kind: 'url', url: JIMENG_REQUESTS.submitFirstFrame.image_urls[0] },
          },
        ],
      },
    },
    {
      name: 'two pictures as base64',
      request: submit({ req_key: 'any', binary_data_base64: ['iVBORw0KGgo=', '/9j/4AAQ'] }),
      expect: {
        inputs: [
          {
            role: 'first_frame',
            field: 'binary_data_base64[0]',
            source: { kind: 'inline', data: 'iVBORw0KGgo=' },
          },
          {
            role: 'last_frame',
            field: 'binary_data_base64[1]',
            source: { kind: 'inline', data: '/9j/4AAQ' },
          },
        ],
      },
    },
  ];
  return {
    name: `Jimeng's API at ${path}`,
    dialect: 'jimeng',
    start,
    creates: [
      { name: 'minimal', request: submit({ prompt }), expect: { request: { prompt }, inputs: [] } },
      ...(creates ? documented : []),
    ],
    invalid: [
      { name: 'no prompt', request: submit({}), status: 400 },
      { name: 'no Action', request: { method: 'POST', path, body: { prompt } }, status: 400 },
      { name: 'another Action', request: call('CVProcess', { prompt }), status: 400 },
      {
        name: 'no Version',
        request: { method: 'POST', path: `${path}?Action=CVSync2AsyncSubmitTask`, body: { prompt } },
        status: 400,
      },
      { name: 'a question about nothing', request: call('CVSync2AsyncGetResult', {}), status: 400 },
      { name: 'a word for frames', request: submit({ prompt, frames: 'many' }), status: 400 },
      {
        name: 'pictures in two ways',
        request: submit({ image_urls: ['https://a.example/b.png'], binary_data_base64: ['iVBORw0KGgo='] }),
        status: 400,
      },
    ],
    retrieve: (task_id) => call('CVSync2AsyncGetResult', { req_key: 'jimeng_t2v_v30', task_id }),
    idOf: (body) => answer(body).task_id,
    wordOf: (body) => (isEnded(body) ? 'an error' : answer(body).data?.status),
    words: {
      queued: 'in_queue',
      processing: 'generating',
      completed: 'done',
      failed: 'an error',
      cancelled: 'an error',
      stalled: 'an error',
    },
    videoUrlOf: (body) => answer(body).data?.video_url,
    failureOf: (body) => (isEnded(body) ? answer(body).message : undefined),
    errorOf: (body) => {
      const { code, status, message, data } = (body ?? {}) as Partial<JimengErrorDto>;
      return typeof code === 'number' && code === status && code !== 10000 && data === null
        ? message
        : undefined;
    },
    statuses,
    readStatuses: {
      failed: httpOf('moderated_output'),
      cancelled: httpOf('cancelled'),
      stalled: httpOf('deadline_exceeded'),
      unknown: 200,
    },
  };
};

describeVideoDialect(suite('/jimeng', true));
describeVideoDialect(suite('/jimeng/', true));
describeVideoDialect(suite('/', false));
