import { NATIVE_REQUESTS } from '../../apps/gateway/src/dialects/native/native.exchanges';
import { EXAMPLE_IMAGE_BASE64 } from '../../apps/gateway/src/http/openapi/example-image';
import { ALICE, BOB, startGateway, type TestGateway } from './start-gateway';

const SMALL = { model: 'sandbox', prompt: 'a wave', duration: 1, resolution: '320x180' };
const SLOW = { ...SMALL, provider_options: { sandbox: { delaySeconds: 20 } } };
const AS_BOB = { authorization: `Bearer ${BOB}` };

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

const generate = async (body: object): Promise<string> => {
  const answer = await gateway.call('POST', '/api/v1/videos/generate', body);
  expect(answer.status).toBe(200);
  return answer.body.task_id;
};

describe('POST /api/v1/videos/generate', () => {
  it('answers as documented and reaches a video', async () => {
    const { status, body } = await gateway.call(
      'POST',
      '/api/v1/videos/generate',
      NATIVE_REQUESTS.imageToVideo,
    );
    expect(status).toBe(200);
    expect(body).toEqual({
      task_id: expect.stringMatching(/^vid_[a-z0-9]{26}$/),
      status: 'pending',
      message: `Video generation task submitted. Poll /api/v1/tasks/${body.task_id} for status.`,
    });
    const task = await gateway.finished(body.task_id);
    expect(task).toMatchObject({
      type: 'video_generation',
      status: 'completed',
      progress: 100,
      error: null,
      dialect: 'native',
      warnings: [],
      result: { result: { duration: 2, fps: 30, resolution: '640x360', media_type: 'video/mp4' } },
    });
  });

  it.each([
    ['raw base64', EXAMPLE_IMAGE_BASE64],
    ['a data URI', `data:image/png;base64,${EXAMPLE_IMAGE_BASE64}`],
  ])('takes an image as %s and fills in the documented defaults', async (_name, image) => {
    const id = await generate({ image, duration: 1, optimize_prompt: false });
    const { body } = await gateway.call('GET', `/api/v1/tasks/${id}`);
    expect(body.applied).toMatchObject({ fps: 30, motionStrength: 0.5 });
    expect(body.warnings).toEqual([]);
    await gateway.call('POST', `/api/v1/tasks/${id}/cancel`);
  });

  it('starts from text with a model that can, and only then', async () => {
    await generate(NATIVE_REQUESTS.textToVideo);
    const refused = await gateway.call('POST', '/api/v1/videos/generate', { prompt: 'a' });
    expect(refused).toMatchObject({
      status: 400,
      body: { error: { type: 'VideoGenerationError', retryable: false, param: 'image' } },
    });
    expect(refused.body.detail).toBe(refused.body.error.message);
  });

  it('warns about fields nobody knows, and refuses them when strict', async () => {
    const body = { ...SMALL, quality: 'high' };
    const { body: created } = await gateway.call('POST', '/api/v1/videos/generate', body);
    expect(created.warnings).toEqual([expect.objectContaining({ field: 'quality' })]);
    const strict = await gateway.call('POST', '/api/v1/videos/generate', { ...body, strict: true });
    expect(strict).toMatchObject({ status: 400, body: { error: { code: 'unsupported_parameter' } } });
  });

  it('says what to set when a prompt cannot be optimized', async () => {
    const { body } = await gateway.call('POST', '/api/v1/videos/generate', {
      ...SMALL,
      optimize_prompt: true,
    });
    expect(JSON.stringify(body.warnings)).toContain('PROMPT_LLM_BASE_URL');
  });

  it('makes one task of two calls with one idempotency key', async () => {
    const headers = { 'Idempotency-Key': 'native-1' };
    const first = await gateway.call('POST', '/api/v1/videos/generate', SMALL, headers);
    const again = await gateway.call('POST', '/api/v1/videos/generate', SMALL, headers);
    expect(again.body.task_id).toBe(first.body.task_id);
    const other = await gateway.call('POST', '/api/v1/videos/generate', { ...SMALL, seed: 1 }, headers);
    expect(other).toMatchObject({ status: 409, body: { error: { code: 'idempotency_conflict' } } });
  });

  it('tells failures as objects with the words clients look for', async () => {
    const simulate = (name: string) =>
      generate({ ...SMALL, provider_options: { sandbox: { simulate: name } } }).then(gateway.finished);
    expect(await simulate('moderated_input')).toMatchObject({
      status: 'failed',
      result: null,
      error: {
        type: 'VideoGenerationError',
        message: expect.stringContaining('content_policy'),
        retryable: false,
      },
    });
    expect(await simulate('moderated_audio')).toMatchObject({
      error: {
        type: 'VideoGenerationError',
        message: expect.stringContaining('Audio filtered'),
        retryable: false,
      },
    });
    expect(await simulate('failed')).toMatchObject({ error: { type: 'ServiceError', retryable: true } });
  });
});

