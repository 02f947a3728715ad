import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DraftRenderer } from '@onereel/capcut-draft';
import type { ErrorCode } from '@onereel/core';
import { createMediaProcess } from '@onereel/core/media';
import { SqliteDatabase } from '../../apps/gateway/src/infrastructure/embedded/sqlite-database';
import { SqliteDraftStore } from '../../apps/gateway/src/infrastructure/embedded/sqlite-draft-store';
import { drafts } from '../../apps/gateway/src/infrastructure/sql/drafts-migration';
import { serveFiles, startDraftService, type DraftServiceUnderTest, type FileServer } from './draft-service';
import { sampleMedia } from './sample-media';

let files: FileServer;
let folder: string;
const running: DraftServiceUnderTest[] = [];

beforeAll(async () => {
  files = await serveFiles(await sampleMedia());
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'draft-faults-'));
});
afterEach(async () => {
  for (const service of running.splice(0)) await service.close();
  await rm(folder, { recursive: true, force: true });
});
afterAll(() => files.close());

async function started(
  options: Parameters<typeof startDraftService>[0],
): Promise<[DraftServiceUnderTest, string]> {
  const service = await startDraftService(options);
  running.push(service);
  return [service, (await service.post('create_draft', {})).body.draft_url];
}
const sounds = () => [{ audio_url: `${files.url}/voice.wav` }];

/** The rows of the documented error tables that need something to be broken. */
describe('documented errors of a broken service', () => {
  it('503 Service unavailable: the tool that reads media is missing', async () => {
    const media = createMediaProcess({ ffmpegPath: '/nowhere/ffmpeg', ffprobePath: '/nowhere/ffprobe' });
    const [service, draft_url] = await started({ media });
    expect(await service.post('add_audios', { draft_url, audios: sounds() })).toMatchObject({
      status: 503,
      body: { detail: 'Service unavailable', error: 'ffmpeg_unavailable' },
    });
  });

  it('500 for both routes: the database is gone', async () => {
    const database = await SqliteDatabase.open(join(folder, 'broken.db'));
    await drafts.up(database.query);
    const [service, draft_url] = await started({ store: new SqliteDraftStore(database) });
    await database.close();
    expect(await service.post('add_audios', { draft_url, audios: sounds() })).toMatchObject({
      status: 500,
      body: { code: 2008, detail: 'Audio material addition failed' },
    });
    expect(await service.post('gen_video', { draft_url })).toMatchObject({
      status: 500,
      body: { detail: 'Video generation task submission failed' },
    });
  });

  it('400 Material inaccessible: a stored file is gone', async () => {
    const [service, draft_url] = await started({ folder });
    expect((await service.post('add_audios', { draft_url, audios: sounds() })).status).toBe(200);
    const stored = join(folder, 'artifacts');
    for (const name of await readdir(stored, { recursive: true }))
      if (/\.wav/.test(name)) await rm(join(stored, name), { force: true });
    expect(await service.post('gen_video', { draft_url })).toMatchObject({
      status: 400,
      body: { detail: 'Material inaccessible', param: expect.stringMatching(/\.wav$/) as unknown },
    });
  });
});

/** A render fails long after gen_video has answered, so its row of the table is what the status says. */
describe('documented errors of a render', () => {
  it.each<[ErrorCode, string]>([
    ['media_processing_failed', 'Video rendering failed: why'],
    ['media_out_of_memory', 'Video rendering failed: why'],
    ['ffmpeg_unavailable', 'Encoding failed: why'],
    ['deadline_exceeded', 'Processing timeout: why'],
    ['material_inaccessible', 'Material inaccessible: why'],
    ['render_refused', 'why'],
  ])('%s', async (errorCode, error_message) => {
    const failed = {
      status: 'failed',
      progress: 0,
      createdAt: '2026-01-01T00:00:00Z',
      errorMessage: 'why',
    } as const;
    const renderer: DraftRenderer = {
      submit: () => Promise.resolve(),
      status: () => Promise.resolve({ ...failed, errorCode }),
      activeCount: () => Promise.resolve(0),
    };
    const [service, draft_url] = await started({ renderer });
    expect((await service.post('gen_video_status', { draft_url })).body).toMatchObject({
      code: 0,
      status: 'failed',
      error_message,
    });
  });
});
