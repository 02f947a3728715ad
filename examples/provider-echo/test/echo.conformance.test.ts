import { join } from 'node:path';
import { describe, it } from 'node:test';
import { describeVideoProvider, sampleInput, type UpstreamCall } from '@onereel/core/testing';
import plugin, { EchoVideoProvider } from '../src/index';

const create = (status: number, body: object) => ({
  request: {
    method: 'POST',
    path: '/v1/videos',
    headers: { authorization: /^Bearer ./ },
    body: { model: 'one', prompt: 'a kite over the sea', seconds: 5, client_ref: /./ },
  },
  response: { status, body },
});

const video = (body: object) => ({
  request: { method: 'GET', path: '/v1/videos/vid-1' },
  response: { body: { id: 'vid-1', ...body } },
});

const search = (...ids: string[]) => ({
  request: { method: 'GET', path: '/v1/videos', query: { client_ref: /./ } },
  response: ({ query: { client_ref } }: UpstreamCall) => ({
    body: { videos: ids.map((id) => ({ id, state: 'waiting', client_ref })) },
  }),
});

const error = (code: string) => ({ error: { code, message: `the vendor says ${code}` } });

describeVideoProvider({
  name: 'echo',
  plugin,
  create: (setup) => new EchoVideoProvider({ baseUrl: setup.origin, apiKey: setup.secret('key') }),
  request: { model: 'echo-1', prompt: 'a kite over the sea', inputs: [sampleInput('first_frame')] },
  submit: { exchange: create(202, { id: 'vid-1', state: 'waiting' }), vendorId: 'vid-1' },
  states: [
    { name: 'waiting', exchanges: video({ state: 'waiting' }), expect: 'queued' },
    { name: 'running', exchanges: video({ state: 'running', percent: 40 }), expect: 'processing' },
    {
      name: 'done',
      exchanges: video({ state: 'done', file_url: '{{origin}}/files/vid-1.mp4' }),
      expect: 'completed',
    },
    {
      name: 'done without a file',
      exchanges: video({ state: 'done' }),
      expect: 'failed',
      code: 'output_missing',
    },
    {
      name: 'failed',
      exchanges: video({ state: 'failed', ...error('broken') }),
      expect: 'failed',
      code: 'provider_failed',
    },
  ],
  unknownState: video({ state: 'simmering' }),
  failures: {
    credentials: { exchanges: create(401, error('bad_key')) },
    credit: { exchanges: create(402, error('no_credit')) },
    rateLimit: { exchanges: create(429, error('slow_down')) },
    moderation: { on: 'poll', exchanges: video({ state: 'failed', ...error('unsafe_result') }) },
    invalidRequest: { exchanges: create(422, error('bad_input')) },
    vendorFault: { exchanges: create(503, error('overloaded')) },
  },
  unsupported: [
    { field: 'audio', request: { audio: true } },
    { field: 'providerOptions.echo.style', request: { providerOptions: { ['echo']: { style: 'noir' } } } },
  ],
  missing: [{ param: 'prompt', request: { prompt: undefined } }],
  reconcile: { found: search('vid-1'), missing: search() },
  package: { root: join(__dirname, '..', '..') },
  runner: { describe, it },
});
