import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ArtifactStore } from '@onereel/core/engine';
import { DraftService, libraryFiles, materialKey, MaterialCollector } from '@onereel/capcut-draft';
import { FileArtifactStore } from '../../apps/gateway/src/infrastructure/embedded/file-artifact-store';
import { SqliteDatabase } from '../../apps/gateway/src/infrastructure/embedded/sqlite-database';
import { SqliteMaterialUses } from '../../apps/gateway/src/infrastructure/embedded/sqlite-material-uses';
import { type DraftServiceUnderTest, type FileServer, serveFiles, startDraftService } from './draft-service';
import { sampleMedia } from './sample-media';

const HOUR = 3_600_000;
const GRACE = 2 * HOUR;

let folder: string;
let service: DraftServiceUnderTest;
let files: FileServer;
let clip: Buffer;
let artifacts: ArtifactStore;
let database: SqliteDatabase;
let index: SqliteMaterialUses;
let drafts: DraftService;
let now = Date.parse('2026-01-01T00:00:00Z');
/** Called before a file is removed. */
let beforeRemove: (key: string) => Promise<void> | void = () => undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'materials-'));
  const media = await sampleMedia();
  clip = media['clip.mp4'];
  files = await serveFiles({ ...media, ...Object.fromEntries(varied(15)) });
  const stored = await FileArtifactStore.open(join(folder, 'artifacts'));
  const remove = stored.remove.bind(stored);
  artifacts = Object.assign(stored, {
    remove: async (key: string) => {
      await beforeRemove(key);
      await remove(key);
    },
  });
  service = await startDraftService({ folder, artifacts, now: () => now });
  database = await SqliteDatabase.open(join(folder, 'onereel.db'));
  index = new SqliteMaterialUses(database);
  drafts = service.app.get(DraftService);
}, 60_000);
afterAll(async () => {
  await service.close();
  await files.close();
  await database.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => {
  now += 10 * GRACE;
  beforeRemove = () => undefined;
});

/** Playable files of different content: bytes after the last box do not matter. */
function varied(count: number): [string, Buffer][] {
  return Array.from({ length: count }, (_, i) => {
    const free = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('free'), randomBytes(16)]);
    return [`varied${i}.mp4`, Buffer.concat([clip, free])];
  });
}

const collect = (): Promise<number> =>
  new MaterialCollector({
    index,
    library: drafts.library,
    artifacts,
    now: () => now,
    graceMs: GRACE,
  }).collect();

async function newDraft(): Promise<string> {
  const { body } = await service.post('create_draft', { width: 320, height: 180 });
  return body.draft_id as string;
}

const add = (draft: string, name: string) =>
  service.post('add_videos', { draft_url: draft, videos: [{ video_url: `${files.url}/${name}` }] });

async function keysOf(draft: string, revision?: number): Promise<string[]> {
  const { document } = await drafts.open(draft, { ownerId: 'me' }, revision);
  return libraryFiles(document).map(({ file }) => materialKey(file.contentId, file.extension));
}

/** Every revision of a draft has its bytes and their facts. */
async function expectWhole(draft: string): Promise<void> {
  const { row } = await drafts.open(draft, { ownerId: 'me' });
  for (let revision = 1; revision <= row.revision; revision++) {
    for (const key of await keysOf(draft, revision)) {
      await expect(artifacts.stat(key)).resolves.toMatchObject({ key });
      await expect(artifacts.stat(key.replace(/\.\w+$/, '.facts.json'))).resolves.toBeDefined();
    }
  }
}

async function stored(): Promise<string[]> {
  const found = await readdir(join(folder, 'artifacts', 'drafts', 'materials'), { recursive: true });
  return found.filter((name) => /[0-9a-f]{40}/.test(name));
}

