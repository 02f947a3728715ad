import { type DialectConformance, describeVideoDialect } from '@onereel/core/testing';
import { VIDEO_CREATE_REQUESTS } from '../../apps/gateway/src/dialects/video-create/video-create.exchanges';
import { VideoCreateModule } from '../../apps/gateway/src/dialects/video-create/video-create.module';
import { VIDEO_GENERATIONS_REQUESTS } from '../../apps/gateway/src/dialects/video-generations/video-generations.exchanges';
import { VideoGenerationsModule } from '../../apps/gateway/src/dialects/video-generations/video-generations.module';
import { serveDialect } from './serve-dialect';

/** What the suite reads of answers; absent members are part of the question. */
interface Answer {
  readonly id?: string;
  readonly task_id?: string;
  readonly status?: string;
  readonly video_url?: string | null;
  readonly url?: string | null;
  readonly error?: { readonly message: string } | null;
  readonly message?: string;
  readonly data?: { readonly result_url: string; readonly fail_reason: string } | null;
}
const read = (body: unknown): Answer => (body ?? {}) as Answer;

const create = (body: unknown) =>
  ({ method: 'POST', path: '/v1/video/create', body: body as object }) as const;
const generate = (body: unknown) =>
  ({ method: 'POST', path: '/v1/video/generations', body: body as object }) as const;

/** Both carry the error object and the flat fields. */
const errorOf = (body: unknown): unknown => {
  const { error, message, data } = read(body);
  return error?.message === message && data === null ? message : undefined;
};

const VIDEO_CREATE: DialectConformance = {
  name: 'video-create',
  dialect: 'video-create',
  start: (gateway, ownerId) => serveDialect(VideoCreateModule, gateway, ownerId),
  creates: [
    {
      name: 'the documented example',
      request: create(VIDEO_CREATE_REQUESTS.textToVideo),
      expect: { request: { model: 'veo3', enhancePrompt: true, aspectRatio: '16:9' }, inputs: [] },
    },
    {
      name: 'first and last frame',
      request: create(VIDEO_CREATE_REQUESTS.frames),
      expect: {
        inputs: VIDEO_CREATE_REQUESTS.frames.images.map((url, index) => ({
          role: index === 0 ? ('first_frame' as const) : ('last_frame' as const),
          field: `images[${index}]`,
          source: { kind: 'url' as const, url },
        })),
      },
    },
    {
      name: 'a model that the API does not document',
      request: create({ model: 'any-model', prompt: 'a', aspect_ratio: '1:1', enable_upsample: true }),
      expect: { request: { model: 'any-model', aspectRatio: '1:1', upsample: true } },
    },
  ],
  invalid: [
    { name: 'no model', request: create({ prompt: 'a' }), status: 400 },
    { name: 'no prompt', request: create({ model: 'veo3' }), status: 400 },
    {
      name: 'a shape that veo2 does not take',
      request: create({ model: 'veo2', prompt: 'a', aspect_ratio: '16:9' }),
      status: 400,
    },
    {
      name: 'images for veo3',
      request: create({ model: 'veo3', prompt: 'a', images: ['AAAA'] }),
      status: 400,
    },
    {
      name: 'a form',
      request: {
        ...create('model=veo3&prompt=a'),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      },
      status: 415,
    },
  ],
  retrieve: (id) => ({ method: 'GET', path: `/v1/video/query?id=${id}` }),
  idOf: (body) => read(body).id,
  wordOf: (body) => read(body).status,
  words: {
    queued: 'pending',
    processing: 'processing',
    completed: 'completed',
    failed: 'failed',
    cancelled: 'failed',
    stalled: 'failed',
  },
  videoUrlOf: (body) => read(body).video_url,
  failureOf: (body) => read(body).error?.message,
  errorOf,
};

const VIDEO_GENERATIONS: DialectConformance = {
  name: 'video-generations',
  dialect: 'video-generations',
  start: (gateway, ownerId) => serveDialect(VideoGenerationsModule, gateway, ownerId),
  creates: [
    {
      name: 'a prompt alone',
      request: generate({ prompt: 'a' }),
      expect: { request: { model: '', prompt: 'a' }, inputs: [] },
    },
    {
      name: 'the documented example',
      request: generate(VIDEO_GENERATIONS_REQUESTS.textToVideo),
      expect: { request: { durationSeconds: 2, size: { width: 640, height: 360 }, fps: 30, seed: 7 } },
    },
    {
      name: 'parameters in metadata',
      request: generate({ prompt: 'a', duration: '5', metadata: '{"negative_prompt": "rain"}' }),
      expect: { request: { durationSeconds: 5, negativePrompt: 'rain' } },
    },
  ],
  invalid: [
    { name: 'nothing to start from', request: generate({}), status: 400 },
    { name: 'a width alone', request: generate({ prompt: 'a', width: 640 }), status: 400 },
    { name: 'a duration in words', request: generate({ prompt: 'a', duration: 'five' }), status: 400 },
  ],
  retrieve: (id) => ({ method: 'GET', path: `/v1/video/generations/${id}` }),
  idOf: (body) => read(body).task_id,
  wordOf: (body) => read(body).status,
  words: {
    queued: 'queued',
    processing: 'in_progress',
    completed: 'completed',
    failed: 'failed',
    cancelled: 'failed',
    stalled: 'failed',
  },
  videoUrlOf: (body) => agreed(read(body).url, read(body).data?.result_url),
  failureOf: (body) => agreed(read(body).error?.message, read(body).data?.fail_reason),
  errorOf,
};

/** What the flat fields say, if the envelope says the same. */
function agreed(flat: string | null | undefined, enveloped: string | undefined): string | undefined {
  return (flat ?? '') === enveloped ? enveloped : `${flat} and ${enveloped}`;
}

describeVideoDialect(VIDEO_CREATE);
describeVideoDialect(VIDEO_GENERATIONS);
