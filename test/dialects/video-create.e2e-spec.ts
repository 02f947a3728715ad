import { EXAMPLE_IMAGE_BASE64 } from '../../apps/gateway/src/http/openapi/example-image';
import { VIDEO_CREATE_MODELS } from '../../apps/gateway/src/dialects/video-create/video-create.models';
import { BOB, startGateway, type TestGateway } from './start-gateway';

const PATH = '/v1/video/create';
const SMALL = { model: 'sandbox', prompt: 'a wave', aspect_ratio: '16:9' };

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startGateway({ modelAliases: ['veo3=sandbox', 'veo3-pro-frames=sandbox'] });
});
afterAll(() => gateway.close());

describe('POST /v1/video/create and GET /v1/video/query', () => {
  it('answer as documented and reach a video that needs no key', async () => {
    const created = await gateway.call('POST', PATH, SMALL);
    expect(created).toMatchObject({ status: 200 });
    expect(created.body).toEqual({
      id: expect.stringMatching(/^vid_[a-z0-9]{26}$/),
      status: 'pending',
      status_update_time: expect.any(Number),
      enhanced_prompt: 'a wave',
    });
    const query = `/v1/video/query?id=${created.body.id}`;
    const early = await gateway.call('GET', query);
    expect(early.headers.get('retry-after')).toBe('5');
    await gateway.finished(created.body.id);
    const { body, headers } = await gateway.call('GET', query);
    expect(Object.keys(body)).toEqual(['id', 'status', 'video_url', 'enhanced_prompt', 'status_update_time']);
    expect(body).toMatchObject({ status: 'completed' });
    expect(headers.get('retry-after')).toBeNull();
    const video = await fetch(body.video_url);
    expect([video.status, video.headers.get('content-type')]).toEqual([200, 'video/mp4']);
  }, 60_000);

  it('serve a documented model through an alias and say what does not carry over', async () => {
    const { status, body } = await gateway.call('POST', PATH, {
      model: 'veo3-pro-frames',
      prompt: 'a wave',
      enable_upsample: true,
      images: [EXAMPLE_IMAGE_BASE64],
    });
    expect(status).toBe(200);
    expect(body.warnings).toEqual([
      expect.objectContaining({ kind: 'unsupported', field: 'enable_upsample' }),
      expect.objectContaining({ field: 'model', message: expect.stringContaining('sandbox') }),
    ]);
    await gateway.call('POST', `/api/v1/tasks/${body.id}/cancel`);
  });

  it.each(VIDEO_CREATE_MODELS.filter(({ name }) => !['veo3', 'veo3-pro-frames'].includes(name)))(
    'say in the shape of the API that $name is not here',
    async ({ name }) => {
      const answer = await gateway.call('POST', PATH, { model: name, prompt: 'a' });
      expect(answer).toMatchObject({
        status: 400,
        body: {
          error: { code: 'model_not_found', param: 'model', type: 'invalid_request_error' },
          data: null,
        },
      });
      expect(answer.body.message).toContain(name);
    },
  );

  it('read tasks of other APIs, and the other way round', async () => {
    const native = await gateway.call('POST', '/api/v1/videos/generate', {
      model: 'sandbox',
      prompt: 'b',
      duration: 1,
    });
    const query = await gateway.call('GET', `/v1/video/query?id=${native.body.task_id}`);
    expect(query.body).toMatchObject({ id: native.body.task_id, enhanced_prompt: 'b' });
    const { body } = await gateway.call('POST', PATH, SMALL);
    const task = await gateway.call('GET', `/api/v1/tasks/${body.id}`);
    expect(task.body).toMatchObject({ task_id: body.id, dialect: 'video-create' });
    await gateway.call('POST', `/api/v1/tasks/${body.id}/cancel`);
    await gateway.finished(body.id);
    const cancelled = await gateway.call('GET', `/v1/video/query?id=${body.id}`);
    expect(cancelled.body).toMatchObject({ status: 'failed', error: { code: 'cancelled' }, video_url: null });
  });

  it.each<[string, string, string, object | undefined, Record<string, string>, number, string]>([
    ['no id', 'GET', '/v1/video/query', undefined, {}, 400, 'missing_required_parameter'],
    ['an unknown id', 'GET', '/v1/video/query?id=veo3:1-a', undefined, {}, 404, 'not_found'],
    ['no key', 'POST', PATH, SMALL, { authorization: '' }, 401, 'authentication_failed'],
    ['a wrong key', 'POST', PATH, SMALL, { authorization: 'Bearer nobody' }, 401, 'authentication_failed'],
    [
      'a bad shape',
      'POST',
      PATH,
      { ...SMALL, model: 'veo3', aspect_ratio: '1:1' },
      {},
      400,
      'invalid_parameter',
    ],
    ['no object', 'POST', PATH, [], {}, 400, 'invalid_request'],
  ])('refuse %s', async (_name, method, path, body, headers, status, code) => {
    const answer = await gateway.call(method, path, body, headers);
    expect(answer).toMatchObject({ status, body: { error: { code } } });
    expect(answer.headers.get('x-should-retry')).toBe('false');
  });

  it('keep the tasks of others to themselves', async () => {
    const { body } = await gateway.call('POST', PATH, SMALL);
    const answer = await gateway.call('GET', `/v1/video/query?id=${body.id}`, undefined, {
      authorization: `Bearer ${BOB}`,
    });
    expect(answer.status).toBe(404);
    await gateway.call('POST', `/api/v1/tasks/${body.id}/cancel`);
  });

  it('make one task of two calls with one idempotency key', async () => {
    const headers = { 'Idempotency-Key': 'video-create-1' };
    const first = await gateway.call('POST', PATH, SMALL, headers);
    const again = await gateway.call('POST', PATH, SMALL, headers);
    expect(again.body.id).toBe(first.body.id);
    const other = await gateway.call('POST', PATH, { ...SMALL, prompt: 'b' }, headers);
    expect(other).toMatchObject({ status: 409, body: { error: { code: 'idempotency_conflict' } } });
    await gateway.call('POST', `/api/v1/tasks/${first.body.id}/cancel`);
  });
});

it('limits the rate with 429', async () => {
  const narrow = await startGateway({ rateLimitPerMinute: 1 });
  try {
    const statuses: number[] = [];
    for (let calls = 0; calls < 4; calls += 1) {
      statuses.push((await narrow.call('GET', '/v1/video/query?id=vid_x')).status);
    }
    expect(statuses).toContain(429);
  } finally {
    await narrow.close();
  }
});