describe('media no draft uses', () => {
  it('is removed after the time of grace, counted from the removal of its last draft', async () => {
    const [first, second] = [await newDraft(), await newDraft()];
    expect((await add(first, 'varied0.mp4')).status).toBe(200);
    expect((await add(second, 'varied0.mp4')).status).toBe(200);
    const [key] = await keysOf(first);
    const removal = (draft: string) => service.send('DELETE', `/api/v1/drafts/${draft}`);

    now += 2 * GRACE;
    await removal(first);
    now += 2 * GRACE;
    expect(await collect()).toBe(0);
    await removal(second);
    now += GRACE - 1;
    expect(await collect()).toBe(0);
    now += 2;
    expect(await collect()).toBe(1);
    await expect(artifacts.stat(key as string)).rejects.toMatchObject({ code: 'not_found' });
    expect((await stored()).filter((name) => (key as string).endsWith(name))).toEqual([]);

    const third = await newDraft();
    expect((await add(third, 'varied0.mp4')).status).toBe(200);
    await expectWhole(third);
  });

  it('stays while any revision, copy or import could show it', async () => {
    const draft = await newDraft();
    const added = await add(draft, 'varied1.mp4');
    const copy = (await service.send('POST', `/api/v1/drafts/${draft}/duplicate`, {})).body.id as string;
    const archive = await fetch(`${service.url}/api/v1/drafts/${draft}/package?profile=capcut-win`);
    expect(archive.status).toBe(200);
    const segment = (added.body.segment_ids as string[])[0] as string;
    const removal = { draft_url: draft, segment_ids: [segment] };
    expect((await service.post('remove_segments', removal)).status).toBe(200);
    expect(await keysOf(draft)).toEqual([]);
    now += 2 * GRACE;
    expect(await collect()).toBe(0);
    expect((await service.send('POST', `/api/v1/drafts/${draft}/undo`, { revision: 2 })).status).toBe(200);
    await expectWhole(draft);
    await service.send('DELETE', `/api/v1/drafts/${draft}`);
    now += 2 * GRACE;
    expect(await collect()).toBe(0);
    await expectWhole(copy);
    expect(await keysOf(copy)).toHaveLength(1);
  });

  it('that was fetched for a request that failed goes too', async () => {
    const draft = await newDraft();
    const before = (await stored()).length;
    const videos = [{ video_url: `${files.url}/varied2.mp4` }, { video_url: `${files.url}/none.mp4` }];
    expect((await service.post('add_videos', { draft_url: draft, videos })).status).toBeGreaterThan(399);
    now += 2 * GRACE;
    await collect();
    expect((await stored()).length).toBe(before);
  });

  it('from before there was an index is never removed', async () => {
    const draft = await newDraft();
    await add(draft, 'varied3.mp4');
    await database.write(() => {
      database.run('DELETE FROM draft_materials');
      database.run('DELETE FROM draft_material_uses');
    });
    now += HOUR;
    const other = await newDraft();
    await add(other, 'varied3.mp4');
    await service.send('DELETE', `/api/v1/drafts/${other}`);
    now += 2 * GRACE;
    expect(await collect()).toBe(0);
    await expectWhole(draft);
  });
});

describe('media used again while it is removed', () => {
  it('is whole again, between any two steps of the removal', async () => {
    for (const step of ['facts.json', '.mp4']) {
      const draft = await newDraft();
      await add(draft, 'varied4.mp4');
      await service.send('DELETE', `/api/v1/drafts/${draft}`);
      now += 2 * GRACE;
      const again = await newDraft();
      let adding: Promise<unknown> = Promise.resolve();
      beforeRemove = async (key) => {
        if (!key.endsWith(step)) return;
        adding = add(again, 'varied4.mp4').then(({ status }) => expect(status).toBe(200));
        await new Promise((resolve) => setTimeout(resolve, 200));
      };
      expect(await collect()).toBe(1);
      await adding;
      beforeRemove = () => undefined;
      expect(await keysOf(again)).toHaveLength(1);
      await expectWhole(again);
      expect(await collect()).toBe(0);
      await expectWhole(again);
      await service.send('DELETE', `/api/v1/drafts/${again}`);
      now += 2 * GRACE;
      await collect();
    }
  });

  it('cannot come into a draft from an answer that is older than the removal', async () => {
    const [draft, late] = [await newDraft(), await newDraft()];
    await add(draft, 'varied5.mp4');
    const { document } = await drafts.open(draft, { ownerId: 'me' });
    await service.send('DELETE', `/api/v1/drafts/${draft}`);
    now += 2 * GRACE;
    const commit = () =>
      drafts.repository.edit(late, { ownerId: 'me', label: 'late' }, () => ({
        draft: document,
        result: undefined,
      }));
    let during: unknown;
    beforeRemove = async () => {
      during ??= await commit().catch((error: unknown) => error);
    };
    expect(await collect()).toBe(1);
    expect(during).toMatchObject({ code: 'conflict', retryable: true });
    await expect(commit()).rejects.toMatchObject({ code: 'conflict' });
    await expect(drafts.repository.create(document, 'me', 'late')).rejects.toMatchObject({
      code: 'conflict',
    });
    expect((await drafts.open(late, { ownerId: 'me' })).row.revision).toBe(1);
  });

  it('is finished by the next round after the remover died', async () => {
    const draft = await newDraft();
    await add(draft, 'varied6.mp4');
    await service.send('DELETE', `/api/v1/drafts/${draft}`);
    const before = (await stored()).length;
    now += 2 * GRACE;
    beforeRemove = (key) => {
      if (key.endsWith('.mp4')) throw new Error('killed');
    };
    await expect(collect()).rejects.toThrow('killed');
    beforeRemove = () => undefined;
    now += HOUR;
    const again = await newDraft();
    expect((await add(again, 'varied6.mp4')).status).toBe(200);
    await expectWhole(again);
    expect((await stored()).length).toBe(before);
  });

  it('never is missing from a draft, with edits and rounds at random', async () => {
    const living: string[] = [];
    for (let round = 0; round < 4; round++) {
      const work = Array.from({ length: 4 }, async (_, i) => {
        const draft = await newDraft();
        const { status } = await add(draft, `varied${7 + ((round * 3 + i) % 8)}.mp4`);
        expect([200, 409, 503]).toContain(status);
        if ((round + i) % 3 === 0) living.push(draft);
        else await service.send('DELETE', `/api/v1/drafts/${draft}`);
      });
      await Promise.all([...work, collect(), collect()]);
      if (round % 2 === 0)
        for (const draft of living.splice(0, 3)) {
          await expectWhole(draft);
          await service.send('DELETE', `/api/v1/drafts/${draft}`);
        }
      now += 1.5 * GRACE;
    }
    for (const draft of living) await expectWhole(draft);
  }, 60_000);
});
