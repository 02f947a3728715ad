import {
  ERROR_TABLE,
  type ErrorCode,
  type ErrorDetail,
  GatewayError,
  type TaskStatus,
  toErrorDetail,
} from '@onereel/core';
import { TASK_STORE, type TaskRecord, type TaskStore } from '@onereel/core/engine';
import { sampleTask } from '../../libs/core/src/testing/engine/sample-task';
import { startTestGateway, type TestGateway } from '../http/test-gateway';
import type { Json } from './vendor-behind-gateway';

/** What a field lets its reader believe. */
type Verdict = 'waiting' | 'done' | 'failed';
/** Fields that say something, by name; `undefined` for a field that says nothing about the state. */
type Readings = Readonly<Record<string, Verdict | undefined>>;

interface Dialect {
  readonly name: string;
  read(id: string): Promise<Json>;
  readonly readings: (body: Json) => Readings;
}

const WORDS: Readonly<Record<string, Verdict>> = {
  ...{ pending: 'waiting', queued: 'waiting', in_progress: 'waiting', processing: 'waiting' },
  ...{ submitted: 'waiting', in_queue: 'waiting', generating: 'waiting' },
  ...{ SUBMITTED: 'waiting', QUEUED: 'waiting', IN_PROGRESS: 'waiting' },
  ...{ completed: 'done', succeed: 'done', done: 'done', SUCCESS: 'done' },
  ...{ failed: 'failed', cancelled: 'failed', FAILURE: 'failed' },
};

const word = (value: unknown): Verdict => {
  const verdict = WORDS[String(value)];
  if (verdict === undefined) throw new Error(`nobody documented the word ${String(value)}`);
  return verdict;
};
const filled = (value: unknown): boolean => value !== undefined && value !== null && value !== '';
const present = (value: unknown, verdict: Verdict): Verdict | undefined =>
  filled(value) ? verdict : undefined;
/** Full progress is success; less says that there is none. */
const progress = (value: unknown): Verdict | undefined =>
  Number.parseInt(String(value)) === 100 ? 'done' : undefined;

let gateway: TestGateway;
let store: TaskStore;

beforeAll(async () => {
  gateway = await startTestGateway({
    providers: ['@onereel/providers-kling', '@onereel/providers-jimeng', '@onereel/providers-sandbox'],
    rateLimitPerMinute: 0,
  });
  store = gateway.app.get<TaskStore>(TASK_STORE);
});
afterAll(() => gateway.close());

const get = async (path: string): Promise<Json> => (await gateway.fetch(path)).json();
const post = async (path: string, body: object): Promise<Json> => {
  const headers = { 'content-type': 'application/json' };
  return (await gateway.fetch(path, { method: 'POST', headers, body: JSON.stringify(body) })).json();
};
const listed = async (path: string, members: string, id: string): Promise<Json> => {
  const page = await get(path);
  return page[members].find((task: Json) => [task.id, task.task_id].includes(id));
};

const openAi = (body: Json): Readings => ({
  status: word(body.status),
  error: present(body.error, 'failed'),
  video_url: present(body.video_url, 'done'),
  'metadata.url': present(body.metadata.url, 'done'),
  progress: progress(body.progress),
});
const native = (body: Json): Readings => ({
  status: word(body.status),
  error: body.status === 'cancelled' ? undefined : present(body.error, 'failed'),
  result: present(body.result, 'done'),
  progress: progress(body.progress),
});
const klingData = (data: Json): Readings => ({
  'data.task_status': word(data.task_status),
  'data.task_status_msg': present(data.task_status_msg, 'failed'),
  'data.task_result': present(data.task_result, 'done'),
});

const DIALECTS: readonly Dialect[] = [
  { name: 'openai', read: (id) => get(`/v1/videos/${id}`), readings: openAi },
  { name: 'openai, list', read: (id) => listed('/v1/videos?limit=100', 'data', id), readings: openAi },
  { name: 'native', read: (id) => get(`/api/v1/tasks/${id}`), readings: native },
  { name: 'native, list', read: (id) => listed('/api/v1/tasks?limit=100', 'tasks', id), readings: native },
  {
    name: 'native, the older path',
    read: (id) => get(`/api/v1/videos/${id}`),
    readings: (body) => ({
      status: word(body.status),
      error: body.status === 'cancelled' ? undefined : present(body.error, 'failed'),
      video_url: present(body.video_url, 'done'),
      progress: progress(body.progress),
    }),
  },
  {
    name: 'video/create',
    read: (id) => get(`/v1/video/query?id=${id}`),
    readings: (body) => ({
      status: word(body.status),
      error: present(body.error, 'failed'),
      video_url: present(body.video_url, 'done'),
    }),
  },
  {
    name: 'video/generations',
    read: (id) => get(`/v1/video/generations/${id}`),
    readings: (body) => ({
      status: word(body.status),
      'data.status': word(body.data.status),
      error: present(body.error, 'failed'),
      'data.fail_reason': present(body.data.fail_reason, 'failed'),
      url: present(body.url, 'done'),
      'data.result_url': present(body.data.result_url, 'done'),
      format: present(body.format, 'done'),
      progress: progress(body.progress),
      'data.progress': progress(body.data.progress),
    }),
  },
  {
    name: 'kling',
    read: (id) => get(`/kling/v1/videos/text2video/${id}`),
    readings: (body) => ({
      ...klingData(body.data),
      status: word(body.status),
      error: present(body.error, 'failed'),
      url: present(body.url, 'done'),
      format: present(body.format, 'done'),
      metadata: present(body.metadata, 'done'),
    }),
  },
  {
    name: 'jimeng',
    read: (task_id) =>
      post('/jimeng/?Action=CVSync2AsyncGetResult&Version=2022-08-31', {
        req_key: 'jimeng_t2v_v30',
        task_id,
      }),
    readings: (body) => ({
      code: body.code === 10000 ? undefined : 'failed',
      status: body.status === 10000 ? undefined : 'failed',
      'data.status': body.data ? word(body.data.status) : undefined,
      'data.video_url': present(body.data?.video_url, 'done'),
      error: present(body.error, 'failed'),
    }),
  },
];

