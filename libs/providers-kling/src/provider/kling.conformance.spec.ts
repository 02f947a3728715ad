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
import { KlingOptions } from '../kling.options';
import { KlingVideoProvider } from './kling.video-provider';

const root = join(__dirname, '..', '..');
const ID = '831274561203';
const AT = 1795161600000;
const TOKEN = /^Bearer eyJ[\w-]+\.[\w-]+\.[\w-]+$/;

/** What differs between the three ways to Kling; answers are written after the vendor's documentation. */
interface Way {
  readonly name: string;
  readonly options: (setup: ProviderSetup) => Partial<KlingOptions>;
  readonly create: RecordedExchange['request'];
  readonly created: object;
  /** The question about the task, answered with the given facts. */
  readonly poll: (task: JsonObject) => RecordedExchange;
  readonly done: JsonObject;
  readonly doneWithoutUrl: JsonObject;
  readonly failed: (reason: string) => JsonObject;
  readonly status: (word: string) => JsonObject;
  readonly reconcile: NonNullable<ProviderConformance['reconcile']>;
  readonly unsupported: ProviderConformance['unsupported'];
}

const VIDEO = { id: 'v1', url: '{{origin}}/k.mp4', duration: '5.1' };
const ok = (data: unknown): RecordedExchange['response'] => ({
  body: { code: 0, message: 'SUCCEED', request_id: 'r-1', data },
});
const no = (create: RecordedExchange['request'], status: number, code: number): RecordedFailure => ({
  exchanges: {
    request: create,
    response: { status, body: { code, message: `code ${code}`, request_id: 'r-2' } },
  },
});
const lost: RecordedExchange['response'] = {
  status: 404,
  body: { code: 1203, message: 'no such task', request_id: 'r-3' },
};

function legacy(prefix: string): Omit<Way, 'name' | 'options'> {
  const path = `${prefix}/v1/videos/text2video`;
  const status = (word: string): JsonObject => ({ task_status: word });
  return {
    create: { method: 'POST', path, body: { model_name: 'kling-v2-6', prompt: 'a red kite', duration: '5' } },
    created: { task_id: ID, task_status: 'submitted', created_at: AT, updated_at: AT },
    poll: (task) => ({
      request: { method: 'GET', path: `${path}/${ID}` },
      response: ok({ task_id: ID, ...task }),
    }),
    done: { ...status('succeed'), task_result: { videos: [VIDEO] }, final_unit_deduction: '1' },
    doneWithoutUrl: { ...status('succeed'), task_result: { videos: [] } },
    failed: (reason) => ({ ...status('failed'), task_status_msg: reason }),
    status,
    reconcile: {
      found: { request: { method: 'GET', path: new RegExp(`^${path}/ref-`) }, response: ok({ task_id: ID }) },
      missing: { request: { method: 'GET', path: /\/ref-/ }, response: lost },
    },
    unsupported: [{ field: 'providerOptions.kling.cfg_scale', request: options({ cfg_scale: 0.5 }) }],
  };
}

function options(kling: JsonObject): Partial<VideoRequest> {
  return { providerOptions: { kling } };
}

const ask: RecordedExchange['request'] = { method: 'GET', path: '/tasks', query: { task_ids: ID } };
const search: RecordedExchange['request'] = {
  method: 'GET',
  path: '/tasks',
  query: { external_task_ids: /^ref-/ },
};
const current: Omit<Way, 'name' | 'options'> = {
  create: {
    method: 'POST',
    path: '/text-to-video/kling-2.6',
    headers: { authorization: /^Bearer (?!eyJ)/ },
    body: { prompt: /^a red kite/, settings: { duration: 5, audio: 'off' } },
  },
  created: { id: ID, status: 'submitted', create_time: AT, update_time: AT },
  poll: (task) => ({ request: ask, response: ok([{ id: ID, ...task }]) }),
  done: { status: 'succeeded', outputs: [{ type: 'video', ...VIDEO }] },
  doneWithoutUrl: { status: 'succeeded', outputs: [] },
  failed: (message) => ({ status: 'failed', message }),
  status: (word) => ({ status: word }),
  reconcile: {
    found: {
      request: search,
      response: ({ query }) => ({
        body: { code: 0, data: [{ id: ID, external_id: query.external_task_ids }] },
      }),
    },
    missing: [
      { request: search, response: ok([]) },
      { request: { method: 'GET', path: /\/v1\/videos\/[\w-]+\/ref-/ }, response: lost },
    ],
  },
  unsupported: [{ field: 'negativePrompt', request: { negativePrompt: 'rain' } }],
};

