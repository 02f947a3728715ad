import { generateKeyPairSync } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '@onereel/core';
import {
  describeVideoProvider,
  ProviderConformance,
  ProviderSetup,
  RecordedExchange,
  RecordedFailure,
  RecordedState,
  sampleInput,
} from '@onereel/core/testing';
import plugin from '..';
import type { VeoAccount } from '../veo-account';
import { VeoVideoProvider } from './veo.video-provider';

const root = join(__dirname, '..', '..');
const BYTES = Buffer.from('a short video that is none, with enough bytes to need several base64 groups');
const PEM = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
  type: 'pkcs8',
  format: 'pem',
});
type Request = RecordedExchange['request'];

/** What differs between the ways to Veo; answers are written after the vendors' documentation. */
type Way = Pick<ProviderConformance, 'states' | 'unknownState' | 'failures' | 'unsupported' | 'name'> &
  Pick<ProviderConformance, 'always' | 'output'> & {
    readonly account: (setup: ProviderSetup) => Partial<VeoAccount> & Pick<VeoAccount, 'transport'>;
    readonly create: Request;
    readonly created: JsonObject;
    readonly vendorId: string;
  };

const answer = (request: Request, body: object, status = 200): RecordedExchange => ({
  request,
  response: { status, body },
});

/* Google */

const google = (status: number, word: string, message: string, details: object[] = []): JsonObject =>
  ({ error: { code: status, status: word, message, details } }) as unknown as JsonObject;
const googleFailures = (create: Request): ProviderConformance['failures'] => {
  const no = (status: number, word: string, message: string): RecordedFailure => ({
    exchanges: answer(create, google(status, word, message), status),
  });
  return {
    credentials: {
      exchanges: answer(
        create,
        google(400, 'INVALID_ARGUMENT', 'API key not valid. Pass another one.', [
          { reason: 'API_KEY_INVALID' },
        ]),
        400,
      ),
    },
    credit: no(429, 'RESOURCE_EXHAUSTED', 'Your prepayment credits are depleted.'),
    rateLimit: no(429, 'RESOURCE_EXHAUSTED', 'Quota exceeded for requests per minute.'),
    moderation: no(400, 'INVALID_ARGUMENT', 'The prompt was blocked. Support codes: 61493863'),
    invalidRequest: no(400, 'INVALID_ARGUMENT', 'durationSeconds is out of range.'),
    vendorFault: no(500, 'INTERNAL', 'An internal error has occurred.'),
  };
};

interface GoogleStates {
  readonly poll: (operation: object) => RecordedExchange;
  readonly done: object;
}
const googleStates = ({ poll, done }: GoogleStates): readonly RecordedState[] => [
  { name: 'named', exchanges: poll({}), expect: 'processing' },
  { name: 'running', exchanges: poll({ metadata: { progressPercent: 40 } }), expect: 'processing' },
  { name: 'done', exchanges: poll({ done: true, response: done }), expect: 'completed' },
  {
    name: 'done without videos',
    exchanges: poll({ done: true, response: {} }),
    expect: 'failed',
    code: 'output_missing',
  },
  {
    name: 'filtered',
    exchanges: poll({
      done: true,
      response: { raiMediaFilteredCount: 1, raiMediaFilteredReasons: ['Blocked. Support codes: 64151117'] },
    }),
    expect: 'failed',
    code: 'moderated_output',
  },
  {
    name: 'filtered one level down',
    exchanges: poll({
      done: true,
      response: {
        generateVideoResponse: {
          raiMediaFilteredCount: 1,
          raiMediaFilteredReasons: ['The audio was blocked.'],
        },
      },
    }),
    expect: 'failed',
    code: 'moderated_audio',
  },
  {
    name: 'out of capacity',
    exchanges: poll({ done: true, error: { code: 8, message: 'The service has no capacity now.' } }),
    expect: 'failed',
    code: 'provider_failed',
  },
];

const MODEL = 'publishers/google/models/veo-3.1-generate-001';
function vertex(parent: string, headers: Request['headers']): Omit<Way, 'name' | 'account'> {
  const name = `projects/p/locations/us-central1/${MODEL}/operations/o-1`;
  const create: Request = {
    method: 'POST',
    path: `/v1/${parent}${MODEL}:predictLongRunning`,
    headers,
    body: { instances: [{ prompt: 'a red kite' }], parameters: { durationSeconds: 8, sampleCount: 1 } },
  };
  const ask: Request = {
    method: 'POST',
    path: `/v1/projects/p/locations/us-central1/${MODEL}:fetchPredictOperation`,
    headers,
    body: { operationName: name },
  };
  const poll = (operation: object): RecordedExchange => answer(ask, { name, ...operation });
  const done = { videos: [{ bytesBase64Encoded: BYTES.toString('base64'), mimeType: 'video/mp4' }] };
  return {
    create,
    created: { name },
    vendorId: name,
    states: googleStates({ poll, done }),
    unknownState: poll({ done: 'PRE_HEATING' }),
    failures: googleFailures(create),
    output: { exchanges: poll({ done: true, response: done }), bytes: BYTES },
    unsupported: [
      { field: 'enhancePrompt', request: { enhancePrompt: false } },
      { field: 'providerOptions.veo.nonsense', request: { providerOptions: { veo: { nonsense: 1 } } } },
    ],
  };
}