const OUTPUT = {
  ...{ id: 'video', key: 'outputs/video.mp4', mediaType: 'video/mp4', bytes: 9, sha256: 'ab'.repeat(32) },
  ...{ durationSeconds: 5.04, width: 1280, height: 720, fps: 24, hasAudio: true },
};
const NOW = Date.now();
const errorOf = (code: ErrorCode): ErrorDetail => toErrorDetail(new GatewayError(code));

interface State {
  readonly name: string;
  readonly verdict: Verdict;
  readonly task: Partial<TaskRecord> & { readonly status: TaskStatus };
}

/** Every state, plain and with all that the moments before may have left in the row. */
const STATES: readonly State[] = [
  { name: 'queued', verdict: 'waiting', task: { status: 'queued' } },
  {
    name: 'queued again after a refusal',
    verdict: 'waiting',
    task: { status: 'queued', attempt: 1, startedAt: NOW, error: errorOf('provider_rate_limited') },
  },
  ...[0, 37, 99].map((done): State => ({
    name: `processing, ${done} %`,
    verdict: 'waiting',
    task: { status: 'processing', progress: done, startedAt: NOW },
  })),
  {
    name: 'processing, the last question failed',
    verdict: 'waiting',
    task: { status: 'processing', progress: 40, startedAt: NOW, error: errorOf('provider_unavailable') },
  },
  ...[1, 3].map((count): State => ({
    name: `completed with ${count} video(s)`,
    verdict: 'done',
    task: {
      ...{ status: 'completed', progress: 100, startedAt: NOW, completedAt: NOW, expiresAt: NOW + 9e6 },
      outputs: Array.from({ length: count }, (_, n) => ({ ...OUTPUT, id: n ? `video-${n + 1}` : 'video' })),
    },
  })),
  {
    name: 'completed after it was stalled',
    verdict: 'done',
    task: {
      ...{ status: 'completed', progress: 100, startedAt: NOW, completedAt: NOW, outputs: [OUTPUT] },
      error: errorOf('deadline_exceeded'),
    },
  },
  { name: 'cancelled', verdict: 'failed', task: { status: 'cancelled', progress: 20, completedAt: NOW } },
  {
    name: 'cancelled before it began',
    verdict: 'failed',
    task: { status: 'cancelled', completedAt: NOW, error: errorOf('cancelled') },
  },
  { name: 'failed without a reason', verdict: 'failed', task: { status: 'failed', completedAt: NOW } },
  ...(['deadline_exceeded', 'submit_unknown'] as const).map((code): State => ({
    name: `stalled, ${code}`,
    verdict: 'failed',
    task: { status: 'stalled', progress: 60, startedAt: NOW, error: errorOf(code) },
  })),
  {
    name: 'stalled without a reason',
    verdict: 'failed',
    task: { status: 'stalled', progress: 99, startedAt: NOW },
  },
  ...(Object.keys(ERROR_TABLE) as ErrorCode[]).map((code): State => ({
    name: `failed, ${code}`,
    verdict: 'failed',
    task: { status: 'failed', progress: 95, startedAt: NOW, completedAt: NOW, error: errorOf(code) },
  })),
];

describe.each(DIALECTS)('R14: $name', ({ read, readings }) => {
  it('says the same in every field of an answer, whatever the state', async () => {
    for (const { name, verdict, task } of STATES) {
      const record = sampleTask({
        ownerId: 'tester',
        dialect: 'kling-text2video',
        createdAt: NOW,
        updatedAt: NOW,
        ...task,
      });
      await store.insert(record);
      const told = readings(await read(record.id));
      const speaking = Object.entries(told).filter(([, value]) => value !== undefined);
      expect([name, Object.fromEntries(speaking)]).toEqual([
        name,
        Object.fromEntries(speaking.map(([field]) => [field, verdict])),
      ]);
      expect([name, speaking.length > 0]).toEqual([name, true]);
      await store.remove(record.id);
    }
  });
});
