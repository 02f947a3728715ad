import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import OpenAI, { toFile } from 'openai';
import { sniffMedia } from '@onereel/core/media';
import { EXAMPLE_IMAGE_BASE64 } from '../../apps/gateway/src/http/openapi/example-image';
import { ALICE, startGateway, type TestGateway } from './start-gateway';

const SMALL = { seconds: '1', size: '320x180' } as unknown as { seconds: '4'; size: '1280x720' };
const PNG = Buffer.from(EXAMPLE_IMAGE_BASE64, 'base64');
const DATA_URI = `data:image/png;base64,${EXAMPLE_IMAGE_BASE64}`;

let gateway: TestGateway;
let client: OpenAI;
let folder: string;
let picture: string;

beforeAll(async () => {
  gateway = await startGateway({ providers: ['@onereel/providers-sandbox', '@onereel/providers-kling'] });
  client = new OpenAI({ apiKey: ALICE, baseURL: `${gateway.url}/v1`, maxRetries: 0 });
  folder = await mkdtemp(join(tmpdir(), 'onereel-sdk-'));
  picture = join(folder, 'picture.png');
  await writeFile(picture, PNG);
});
afterAll(async () => {
  await gateway.close();
  await rm(folder, { recursive: true, force: true });
});

/** As the Python SDK waits: as long as the words are `queued` or `in_progress`, at the pace the gateway asks for. */
async function waitFor(id: string): Promise<OpenAI.Videos.Video> {
  for (;;) {
    const { data, response } = await client.videos.retrieve(id).withResponse();
    if (data.status !== 'queued' && data.status !== 'in_progress') return data;
    const pace = Number(response.headers.get('openai-poll-after-ms'));
    expect(pace).toBeGreaterThanOrEqual(2000);
    expect(Number(response.headers.get('retry-after')) * 1000).toBe(pace);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

const kindOf = async (response: Response): Promise<string> => {
  const sniffed = sniffMedia(Buffer.from(await response.arrayBuffer()));
  return sniffed.ok ? sniffed.media.mimeType : sniffed.reason;
};

describe('the openai package', () => {
  let finished: OpenAI.Videos.Video;

  it('creates from text, waits and retrieves', async () => {
    const created = await client.videos.create({
      prompt: 'A serene ocean scene',
      model: 'sandbox',
      ...SMALL,
    });
    expect(created).toMatchObject({
      object: 'video',
      model: 'sandbox',
      prompt: 'A serene ocean scene',
      seconds: '1',
      size: '320x180',
      error: null,
      completed_at: null,
      remixed_from_video_id: null,
    });
    expect(['queued', 'in_progress']).toContain(created.status);
    expect(Math.abs(created.created_at - Date.now() / 1000)).toBeLessThan(5);
    finished = await waitFor(created.id);
    expect(finished).toMatchObject({ id: created.id, status: 'completed', progress: 100, error: null });
    expect(finished.completed_at).toBeGreaterThanOrEqual(created.created_at);
  });

  it.each<[string, () => Promise<OpenAI.Videos.VideoCreateParams['input_reference']>]>([
    ['a stream', () => Promise.resolve(createReadStream(picture))],
    ['a buffer', () => toFile(PNG, 'picture.png', { type: 'image/png' })],
    ['an object around a data URI', () => Promise.resolve({ image_url: DATA_URI })],
  ])('creates from an image given as %s', async (_name, image) => {
    const created = await client.videos.create({ prompt: 'pan', input_reference: await image(), ...SMALL });
    const { body } = await gateway.call('GET', `/api/v1/tasks/${created.id}`);
    expect(body.warnings).toEqual([]);
    expect((await waitFor(created.id)).status).toBe('completed');
  });

  it('downloads the video and the pictures made from it', async () => {
    const video = await client.videos.downloadContent(finished.id);
    expect(video.headers.get('content-type')).toBe('video/mp4');
    expect(video.headers.get('content-disposition')).toBe(`inline; filename="${finished.id}-video.mp4"`);
    expect(video.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await kindOf(video)).toBe('video/mp4');
    const thumbnail = await client.videos.downloadContent(finished.id, { variant: 'thumbnail' });
    expect(thumbnail.headers.get('content-type')).toBe('image/webp');
    expect(await kindOf(thumbnail)).toBe('image/webp');
    const sheet = await client.videos.downloadContent(finished.id, { variant: 'spritesheet' });
    expect(sheet.headers.get('content-type')).toBe('image/jpeg');
    expect(await kindOf(sheet)).toBe('image/jpeg');
  });

  it('downloads a part, and the whole through a redirect', async () => {
    const whole = Buffer.from(await (await client.videos.downloadContent(finished.id)).arrayBuffer());
    const part = await client.videos.downloadContent(finished.id, {}, { headers: { Range: 'bytes=4-7' } });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe(`bytes 4-7/${whole.length}`);
    expect(await part.text()).toBe('ftyp');
    const redirected = await client.videos.downloadContent(finished.id, {}, { query: { redirect: '1' } });
    expect(redirected.redirected).toBe(true);
    expect(Buffer.from(await redirected.arrayBuffer()).equals(whole)).toBe(true);
  });

  it('pages through the list by itself', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 3; index += 1) {
      const created = await client.videos.create({ prompt: `page ${index}`, ...SMALL });
      ids.push(created.id);
    }
    const seen: string[] = [];
    for await (const video of client.videos.list({ limit: 3 })) seen.push(video.id);
    expect(seen.length).toBeGreaterThanOrEqual(7);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.slice(0, 3)).toEqual([...ids].reverse());
    const oldest: string[] = [];
    for await (const video of client.videos.list({ limit: 2, order: 'asc' })) oldest.push(video.id);
    expect(oldest).toEqual([...seen].reverse());
    await Promise.all(ids.map(waitFor));
  });

  it('remixes', async () => {
    const remixed = await client.videos.remix(finished.id, { prompt: 'The same at night' });
    expect(remixed).toMatchObject({
      remixed_from_video_id: finished.id,
      prompt: 'The same at night',
      seconds: '1',
      size: '320x180',
    });
    expect((await waitFor(remixed.id)).status).toBe('completed');
  });

  it('deletes', async () => {
    const { id } = await client.videos.create({ prompt: 'to be deleted', ...SMALL });
    await waitFor(id);
    expect(await client.videos.delete(id)).toEqual({ id, object: 'video.deleted', deleted: true });
    await expect(client.videos.retrieve(id)).rejects.toThrow(OpenAI.NotFoundError);
    await expect(client.videos.downloadContent(id)).rejects.toThrow(OpenAI.NotFoundError);
  });

  it('tells a failure in the object, not by the status', async () => {
    const extras = { provider_options: { sandbox: { simulate: 'moderated_output' } } };
    const { id } = await client.videos.create({ prompt: 'refused', ...SMALL, ...extras } as never);
    expect(await waitFor(id)).toMatchObject({
      status: 'failed',
      error: { code: 'moderated_output', message: expect.stringContaining('Content policy') },
    });
  });

  it('throws the error class of each refusal', async () => {
    const stranger = new OpenAI({ apiKey: 'sk-nobody', baseURL: `${gateway.url}/v1`, maxRetries: 0 });
    await expect(stranger.videos.list()).rejects.toThrow(OpenAI.AuthenticationError);
    await expect(client.videos.retrieve('vid_unknown')).rejects.toThrow(OpenAI.NotFoundError);
    await expect(client.videos.create({ prompt: ' ' })).rejects.toMatchObject({
      constructor: OpenAI.BadRequestError,
      code: 'missing_required_parameter',
      param: 'prompt',
      type: 'invalid_request_error',
    });
    await expect(client.videos.create({ prompt: 'a', model: 'sora-9' })).rejects.toMatchObject({
      constructor: OpenAI.BadRequestError,
      code: 'model_not_found',
      param: 'model',
    });
  });

  it('finds what is not offered refused, also where names look like ids', async () => {
    const calls = [
      () => client.videos.edit({ prompt: 'a', video: { id: finished.id } }),
      () => client.videos.extend({ prompt: 'a', seconds: '4', video: { id: finished.id } }),
      () => client.videos.createCharacter({ name: 'a', video: createReadStream(picture) }),
      () => client.videos.getCharacter('char_1'),
    ];
    for (const call of calls) {
      await expect(call()).rejects.toMatchObject({
        constructor: OpenAI.BadRequestError,
        code: 'not_supported',
      });
    }
  });

  it('answers an unfinished download with 404', async () => {
    const extras = { provider_options: { sandbox: { delaySeconds: 2 } } };
    const { id } = await client.videos.create({ prompt: 'slow', ...SMALL, ...extras } as never);
    await expect(client.videos.downloadContent(id)).rejects.toMatchObject({
      constructor: OpenAI.NotFoundError,
      code: 'not_ready',
    });
    await waitFor(id);
  });

  it.each<[string, object, Record<string, string>, string]>([
    ['a provider without credentials', { prompt: 'a', model: 'kling-v2-1' }, {}, 'provider_unconfigured'],
    [
      'an idempotency key used twice',
      { prompt: 'other' },
      { 'Idempotency-Key': 'once' },
      'idempotency_conflict',
    ],
  ])('does not repeat a create by itself after %s', async (_name, body, headers, code) => {
    await client.videos.create({ prompt: 'first', ...SMALL }, { headers: { 'Idempotency-Key': 'once' } });
    const before = await countVideos();
    let attempts = 0;
    const counting = new OpenAI({
      apiKey: ALICE,
      baseURL: `${gateway.url}/v1`,
      fetch: (input, init) => {
        // Not the SDK's own probe of the fetch it was given.
        if (String(input).startsWith(gateway.url)) attempts += 1;
        return fetch(input, init);
      },
    });
    expect(counting.maxRetries).toBe(2);
    await expect(counting.videos.create(body as { prompt: string }, { headers })).rejects.toMatchObject({
      code,
    });
    expect(attempts).toBe(1);
    expect(await countVideos()).toBe(before);
  });
});

async function countVideos(): Promise<number> {
  let count = 0;
  for await (const _video of client.videos.list({ limit: 100 })) count += 1;
  return count;
}
