import { VideoProvider } from '../../provider/video-provider';
import { ProviderConformance, ProviderSetup, RecordedFailure } from '../provider/provider-conformance';
import { sampleInput } from '../provider/sample-input';
import { RecordedExchange } from '../upstream/recorded-exchange';
import { AcmeOptions } from './acme-provider';

const create = (response: RecordedExchange['response']): RecordedExchange => ({
  request: {
    method: 'POST',
    path: '/v1/jobs',
    headers: { authorization: /^Bearer ./ },
    body: { model: 'acme.one', prompt: 'a red kite', seconds: 5 },
  },
  response,
});

const job = (body: object): RecordedExchange => ({
  request: { method: 'GET', path: '/v1/jobs/job-1' },
  response: { body: { id: 'job-1', ...body } },
});

const refused = (status: number, code: string): RecordedFailure => ({
  exchanges: create({ status, body: { error: { code, message: `the vendor says ${code}` } } }),
});

const VIDEO = Buffer.from('a video file');

/** The recordings of the imaginary vendor, for the right provider and all the wrong ones. */
export const acmeConformance = (
  Provider: new (options: AcmeOptions) => VideoProvider,
  packageRoot: string,
): ProviderConformance => ({
  name: 'acme',
  create: (setup: ProviderSetup) => new Provider({ origin: setup.origin, key: setup.secret('key') }),
  request: { model: 'acme-1', prompt: 'a red kite', inputs: [] },
  submit: { exchange: create({ status: 201, body: { id: 'job-1' } }), vendorId: 'job-1' },
  states: [
    { name: 'waiting', exchanges: job({ state: 'waiting' }), expect: 'queued' },
    { name: 'running', exchanges: job({ state: 'running', percent: 40 }), expect: 'processing' },
    { name: 'done', exchanges: job({ state: 'done', files: ['main', 'second'] }), expect: 'completed' },
    {
      name: 'broken',
      exchanges: job({ state: 'broken', error: { code: 'unsafe', message: 'the result is unsafe' } }),
      expect: 'failed',
      code: 'moderated_input',
    },
  ],
  unknownState: job({ state: 'simmering' }),
  failures: {
    credentials: refused(401, 'bad_key'),
    credit: refused(402, 'no_credit'),
    rateLimit: refused(429, 'slow_down'),
    moderation: {
      on: 'poll',
      exchanges: job({ state: 'broken', error: { code: 'unsafe', message: 'the result is unsafe' } }),
    },
    invalidRequest: refused(422, 'bad_input'),
    vendorFault: refused(503, 'internal'),
  },
  unsupported: [
    { field: 'audio', request: { audio: true } },
    { field: 'providerOptions.acme.style', request: { providerOptions: { acme: { style: 'noir' } } } },
  ],
  missing: [
    { param: 'prompt', request: { prompt: undefined } },
    { param: 'inputs.first_frame', request: { inputs: [sampleInput('last_frame')] } },
  ],
  cancel: [
    { request: { method: 'DELETE', path: '/v1/jobs/job-1' }, times: 1 },
    { request: { method: 'DELETE', path: '/v1/jobs/job-1' }, response: { status: 409, body: {} } },
  ],
  reconcile: {
    found: { request: { method: 'GET', path: '/v1/jobs' }, response: { body: { jobs: [{ id: 'job-1' }] } } },
    missing: { request: { method: 'GET', path: '/v1/jobs' }, response: { body: { jobs: [] } } },
  },
  output: {
    exchanges: {
      request: { method: 'GET', path: /^\/v1\/jobs\/job-1\/files\// },
      response: { headers: { 'content-type': 'video/mp4' }, body: VIDEO },
    },
    bytes: VIDEO,
  },
  environmentKeys: ['ACME_KEY'],
  package: { root: packageRoot },
});