describe('GET /api/v1/tasks', () => {
  let ids: string[];

  beforeAll(async () => {
    ids = [];
    for (const external_id of ['one', 'two', 'three']) ids.push(await generate({ ...SLOW, external_id }));
    await gateway.call('POST', '/v1/videos', { prompt: 'a', seconds: 1, size: '320x180' });
  });
  afterAll(() => Promise.all(ids.map((id) => gateway.call('POST', `/api/v1/tasks/${id}/cancel`))));

  const list = async (query: string, headers = {}) => {
    const { body } = await gateway.call('GET', `/api/v1/tasks?${query}`, undefined, headers);
    return body.tasks.map((task: { task_id: string }) => task.task_id) as string[];
  };

  it('pages in both directions', async () => {
    const first = await gateway.call('GET', '/api/v1/tasks?limit=2');
    expect(first.body).toMatchObject({ has_more: true, next_after: first.body.tasks[1].task_id });
    const second = await list(`limit=2&after=${first.body.next_after}`);
    expect(second).not.toContain(first.body.next_after);
    const all = await list('limit=100');
    expect((await list('limit=100&order=asc')).reverse()).toEqual(all);
  });

  it('filters', async () => {
    expect(await list('external_id=two')).toEqual([ids[1]]);
    expect(await list('dialect=openai')).toHaveLength(1);
    expect(await list('status=cancelled,pending&external_id=nobody')).toEqual([]);
    expect(await list('status=pending,processing&dialect=native')).toEqual(expect.arrayContaining(ids));
    expect(await list('status=failed')).not.toEqual(expect.arrayContaining(ids));
    expect(await list('model=sandbox&limit=100')).toEqual(expect.arrayContaining(ids));
    expect(await list('model=veo')).toEqual([]);
    expect(await list('kind=render')).toEqual([]);
    expect(await list('created_after=2126-01-01')).toEqual([]);
    expect(await list('created_before=2026-01-01')).toEqual([]);
  });

  it('belongs to the owner', async () => {
    expect(await list('limit=100', AS_BOB)).toEqual([]);
    for (const [method, path] of [
      ['GET', ''],
      ['DELETE', ''],
      ['POST', '/cancel'],
      ['GET', '/events'],
    ]) {
      const answer = await gateway.call(method, `/api/v1/tasks/${ids[0]}${path}`, undefined, AS_BOB);
      expect(answer).toMatchObject({ status: 404, body: { error: { code: 'not_found' } } });
    }
  });
});

it('shows the place in the queue and how soon to ask again', async () => {
  const narrow = await startGateway({ maxConcurrent: 1 });
  try {
    const ids: string[] = [];
    for (let index = 0; index < 3; index += 1) {
      ids.push((await narrow.call('POST', '/api/v1/videos/generate', SLOW)).body.task_id);
    }
    const tasks = await Promise.all(ids.map((id) => narrow.call('GET', `/api/v1/tasks/${id}`)));
    expect(tasks.slice(1).map(({ body }) => body.queue_position)).toEqual([0, 1]);
    for (const { headers } of tasks) expect(headers.get('retry-after')).toBe('2');
  } finally {
    await narrow.close();
  }
});