const geminiKey = { 'x-goog-api-key': /.+/ };
function gemini(): Omit<Way, 'name' | 'account'> {
  const name = 'models/veo-3.1-generate-preview/operations/o1';
  const create: Request = {
    method: 'POST',
    path: '/v1beta/models/veo-3.1-generate-preview:predictLongRunning',
    headers: geminiKey,
    body: { parameters: { durationSeconds: 8 } },
  };
  const ask: Request = { method: 'GET', path: `/v1beta/${name}`, headers: geminiKey };
  const poll = (operation: object): RecordedExchange => answer(ask, { name, ...operation });
  const video = { uri: '{{origin}}/v1beta/files/f1:download?alt=media' };
  return {
    create,
    created: { name },
    vendorId: name,
    states: googleStates({ poll, done: { generateVideoResponse: { generatedSamples: [{ video }] } } }),
    unknownState: poll({ done: 'PRE_HEATING' }),
    failures: googleFailures(create),
    output: {
      exchanges: {
        request: {
          method: 'GET',
          path: '/v1beta/files/f1:download',
          query: { alt: 'media' },
          headers: geminiKey,
        },
        response: { headers: { 'content-type': 'video/mp4' }, body: BYTES },
      },
      bytes: BYTES,
    },
    unsupported: [
      { field: 'seed', request: { seed: 7 } },
      { field: 'audio', request: { audio: false } },
      { field: 'count', request: { count: 2 } },
      { field: 'enhancePrompt', request: { enhancePrompt: true } },
    ],
  };
}

/* Relays */

const bearer = { authorization: /^Bearer .+/ };
const relayFailures = (create: Request): ProviderConformance['failures'] => {
  const no = (status: number, message: string): RecordedFailure => ({
    exchanges: answer(create, { error: { message, type: 'relay_error', code: null } }, status),
  });
  return {
    credentials: no(401, 'Invalid token given'),
    credit: no(403, 'the balance of the user is not enough'),
    rateLimit: no(429, 'too many requests'),
    moderation: no(400, 'the prompt violates the content policy'),
    invalidRequest: no(400, 'seconds must be 8'),
    vendorFault: no(500, 'internal error of the relay'),
  };
};
const relayStates = (
  poll: (task: object) => RecordedExchange,
  words: { readonly queued: string; readonly running: string },
): readonly RecordedState[] => [
  { name: 'queued', exchanges: poll({ status: words.queued }), expect: 'queued' },
  { name: 'running', exchanges: poll({ status: words.running, progress: '45.5%' }), expect: 'processing' },
  {
    name: 'done',
    exchanges: poll({ status: 'completed', progress: 100, video_url: '{{origin}}/v.mp4' }),
    expect: 'completed',
  },
  {
    name: 'failed',
    exchanges: poll({ status: 'failed', error: 'no idea' }),
    expect: 'failed',
    code: 'provider_failed',
  },
  {
    name: 'failed the review',
    exchanges: poll({ status: 'failed', error: { message: 'Video was filtered: content policy' } }),
    expect: 'failed',
    code: 'moderated_output',
  },
  {
    name: 'failed for its sound',
    exchanges: poll({ status: 'failed', fail_reason: 'Audio filtered' }),
    expect: 'failed',
    code: 'moderated_audio',
  },
];

function relayOpenai(): Omit<Way, 'name' | 'account'> {
  const create: Request = {
    method: 'POST',
    path: '/v1/videos',
    headers: bearer,
    body: { model: 'veo_3_1', prompt: /^a red kite/, seconds: '8' },
  };
  const poll = (task: object): RecordedExchange =>
    answer(
      { method: 'GET', path: '/v1/videos/video_1', headers: bearer },
      { id: 'video_1', object: 'video', ...task },
    );
  return {
    create,
    created: { id: 'video_1', object: 'video', status: 'queued', progress: 0 },
    vendorId: 'video_1',
    states: [
      ...relayStates(poll, { queued: 'queued', running: 'in_progress' }),
      { name: 'done without a link', exchanges: poll({ status: 'completed' }), expect: 'completed' },
    ],
    unknownState: poll({ status: 'simmering' }),
    failures: relayFailures(create),
    output: {
      exchanges: {
        request: { method: 'GET', path: '/v1/videos/video_1/content', headers: bearer },
        response: { headers: { 'content-type': 'video/mp4' }, body: BYTES },
      },
      bytes: BYTES,
    },
    unsupported: [
      { field: 'seed', request: { seed: 7 } },
      { field: 'audio', request: { audio: false } },
      { field: 'negativePrompt', request: { negativePrompt: 'rain' } },
    ],
  };
}

