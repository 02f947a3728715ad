import { type DialectConformance, describeVideoDialect } from '@onereel/core/testing';
import { NATIVE_REQUESTS } from '../../apps/gateway/src/dialects/native/native.exchanges';
import { NativeModule } from '../../apps/gateway/src/dialects/native/native.module';
import { OPENAI_REQUESTS } from '../../apps/gateway/src/dialects/openai/openai.exchanges';
import { OpenAiModule } from '../../apps/gateway/src/dialects/openai/openai.module';
import { EXAMPLE_IMAGE_BASE64 } from '../../apps/gateway/src/http/openapi/example-image';
import { serveDialect } from './serve-dialect';

/** What the suite reads of answers; absent members are part of the question. */
interface Answer {
  readonly task_id?: string;
  readonly id?: string;
  readonly status?: string;
  readonly video_url?: string | null;
  readonly result?: { readonly result: { readonly video_url: string | null } } | null;
  readonly error?: { readonly message: string } | null;
  readonly detail?: string;
}
const read = (body: unknown): Answer => (body ?? {}) as Answer;

const native = (body: unknown) =>
  ({ method: 'POST', path: '/api/v1/videos/generate', body: body as object }) as const;
const openai = (body: unknown) => ({ method: 'POST', path: '/v1/videos', body: body as object }) as const;

const NATIVE: DialectConformance = {
  name: 'native',
  dialect: 'native',
  start: (gateway, ownerId) => serveDialect(NativeModule, gateway, ownerId),
  creates: [
    {
      name: 'an image alone',
      request: native({ image: EXAMPLE_IMAGE_BASE64 }),
      expect: {
        inputs: [
          { role: 'first_frame', field: 'image', source: { kind: 'inline', data: EXAMPLE_IMAGE_BASE64 } },
        ],
      },
    },
    {
      name: 'the documented example',
      request: native(NATIVE_REQUESTS.imageToVideo),
      expect: { request: { durationSeconds: 2, cameraMotion: 'pan', size: { width: 640, height: 360 } } },
    },
    {
      name: 'empty strings for what nobody filled in',
      request: native({ image: 'https://example.com/a.png', prompt: '', duration: null, camera_motion: '' }),
      expect: {
        inputs: [
          { role: 'first_frame', field: 'image', source: { kind: 'url', url: 'https://example.com/a.png' } },
        ],
      },
    },
  ],
  invalid: [
    { name: 'no image', request: native({}), status: 400 },
    { name: 'a video that is too long', request: native({ image: 'AAAA', duration: 11 }), status: 400 },
    {
      name: 'a form',
      request: { ...native('image=AAAA'), headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      status: 415,
    },
  ],
  retrieve: (id) => ({ method: 'GET', path: `/api/v1/tasks/${id}` }),
  idOf: (body) => read(body).task_id,
  wordOf: (body) => read(body).status,
  words: {
    queued: 'pending',
    processing: 'processing',
    completed: 'completed',
    failed: 'failed',
    cancelled: 'cancelled',
    stalled: 'failed',
  },
  videoUrlOf: (body) => read(body).result?.result.video_url,
  failureOf: (body) => read(body).error?.message,
  errorOf: (body) => (read(body).detail === read(body).error?.message ? read(body).detail : undefined),
};

const form = (fields: Record<string, string>): FormData => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  return data;
};

const OPENAI: DialectConformance = {
  name: 'openai',
  dialect: 'openai',
  start: (gateway, ownerId) => serveDialect(OpenAiModule, gateway, ownerId),
  creates: [
    {
      name: 'a prompt alone',
      request: openai({ prompt: 'a' }),
      expect: { request: { prompt: 'a' }, inputs: [] },
    },
    {
      name: 'the documented example',
      request: openai(OPENAI_REQUESTS.textToVideo),
      expect: { request: { durationSeconds: 4, size: { width: 1280, height: 720 } } },
    },
    {
      name: 'a form with nested names',
      request: openai(
        form({ prompt: 'a', seconds: '5', 'input_reference[image_url]': 'https://example.com/a.png' }),
      ),
      expect: {
        request: { durationSeconds: 5 },
        inputs: [
          {
            role: 'first_frame',
            field: 'input_reference',
            source: { kind: 'url', url: 'https://example.com/a.png' },
          },
        ],
      },
    },
  ],
  invalid: [
    { name: 'a blank prompt', request: openai({ prompt: ' ' }), status: 400 },
    { name: 'seconds in words', request: openai({ prompt: 'a', seconds: 'four' }), status: 400 },
    {
      name: 'a file of an API that is not here',
      request: openai({ prompt: 'a', input_reference: { file_id: 'f' } }),
      status: 400,
    },
  ],
  retrieve: (id) => ({ method: 'GET', path: `/v1/videos/${id}` }),
  idOf: (body) => read(body).id,
  wordOf: (body) => read(body).status,
  words: {
    queued: 'queued',
    processing: 'in_progress',
    completed: 'completed',
    failed: 'failed',
    cancelled: 'failed',
    stalled: 'failed',
  },
  videoUrlOf: (body) => read(body).video_url,
  failureOf: (body) => read(body).error?.message,
  errorOf: (body) => read(body).error?.message,
};

describeVideoDialect(NATIVE);
describeVideoDialect(OPENAI);