const pair = (setup: ProviderSetup) => ({
  accessKey: setup.secret('access'),
  secretKey: setup.secret('secret'),
});
const key = (setup: ProviderSetup) => ({ apiKey: setup.secret('key') });
const withToken = (way: Omit<Way, 'name' | 'options'>): Omit<Way, 'name' | 'options'> => ({
  ...way,
  create: { ...way.create, headers: { authorization: TOKEN } },
});

const account = (setup: ProviderSetup, proof: object) => [{ id: setup.credentialId, weight: 1, ...proof }];
const WAYS: readonly Way[] = [
  {
    name: 'Kling, the older API',
    options: (setup) => ({ credentials: account(setup, pair(setup)) }),
    ...withToken(legacy('')),
  },
  {
    name: 'Kling, the newer API',
    options: (setup) => ({ style: 'current', credentials: account(setup, key(setup)) }),
    ...current,
  },
  {
    name: 'Kling over a relay',
    options: (setup) => ({
      style: 'relay',
      baseUrl: `${setup.origin}/kling`,
      credentials: account(setup, key(setup)),
    }),
    ...legacy('/kling'),
  },
];

const conformance = (way: Way): ProviderConformance => ({
  name: way.name,
  create: (setup) =>
    new KlingVideoProvider({
      baseUrl: setup.origin,
      style: 'legacy',
      credentials: [],
      ...way.options(setup),
    }),
  plugin: plugin as never,
  request: { model: 'kling-v2-6', prompt: 'a red kite', inputs: [], durationSeconds: 5 },
  submit: { exchange: { request: way.create, response: ok(way.created) }, vendorId: ID },
  states: [
    { name: 'submitted', exchanges: way.poll(way.status('submitted')), expect: 'queued' },
    { name: 'processing', exchanges: way.poll(way.status('processing')), expect: 'processing' },
    { name: 'succeeded', exchanges: way.poll(way.done), expect: 'completed' },
    {
      name: 'done without a link',
      exchanges: way.poll(way.doneWithoutUrl),
      expect: 'failed',
      code: 'output_missing',
    },
    {
      name: 'failed the review',
      exchanges: way.poll(way.failed('Failure to pass the risk control system')),
      expect: 'failed',
      code: 'moderated_output',
    },
    { name: 'failed', exchanges: way.poll(way.failed('no idea')), expect: 'failed', code: 'provider_failed' },
  ],
  unknownState: way.poll(way.status('pre_heating')),
  failures: {
    credentials: no(way.create, 401, 1002),
    credit: no(way.create, 429, 1102),
    rateLimit: no(way.create, 429, 1303),
    moderation: no(way.create, 400, 1301),
    invalidRequest: no(way.create, 400, 1201),
    vendorFault: no(way.create, 500, 5000),
  },
  unsupported: [
    { field: 'seed', request: { seed: 7 } },
    { field: 'fps', request: { fps: 60 } },
    ...way.unsupported,
  ],
  missing: [
    { param: 'prompt', request: { prompt: undefined } },
    { param: 'inputs.first_frame', request: { model: 'kling-v2-1' } },
    {
      param: 'prompt',
      request: { model: 'kling-v1-6', prompt: undefined, inputs: [sampleInput('reference')] },
    },
  ],
  reconcile: way.reconcile,
  package: { root },
  ...(existsSync(join(root, 'dist', 'index.js'))
    ? {}
    : { off: { package: 'the package is not built: npm run build' } }),
});

for (const way of WAYS) describeVideoProvider(conformance(way));
