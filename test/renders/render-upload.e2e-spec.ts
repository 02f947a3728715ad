import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createMediaProcess } from '@onereel/core/media';
import { ZipFile } from 'yazl';
import { startTestGateway, type TestGateway } from '../http/test-gateway';
import { DraftKit } from '../media/kit/draft-kit';

jest.setTimeout(120_000);

const media = createMediaProcess({
  ffmpegPath: process.env.FFMPEG_PATH ?? 'ffmpeg',
  ffprobePath: process.env.FFPROBE_PATH ?? 'ffprobe',
});

// The shapes differ per route; tests look into them freely.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Body = any;

let gateway: TestGateway;
let folder: string;
let clip: Buffer;
beforeAll(async () => {
  gateway = await startTestGateway();
  folder = await mkdtemp(join(tmpdir(), 'onereel-upload-'));
  const path = join(folder, 'clip.mp4');
  // Half a second of black, then red, then blue.
  const scenes = ['black', 'red', 'blue'].flatMap((color) => [
    ...['-f', 'lavfi', '-i', `color=${color}:s=320x180:r=30:d=0.5`],
  ]);
  await media.ffmpeg(['-v', 'error', ...scenes, '-filter_complex', 'concat=n=3', '-y', path]);
  clip = await readFile(path);
});
afterAll(async () => {
  await gateway.close();
  await rm(folder, { recursive: true, force: true });
});

const zipped = (fill: (zip: ZipFile) => void): Promise<Buffer> => {
  const zip = new ZipFile();
  fill(zip);
  zip.end();
  return buffer(zip.outputStream as Readable);
};

function draftText(): string {
  const draft = new DraftKit();
  const source_timerange = { start: 0, duration: 1_500_000 };
  draft.track('video').add(draft.video('./clip.mp4', { duration: 1_500_000 }), 0, 1.5, { source_timerange });
  return JSON.stringify(draft.build());
}

const archive = (): Promise<Buffer> =>
  zipped((zip) => {
    zip.addBuffer(Buffer.from(draftText()), 'film/draft_content.json');
    zip.addBuffer(clip, 'film/clip.mp4');
  });

async function upload(
  zip: Buffer,
  fields: Record<string, string> = {},
  headers: Record<string, string> = {},
): Promise<{ status: number; body: Body }> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('file', new Blob([new Uint8Array(zip)]), 'film.zip');
  const response = await gateway.fetch('/api/v1/renders', { method: 'POST', headers, body: form });
  return { status: response.status, body: await response.json() };
}

async function finished(id: string): Promise<Body> {
  for (let tries = 0; tries < 400; tries++) {
    const body = (await (await gateway.fetch(`/api/v1/renders/${id}`)).json()) as Body;
    if (!['pending', 'processing'].includes(body.status)) return body;
    await new Promise((settle) => setTimeout(settle, 100));
  }
  throw new Error('The render does not end.');
}

/** Mean color of a picture that the gateway serves. */
async function colorOf(path: string): Promise<number[]> {
  const file = join(folder, 'picture');
  await writeFile(file, Buffer.from(await (await gateway.fetch(path)).arrayBuffer()));
  const small = ['-vf', 'scale=1:1:flags=area,format=rgb24', '-f', 'rawvideo', '-'];
  return [...(await media.ffmpeg(['-v', 'error', '-i', file, ...small])).stdout];
}

const drafts = async (): Promise<unknown[]> =>
  ((await (await gateway.fetch('/api/v1/drafts')).json()) as Body).drafts;

it('renders a zipped draft folder; fields come as a form, the first visible frame as thumbnail', async () => {
  const fields = { format: 'mp4', 'range[end]': '1', thumbnail: 'true', metadata: '{"shot":"7"}' };
  const { status, body } = await upload(await archive(), fields);
  expect({ status, body }).toMatchObject({
    status: 202,
    body: { options: { format: 'mp4', range: { start: 0, end: 1 } }, warnings: [], metadata: { shot: '7' } },
  });
  const film = await finished(body.id);
  expect(film).toMatchObject({ status: 'completed', frames_done: 30, frames_total: 30 });
  expect(film.report.counts).toMatchObject({ skipped: 0 });
  expect(film.thumbnail).toMatchObject({ media_type: 'image/jpeg' });
  const [red, green, blue] = await colorOf(new URL(film.thumbnail.url).pathname);
  expect([red > 200, green < 60, blue < 60]).toEqual([true, true, true]);
  expect((await gateway.fetch(`/api/v1/drafts/${film.draft_id}`)).status).toBe(200);
});

