import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject, VideoRequest } from '@onereel/core';
import {
  describeVideoProvider,
  ProviderConformance,
  ProviderSetup,
  RecordedExchange,
  RecordedFailure,
  sampleInput,
} from '@onereel/core/testing';
import plugin from '..';
import type { JimengProof } from '../jimeng-credentials';
import { JimengVideoProvider } from './jimeng.video-provider';

const root = join(__dirname, '..', '..');

/** What differs between the three ways; answers are written after the vendor's documentation. */
interface Way {
  readonly name: string;
  readonly proof: (setup: ProviderSetup) => JimengProof;
  readonly model: string;
  readonly id: string;
  readonly create: RecordedExchange['request'];
  readonly created: RecordedExchange['response'];
  readonly states: ProviderConformance['states'];
  readonly unknownState: RecordedExchange;
  readonly failures: ProviderConformance['failures'];
  readonly missing: ProviderConformance['missing'];
  readonly unsupported: ProviderConformance['unsupported'];
  readonly cancel: ProviderConformance['cancel'];
}

const VIDEO = '{{origin}}/files/result.mp4';
const refused =
  (request: RecordedExchange['request']) =>
  (status: number, body: object): RecordedFailure => ({ exchanges: { request, response: { status, body } } });

function visual(path: string, authorization: RegExp): Omit<Way, 'name' | 'proof'> {
  const id = '7392616336519610409';
  const call = (Action: string, body: object): RecordedExchange['request'] => ({
    method: 'POST',
    path,
    query: { Action, Version: '2022-08-31' },
    headers: { authorization },
    body,
  });
  const create = call('CVSync2AsyncSubmitTask', {
    req_key: 'jimeng_t2v_v30',
    prompt: 'a red kite',
    frames: 121,
  });
  const question = call('CVSync2AsyncGetResult', { req_key: 'jimeng_t2v_v30', task_id: id });
  const ok = (data: JsonObject): RecordedExchange => ({
    request: question,
    response: { body: { code: 10000, message: 'Success', data, request_id: 'r-1', status: 10000 } },
  });
  const code = (number: number): object => ({
    code: number,
    data: null,
    message: `code ${number}`,
    request_id: 'r-2',
    status: number,
  });
  const ended = (number: number): RecordedExchange => ({
    request: question,
    response: { status: 400, body: code(number) },
  });
  const no = refused(create);
  const frontDoor = (Code: string): object => ({
    ResponseMetadata: {
      RequestId: 'r-3',
      Action: 'CVSync2AsyncSubmitTask',
      Error: { CodeN: 100010, Code, Message: Code },
    },
  });
  return {
    model: 'jimeng-3.0',
    id,
    create,
    created: {
      body: {
        code: 10000,
        message: 'Success',
        data: { task_id: id },
        request_id: 'r-0',
        status: 10000,
        time_elapsed: '104.852309ms',
      },
    },
    states: [
      { name: 'in_queue', exchanges: ok({ status: 'in_queue' }), expect: 'queued' },
      { name: 'generating', exchanges: ok({ status: 'generating' }), expect: 'processing' },
      { name: 'just taken', exchanges: ok({ status: 'not_found' }), expect: 'queued' },
      { name: 'done', exchanges: ok({ status: 'done', video_url: VIDEO }), expect: 'completed' },
      {
        name: 'done without a link',
        exchanges: ok({ status: 'done', video_url: '' }),
        expect: 'failed',
        code: 'output_missing',
      },
      {
        name: 'expired',
        exchanges: ok({ status: 'expired' }),
        expect: 'failed',
        code: 'provider_task_lost',
      },
      { name: 'result refused', exchanges: ended(50516), expect: 'failed', code: 'moderated_output' },
      { name: 'sound refused', exchanges: ended(50517), expect: 'failed', code: 'moderated_audio' },
      { name: 'input refused', exchanges: ended(50411), expect: 'failed', code: 'moderated_input' },
    ],
    unknownState: ok({ status: 'dreaming' }),
    failures: {
      credentials: no(401, frontDoor('SignatureDoesNotMatch')),
      credit: { never: 'an account in arrears is refused like one without rights, with 50400' },
      rateLimit: no(429, code(50430)),
      moderation: no(400, code(50412)),
      invalidRequest: no(400, code(50215)),
      vendorFault: no(500, code(50500)),
    },
    missing: [
      { param: 'prompt', request: { prompt: undefined } },
      { param: 'inputs.first_frame', request: { inputs: [sampleInput('last_frame')] } },
      { param: 'inputs.first_frame', request: { model: 'jimeng_i2v_first_v30' } },
      {
        param: 'providerOptions.jimeng.template_id',
        request: { model: 'jimeng_i2v_recamera_v30', inputs: [sampleInput('first_frame')] },
      },
    ],
    unsupported: [
      { field: 'audio', request: { audio: true } },
      { field: 'providerOptions.jimeng.watermark', request: options({ watermark: true }) },
      { field: 'providerOptions.jimeng.template_id', request: options({ template_id: 'handheld' }) },
    ],
    cancel: [],
  };
}

function options(jimeng: JsonObject): Partial<VideoRequest> {
  return { providerOptions: { jimeng } };
}

