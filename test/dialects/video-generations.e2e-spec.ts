import { VIDEO_GENERATIONS_REQUESTS } from '../../apps/gateway/src/dialects/video-generations/video-generations.exchanges';
import { startGateway, type TestGateway } from './start-gateway';

const PATH = '/v1/video/generations';
const SMALL = { model: 'sandbox', prompt: 'a wave', duration: 1, width: 320, height: 180 };

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

const create = async (body: object): Promise<string> => {
  const answer = await gateway.call('POST', PATH, body);
  expect(answer.status).toBe(200);
  return answer.body.task_id;
};

/** The documented reader: flat fields. */
async function flat(id: string): Promise<{ status: string; url: string | null; error: unknown }> {
  const { body } = await gateway.call('GET', `${PATH}/${id}`);
  const { status, url, error } = body;
  return { status, url, error };
}

/** Older clients and chained gateways: the envelope. */
async function enveloped(
  id: string,
): Promise<{ status: string; url: string; reason: string; progress: string }> {
  const { body } = await gateway.call('GET', `${PATH}/${id}`);
  expect([body.code, body.message]).toEqual(['success', '']);
  const { status, result_url: url, fail_reason: reason, progress } = body.data;
  return { status, url, reason, progress };
}

describe('POST /v1/video/generations and GET /v1/video/generations/{task_id}', () => {
  it('serve both readers', async () => {
    const id = await create(VIDEO_GENERATIONS_REQUESTS.textToVideo);
    await gateway.finished(id);
    const { body } = await gateway.call('GET', `${PATH}/${id}`);
    expect(body).toMatchObject({
      task_id: id,
      status: 'completed',
      format: 'mp4',
      metadata: { duration: 2, fps: 30, width: 640, height: 360, seed: 7 },
      error: null,
    });
    const [one, two] = [await flat(id), await enveloped(id)];
    expect(two).toMatchObject({ status: 'SUCCESS', reason: '', progress: '100%' });
    for (const url of [one.url, two.url]) {
      const video = await fetch(url ?? '');
      expect([video.status, video.headers.get('content-type')]).toEqual([200, 'video/mp4']);
    }
  }, 60_000);

  it('create from an image with parameters in metadata', async () => {
    const id = await create(VIDEO_GENERATIONS_REQUESTS.imageToVideo);
    const { body } = await gateway.call('GET', `/api/v1/tasks/${id}`);
    expect(body).toMatchObject({
      dialect: 'video-generations',
      applied: { cameraMotion: 'pan', mode: 'image-to-video' },
      metadata: { shot: '12a', camera_motion: 'pan' },
    });
    await gateway.call('POST', `/api/v1/tasks/${id}/cancel`);
  });

  it('tell a failure to both readers', async () => {
    const id = await create({
      ...SMALL,
      metadata: { provider_options: { sandbox: { simulate: 'moderated_input' } } },
    });
    await gateway.finished(id);
    expect(await flat(id)).toMatchObject({
      status: 'failed',
      url: null,
      error: { code: 'moderated_input', message: expect.stringContaining('policy') },
    });
    expect(await enveloped(id)).toMatchObject({
      status: 'FAILURE',
      url: '',
      reason: expect.stringContaining('policy'),
    });
  });

  it('show tasks that wait or run', async () => {
    const id = await create({ ...SMALL, metadata: { provider_options: { sandbox: { delaySeconds: 20 } } } });
    expect(['queued', 'in_progress']).toContain((await flat(id)).status);
    expect(['SUBMITTED', 'QUEUED', 'IN_PROGRESS']).toContain((await enveloped(id)).status);
    const { headers } = await gateway.call('GET', `${PATH}/${id}`);
    expect(headers.get('retry-after')).toBe('5');
    await gateway.call('POST', `/api/v1/tasks/${id}/cancel`);
  });

  it.each<[string, string, string, object | undefined, number, object]>([
    ['an unknown task', 'GET', `${PATH}/task_1`, undefined, 404, { code: 'not_found' }],
    ['an unknown model', 'POST', PATH, { ...SMALL, model: 'sora-9' }, 400, { code: 'model_not_found' }],
    [
      'a bad duration',
      'POST',
      PATH,
      { ...SMALL, duration: 99 },
      400,
      { code: 'invalid_parameter', param: 'duration' },
    ],
    ['nothing', 'POST', PATH, {}, 400, { code: 'missing_required_parameter', param: 'prompt' }],
  ])('refuse %s', async (_name, method, path, body, status, error) => {
    const answer = await gateway.call(method, path, body);
    expect(answer).toMatchObject({ status, body: { error, data: null } });
    expect(answer.body.code).toBe(answer.body.error.code);
  });
});
