import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import { startTestGateway, type TestGateway } from '../http/test-gateway';
import { DraftKit } from '../media/kit/draft-kit';
import { RenderKit } from '../media/kit/render-kit';

jest.setTimeout(120_000);

const PREFIX = '/openapi/capcut-mate/v1';
const SECONDS = 4;

// The shapes differ per route; tests look into them freely.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Body = any;

const kit = new RenderKit();
let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({
    ...{ maxOpenRenders: 1, renderTimeoutMinutes: SECONDS / 60, renderWorkers: 1, renderCacheMb: 0 },
  });
});
afterAll(async () => {
  await gateway.close();
  kit.cleanup();
});

async function send(
  method: string,
  path: string,
  sent?: object,
  more: Record<string, string> = {},
): Promise<{ status: number; headers: Headers; body: Body }> {
  const init = { method, headers: { 'content-type': 'application/json', ...more } };
  const response = await gateway.fetch(path, { ...init, body: sent && JSON.stringify(sent) });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

async function captioned(seconds: number, size: object, each = seconds): Promise<string> {
  const { draft_url } = (await send('POST', `${PREFIX}/create_draft`, size)).body;
  const captions = Array.from({ length: Math.ceil(seconds / each) }, (_, index) => ({
    start: index * each * 1e6,
    end: Math.min(seconds, (index + 1) * each) * 1e6,
    text: `Hello ${index}`,
    in_animation: '放大',
  }));
  await send('POST', `${PREFIX}/add_captions`, { draft_url, captions });
  return draft_url as string;
}

async function ended(draft_url: string): Promise<Body> {
  for (let tries = 0; tries < 400; tries++) {
    const { body } = await send('POST', `${PREFIX}/gen_video_status`, { draft_url });
    if (!['pending', 'processing'].includes(body.status)) return body;
    await new Promise((settle) => setTimeout(settle, 100));
  }
  throw new Error('The render does not end.');
}

/** Command lines of everything on this machine that works in the gateway's folder. */
async function atWork(): Promise<string[]> {
  const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = processes.map((id) => readFile(join('/proc', id, 'cmdline'), 'utf8').catch(() => ''));
  return (await Promise.all(lines)).filter((line) => line.includes(gateway.dataDir));
}

it('refuses further renders while as many are open as may be, and stops one that takes too long', async () => {
  // Many texts: a picture that stays the same for long is drawn in no time.
  const long = await captioned(1200, { width: 1920, height: 1080 }, 3);
  const short = await captioned(1, { width: 320, height: 180 });
  expect((await send('POST', `${PREFIX}/gen_video`, { draft_url: long })).status).toBe(200);

  const busy = await send('POST', `${PREFIX}/gen_video`, { draft_url: short });
  expect(busy).toMatchObject({ status: 503, body: { detail: 'Service busy', error: 'service_busy' } });
  expect(Number(busy.headers.get('retry-after'))).toBeGreaterThan(0);
  const draft_id = new URL(short).searchParams.get('draft_id');
  const order = await send('POST', '/api/v1/renders', { draft_id });
  expect(order).toMatchObject({ status: 503, body: { error: { code: 'service_busy' } } });
  expect(Number(order.headers.get('retry-after'))).toBeGreaterThan(0);
  // Asking again for what is under way asks for nothing new.
  expect((await send('POST', `${PREFIX}/gen_video`, { draft_url: long })).status).toBe(200);

  const failed = await ended(long);
  expect(failed).toMatchObject({
    status: 'failed',
    error_message: expect.stringMatching(/^Processing timeout: The render took longer than/) as unknown,
  });
  expect(await atWork()).toEqual([]);
  expect(await readdir(join(gateway.dataDir, 'work', 'renders'))).toEqual([]);

  expect((await send('POST', `${PREFIX}/gen_video`, { draft_url: short })).status).toBe(200);
  expect(await ended(short)).toMatchObject({ status: 'completed' });
  // With no room for finished pieces none is kept.
  const kept = await readdir(join(gateway.dataDir, 'work', 'render-cache'), {
    recursive: true,
    withFileTypes: true,
  });
  expect(kept.filter((entry) => entry.isFile())).toEqual([]);
});

it('answers a repeated order with its render, also when no further one is taken', async () => {
  const long = await captioned(1200, { width: 1920, height: 1080 }, 3);
  const order = { draft_id: new URL(long).searchParams.get('draft_id'), thumbnail: true };
  const key = { 'idempotency-key': 'film-once' };
  const first = await send('POST', '/api/v1/renders', order, key);
  expect(first.status).toBe(202);
  expect((await send('POST', '/api/v1/renders', order)).status).toBe(503);
  expect(await send('POST', '/api/v1/renders', order, { 'idempotency-key': 'another' })).toMatchObject({
    status: 503,
    body: { error: { code: 'service_busy' } },
  });

  const again = await send('POST', '/api/v1/renders', order, key);
  expect(again).toMatchObject({ status: 202, body: { id: first.body.id } });
  const other = await send('POST', '/api/v1/renders', { ...order, fps: 10 }, key);
  expect(other).toMatchObject({ status: 409, body: { error: { code: 'idempotency_conflict' } } });

  expect((await send('POST', `/api/v1/renders/${first.body.id}/cancel`, {})).status).toBe(200);
  const later = await send('POST', '/api/v1/renders', order, key);
  expect(later).toMatchObject({ status: 202, body: { id: first.body.id, status: 'cancelled' } });
});

it('tells a broken sound from other failures', async () => {
  await kit.make('sound.m4a', '-f', 'lavfi', '-i', 'sine=d=1', '-c:a', 'aac');
  const sound = await readFile(kit.at('sound.m4a'));
  // A healthy header over nothing but zeros: it can be probed and not be decoded.
  const box = sound.indexOf('mdat');
  sound.fill(0, box + 4, box - 4 + sound.readUInt32BE(box - 4));
  const draft = new DraftKit();
  const source_timerange = { start: 0, duration: 1e6 };
  draft.track('audio').add(draft.material('audios', { path: './sound.m4a' }), 0, 1, { source_timerange });
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from(JSON.stringify(draft.build())), 'draft_content.json');
  zip.addBuffer(sound, 'sound.m4a');
  zip.end();
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(await buffer(zip.outputStream as Readable))]), 'd.zip');
  const { id, draft_id } = (await (
    await gateway.fetch('/api/v1/renders', { method: 'POST', body: form })
  ).json()) as Body;
  const draft_url = `${gateway.url}${PREFIX}/get_draft?draft_id=${draft_id}`;
  expect(await ended(draft_url)).toMatchObject({
    status: 'failed',
    error_message: expect.stringMatching(/^Audio processing failed: a sound of the draft/) as unknown,
  });
  const { body } = await send('GET', `/api/v1/renders/${id}`);
  expect(body.error).toMatchObject({ code: 'audio_processing_failed', retryable: false });
});

it('refuses a film that the disk cannot hold before it draws anything', async () => {
  const draft_url = await captioned(40_000, { width: 320, height: 180 });
  const draft_id = new URL(draft_url).searchParams.get('draft_id');
  const { body } = await send('POST', '/api/v1/renders', { draft_id, bitrate_kbps: 200_000 });
  expect(await ended(draft_url)).toMatchObject({ status: 'failed' });
  const { error } = (await send('GET', `/api/v1/renders/${body.id}`)).body;
  expect(error).toMatchObject({
    code: 'disk_full',
    message: expect.stringMatching(/needs at least \d+ MB of free disk space/) as unknown,
  });
});