function relayVideoCreate(): Omit<Way, 'name' | 'account'> {
  const id = 'veo3:1234567890-abcdefgh';
  const create: Request = {
    method: 'POST',
    path: '/v1/video/create',
    headers: bearer,
    body: { model: 'veo3.1', prompt: /^a red kite/ },
  };
  const poll = (task: object): RecordedExchange =>
    answer(
      { method: 'GET', path: '/v1/video/query', query: { id }, headers: bearer },
      { id: 'another-id', video_url: null, status_update_time: 1704067200, ...task },
    );
  return {
    create,
    created: { id, status: 'pending', status_update_time: 1704067200, enhanced_prompt: 'a kite' },
    vendorId: id,
    states: [
      ...relayStates(poll, { queued: 'pending', running: 'processing' }),
      {
        name: 'done without a link',
        exchanges: poll({ status: 'completed' }),
        expect: 'failed',
        code: 'output_missing',
      },
    ],
    unknownState: poll({ status: 'simmering' }),
    failures: relayFailures(create),
    unsupported: [
      { field: 'durationSeconds', request: { durationSeconds: 4 } },
      { field: 'resolution', request: { resolution: '1080p' } },
      { field: 'seed', request: { seed: 7 } },
    ],
  };
}

const OAUTH: RecordedExchange = {
  request: { method: 'POST', path: '/token', body: ({ text }) => text.includes('assertion=eyJ') },
  response: { body: { access_token: 'a-token-of-the-recording', expires_in: 3599, token_type: 'Bearer' } },
};

const WAYS: readonly Way[] = [
  {
    name: 'Veo over Vertex AI with a service account',
    account: (setup) => ({
      transport: 'vertex',
      project: 'p',
      location: 'us-central1',
      serviceAccount: {
        clientEmail: 'robot@p.iam.gserviceaccount.com',
        privateKey: setup.watch(String(PEM)),
        tokenUri: `${setup.origin}/token`,
      },
    }),
    always: OAUTH,
    ...vertex('projects/p/locations/us-central1/', { authorization: 'Bearer a-token-of-the-recording' }),
  },
  {
    name: 'Veo over Vertex AI in express mode',
    account: (setup) => ({ transport: 'vertex', location: 'us-central1', apiKey: setup.secret('key') }),
    ...vertex('', geminiKey),
  },
  {
    name: 'Veo over a proxy of the Gemini API',
    account: (setup) => ({
      transport: 'gemini',
      baseUrl: `${setup.origin}/v1beta`,
      apiKey: setup.secret('key'),
    }),
    ...gemini(),
  },
  {
    name: 'Veo over an OpenAI-style relay',
    account: (setup) => ({ transport: 'relay-openai', endpoint: '/v1/videos', apiKey: setup.secret('key') }),
    ...relayOpenai(),
  },
  {
    name: 'Veo over a /v1/video/create relay',
    account: (setup) => ({ transport: 'relay-video-create', apiKey: setup.secret('key') }),
    ...relayVideoCreate(),
  },
];

const conformance = ({ account, create, created, vendorId, ...way }: Way): ProviderConformance => ({
  create: (setup) =>
    new VeoVideoProvider({
      storageUrl: setup.origin,
      accounts: [{ id: setup.credentialId, weight: 1, baseUrl: setup.origin, ...account(setup) }],
    }),
  plugin: plugin as never,
  request: { model: 'veo-3.1', prompt: 'a red kite', inputs: [], durationSeconds: 8 },
  submit: { exchange: answer(create, created), vendorId },
  missing: [
    { param: 'prompt', request: { prompt: undefined } },
    { param: 'inputs.first_frame', request: { inputs: [sampleInput('last_frame')] } },
  ],
  package: { root },
  ...way,
  off: {
    reference: 'Google and the relays take no client id',
    ...(!existsSync(join(root, 'dist', 'index.js')) && {
      package: 'the package is not built: npm run build',
    }),
  },
});

for (const way of WAYS) describeVideoProvider(conformance(way));