it('takes the picture of a moment, as asked', async () => {
  const thumbnail = JSON.stringify({ at: 1.2, format: 'png', width: 160 });
  const { body } = await upload(await archive(), { thumbnail, 'range[start]': '0.5' });
  const film = await finished(body.id);
  expect(film.thumbnail).toMatchObject({ media_type: 'image/png' });
  const path = new URL(film.thumbnail.url).pathname;
  const [red, , blue] = await colorOf(path);
  expect([red < 60, blue > 200]).toEqual([true, true]);
  const picture = Buffer.from(await (await gateway.fetch(path)).arrayBuffer());
  expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([160, 90]);
});

it('makes no second render or draft of the same upload under one key', async () => {
  const zip = await archive();
  const key = { 'idempotency-key': 'upload-once' };
  const first = await upload(zip, {}, key);
  const count = (await drafts()).length;
  expect((await upload(zip, {}, key)).body.id).toBe(first.body.id);
  expect(await drafts()).toHaveLength(count);
  const other = await zipped((one) => one.addBuffer(Buffer.from(draftText()), 'draft_content.json'));
  expect((await upload(other, {}, key)).status).toBe(409);
  expect(await drafts()).toHaveLength(count);
  await finished(first.body.id);
});

it('says which files of the archive are missing', async () => {
  const zip = await zipped((one) => one.addBuffer(Buffer.from(draftText()), 'draft_content.json'));
  const { status, body } = await upload(zip);
  expect([status, body.warnings.map(({ field }: Body) => field)]).toEqual([202, ['clip.mp4']]);
  expect(await upload(zip, { strict: 'true' })).toMatchObject({
    status: 400,
    body: { error: { code: 'render_refused' } },
  });
  await finished(body.id);
});

it.each<[string, (zip: ZipFile) => void]>([
  ['a link', (zip) => zip.addBuffer(Buffer.from('/etc/passwd'), 'draft_info.json', { mode: 0o120777 })],
  ['a bomb', (zip) => zip.addBuffer(Buffer.alloc(30_000_000), 'draft_info.json')],
  ['no timeline', (zip) => zip.addBuffer(Buffer.from('hello'), 'readme.txt')],
])('refuses an archive with %s and keeps nothing of it', async (_what, fill) => {
  const before = (await drafts()).length;
  expect(await upload(await zipped(fill))).toMatchObject({
    status: 400,
    body: { error: { code: 'draft_invalid', param: 'file' } },
  });
  expect(await drafts()).toHaveLength(before);
});

it('refuses an archive that climbs out of its folder', async () => {
  // Writers of archives refuse such a name; it is put in afterwards, at the same length.
  const honest = await zipped((zip) => zip.addBuffer(Buffer.from(draftText()), 'aa/aa/draft_content.json'));
  const climbing = Buffer.from(honest.toString('latin1').replaceAll('aa/aa/draft', '../../draft'), 'latin1');
  expect(await upload(climbing)).toMatchObject({ status: 400, body: { error: { code: 'draft_invalid' } } });
});

it.each<[Record<string, string>, string]>([
  [{ draft_id: 'x' }, 'draft_id'],
  [{ revision: '2' }, 'revision'],
  [{ 'range[start]': 'soon' }, 'range.start'],
  [{ thumbnail: '{"at": 40}' }, 'thumbnail.at'],
  [{ 'range[end]': '1', 'thumbnail[at]': '1.2' }, 'thumbnail.at'],
  [{ format: 'mp3', thumbnail: 'true' }, 'thumbnail'],
])('refuses an upload with %j', async (fields, param) => {
  expect(await upload(await archive(), fields)).toMatchObject({ status: 400, body: { error: { param } } });
});