describe('ending a task', () => {
  it('cancels, and again without harm', async () => {
    const id = await generate(SLOW);
    await gateway.call('POST', `/api/v1/tasks/${id}/cancel`);
    expect(await gateway.finished(id)).toMatchObject({ status: 'cancelled', error: null, result: null });
    const again = await gateway.call('POST', `/api/v1/tasks/${id}/cancel`);
    expect(again).toMatchObject({ status: 200, body: { status: 'cancelled' } });
  });

  it('does not cancel what has finished, but deletes it with its files', async () => {
    const id = await generate(SMALL);
    await gateway.finished(id);
    expect((await gateway.files()).some((file) => file.includes(id))).toBe(true);
    expect(await gateway.call('POST', `/api/v1/tasks/${id}/cancel`)).toMatchObject({
      status: 409,
      body: { error: { code: 'conflict' } },
    });
    expect(await gateway.call('DELETE', `/api/v1/tasks/${id}`)).toMatchObject({
      status: 200,
      body: { task_id: id, deleted: true },
    });
    expect((await gateway.call('GET', `/api/v1/tasks/${id}`)).status).toBe(404);
    expect((await gateway.files()).some((file) => file.includes(id))).toBe(false);
  });
});

describe('GET /api/v1/videos/{id} (deprecated)', () => {
  it('is flat and points to the task', async () => {
    const id = await generate(SMALL);
    const { headers, body } = await gateway.call('GET', `/api/v1/videos/${id}`);
    expect(headers.get('deprecation')).toBe('true');
    expect(headers.get('link')).toBe(`</api/v1/tasks/${id}>; rel="successor-version"`);
    expect(Object.keys(body)).toEqual([
      'task_id',
      'status',
      'progress',
      'video_url',
      'error',
      'created_at',
      'updated_at',
    ]);
    await gateway.finished(id);
    const { body: later } = await gateway.call('GET', `/api/v1/videos/${id}`);
    expect((await gateway.call('GET', new URL(later.video_url).pathname)).status).toBe(200);
  });
});

describe('GET /api/v1/tasks/{id}/events', () => {
  interface Sent {
    readonly id: number;
    readonly name: string;
    readonly task: { status: string; progress: number };
  }

  const follow = (id: string, lastEventId?: number): Promise<Response> =>
    fetch(`${gateway.url}/api/v1/tasks/${id}/events`, {
      headers: {
        authorization: `Bearer ${ALICE}`,
        ...(lastEventId !== undefined && { 'last-event-id': String(lastEventId) }),
      },
    });

  const events = (text: string): Sent[] =>
    [...text.matchAll(/^id: (\d+)\nevent: (\w+)\ndata: (.*)$/gm)].map(([, id, name, data]) => ({
      id: Number(id),
      name,
      task: JSON.parse(data),
    }));

  it('tells every change in order and ends with the final state', async () => {
    const id = await generate(SMALL);
    const response = await follow(id);
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    expect(response.headers.get('cache-control')).toContain('no-cache');
    const sent = events(await response.text());
    expect(sent.every(({ name }) => name === 'task')).toBe(true);
    expect(sent.map((event) => event.id)).toEqual([...sent].map((event) => event.id).sort((a, b) => a - b));
    expect(new Set(sent.map((event) => event.id)).size).toBe(sent.length);
    expect(sent.map(({ task }) => task.progress)).toEqual(
      sent.map(({ task }) => task.progress).sort((a, b) => a - b),
    );
    expect(sent.at(-1)?.task).toMatchObject({ status: 'completed', result: { result: { duration: 1 } } });

    const last = sent[sent.length - 1];
    expect(events(await (await follow(id, last.id - 1)).text())).toEqual([last]);
    expect((await follow(id, last.id)).status).toBe(204);
    expect((await follow('vid_unknown')).status).toBe(404);
  });

  it('ends when the task is cancelled or deleted', async () => {
    const id = await generate(SLOW);
    const text = (await follow(id)).text();
    await gateway.call('DELETE', `/api/v1/tasks/${id}`);
    expect(events(await text).at(-1)?.task.status).toMatch(/pending|processing|cancelled/);
  });

  it('lets a client go without a trace', async () => {
    const id = await generate(SLOW);
    const gone = new AbortController();
    const response = await fetch(`${gateway.url}/api/v1/tasks/${id}/events`, {
      headers: { authorization: `Bearer ${ALICE}` },
      signal: gone.signal,
    });
    const reader = response.body?.getReader();
    await reader?.read();
    gone.abort();
    await gateway.call('POST', `/api/v1/tasks/${id}/cancel`);
    expect((await gateway.finished(id)).status).toBe('cancelled');
  });
});