function ark(): Omit<Way, 'name' | 'proof'> {
  const id = 'cgt-20261120080000-abcde';
  const path = '/contents/generations/tasks';
  const headers = { authorization: /^Bearer \S+$/ };
  const create: RecordedExchange['request'] = {
    method: 'POST',
    path,
    headers,
    body: {
      model: 'doubao-seedance-1-5-pro-251215',
      content: [{ type: 'text', text: 'a red kite' }],
      duration: 5,
    },
  };
  const question: RecordedExchange['request'] = { method: 'GET', path: `${path}/${id}`, headers };
  const task = (more: JsonObject): RecordedExchange => ({
    request: question,
    response: { body: { id, model: 'doubao-seedance-1-5-pro-251215', ...more } },
  });
  const failed = (code: string): RecordedExchange =>
    task({ status: 'failed', error: { code, message: code } });
  const error = (code: string): object => ({ error: { code, message: code, param: '', type: 'x' } });
  const no = refused(create);
  return {
    model: 'seedance-1-5-pro',
    id,
    create,
    created: { body: { id } },
    states: [
      { name: 'queued', exchanges: task({ status: 'queued' }), expect: 'queued' },
      { name: 'running', exchanges: task({ status: 'running' }), expect: 'processing' },
      {
        name: 'succeeded',
        exchanges: task({
          status: 'succeeded',
          content: { video_url: VIDEO },
          usage: { completion_tokens: 108900 },
        }),
        expect: 'completed',
      },
      {
        name: 'succeeded without a link',
        exchanges: task({ status: 'succeeded', content: {} }),
        expect: 'failed',
        code: 'output_missing',
      },
      {
        name: 'result refused',
        exchanges: failed('OutputVideoSensitiveContentDetected'),
        expect: 'failed',
        code: 'moderated_output',
      },
      {
        name: 'failed',
        exchanges: failed('InternalServiceError'),
        expect: 'failed',
        code: 'provider_unavailable',
      },
      { name: 'cancelled', exchanges: task({ status: 'cancelled' }), expect: 'failed', code: 'cancelled' },
      { name: 'expired', exchanges: task({ status: 'expired' }), expect: 'failed', code: 'provider_timeout' },
    ],
    unknownState: task({ status: 'dreaming' }),
    failures: {
      credentials: no(401, error('AuthenticationError')),
      credit: no(403, error('AccountOverdueError')),
      rateLimit: no(429, error('RateLimitExceeded.EndpointRPMExceeded')),
      moderation: no(400, error('InputTextSensitiveContentDetected.PolicyViolation')),
      invalidRequest: no(400, error('InvalidParameter.Duration')),
      vendorFault: no(500, error('InternalServiceError')),
    },
    missing: [
      { param: 'prompt', request: { prompt: undefined } },
      { param: 'inputs.first_frame', request: { inputs: [sampleInput('last_frame')] } },
    ],
    unsupported: [
      { field: 'providerOptions.jimeng.template_id', request: options({ template_id: 'handheld' }) },
    ],
    cancel: [
      { ...task({ status: 'queued' }), times: 1 },
      { request: { method: 'DELETE', path: `${path}/${id}`, headers }, response: { body: {} }, times: 1 },
      task({ status: 'cancelled' }),
    ],
  };
}

const SIGNED =
  /^HMAC-SHA256 Credential=\S+\/\d{8}\/cn-north-1\/cv\/request, SignedHeaders=host;x-content-sha256;x-date, Signature=[0-9a-f]{64}$/;
const WAYS: readonly Way[] = [
  {
    name: 'Jimeng, the visual API',
    proof: (setup) => ({
      way: 'visual',
      accessKey: setup.secret('access'),
      secretKey: setup.secret('secret'),
    }),
    ...visual('/', SIGNED),
  },
  {
    name: 'Jimeng over a relay',
    proof: (setup) => ({ way: 'relay', apiKey: setup.secret('key') }),
    ...visual('/jimeng/', /^Bearer \S+$/),
  },
  { name: 'Seedance over Ark', proof: (setup) => ({ way: 'ark', arkApiKey: setup.secret('ark') }), ...ark() },
];

const conformance = (way: Way): ProviderConformance => ({
  name: way.name,
  create: (setup) =>
    new JimengVideoProvider({
      baseUrl: setup.origin,
      arkBaseUrl: setup.origin,
      credentials: [{ id: setup.credentialId, weight: 1, proof: way.proof(setup) }],
    }),
  plugin: plugin as never,
  request: { model: way.model, prompt: 'a red kite', inputs: [], durationSeconds: 5 },
  submit: { exchange: { request: way.create, response: way.created }, vendorId: way.id },
  states: way.states,
  unknownState: way.unknownState,
  failures: way.failures,
  unsupported: [{ field: 'fps', request: { fps: 60 } }, ...way.unsupported],
  missing: way.missing,
  cancel: way.cancel,
  package: { root },
  ...(existsSync(join(root, 'dist', 'index.js'))
    ? {}
    : { off: { package: 'the package is not built: npm run build' } }),
});

for (const way of WAYS) describeVideoProvider(conformance(way));
