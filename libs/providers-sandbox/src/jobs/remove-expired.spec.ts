import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JobRecord } from '../wire/job-record';
import { JobStore } from './job-store';
import { removeExpired } from './remove-expired';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 0, 2);
let dir: string;
let store: JobStore;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'onereel-jobs-'));
  store = new JobStore(dir);
});
afterEach(() => rm(dir, { recursive: true, force: true }));

async function job(name: string, ageHours: number): Promise<string> {
  const id = store.newId(name);
  await store.create({ v: 1, id, createdAt: NOW - ageHours * HOUR } as JobRecord);
  return id;
}

const age = (path: string, hours: number): Promise<void> =>
  utimes(path, new Date(NOW - hours * HOUR), new Date(NOW - hours * HOUR));

describe('removeExpired', () => {
  it('removes old and collected jobs and torn drafts, and leaves the rest', async () => {
    await job('old', 30);
    const busy = await job('old-but-busy', 30);
    const fresh = await job('fresh', 2);
    const collected = await job('collected', 3);
    const justCollected = await job('just-collected', 3);
    for (const [id, hours] of [
      [collected, 2],
      [justCollected, 0.5],
    ] as const) {
      await store.markCollected(id);
      await age(join(store.folder(id), 'collected'), hours);
    }
    for (const [name, hours] of [
      ['.new-torn', 30],
      ['.new-now', 0],
    ] as const) {
      await mkdir(join(dir, 'jobs', name));
      await writeFile(join(dir, 'jobs', name, 'image'), 'x');
      await age(join(dir, 'jobs', name), hours);
    }
    await removeExpired(store, { now: NOW, retentionMs: 24 * HOUR, isBusy: (id) => id === busy });
    expect((await readdir(join(dir, 'jobs'))).sort()).toEqual(
      ['.new-now', busy, fresh, justCollected].sort(),
    );
  });

  it('finds nothing to do in an empty folder', async () => {
    await expect(
      removeExpired(store, { now: NOW, retentionMs: HOUR, isBusy: () => false }),
    ).resolves.toBeUndefined();
  });
});
