import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JobRecord } from '../wire/job-record';
import { JobStore } from './job-store';

let dir: string;
let store: JobStore;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'onereel-jobs-'));
  store = new JobStore(dir);
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const record = (reference: string, createdAt = 1): JobRecord =>
  ({ v: 1, id: store.newId(reference), createdAt }) as JobRecord;

describe('JobStore', () => {
  it('keeps the first end, whoever writes later', async () => {
    const job = record('a');
    await store.create(job);
    await Promise.all([
      store.writeEnd(job.id, { state: 'cancelled' }),
      store.writeEnd(job.id, { state: 'done' }),
    ]);
    const first = await store.end(job.id);
    await store.writeEnd(job.id, { state: 'done' });
    expect(await store.end(job.id)).toEqual(first);
    expect((await readdir(store.folder(job.id))).sort()).toEqual(['end.json', 'job.json']);
  });

  it('takes signs of life while others are still being written', async () => {
    const job = record('a');
    await store.create(job);
    const beat = { owner: 'here', pid: 1, host: 'host', at: 1, share: 0 };
    await Promise.all(Array.from({ length: 50 }, () => store.writeHeartbeat(job.id, beat)));
    expect(await store.heartbeat(job.id)).toEqual(beat);
    expect((await readdir(store.folder(job.id))).sort()).toEqual(['beat.json', 'job.json']);
  });

  it('finds the newest job of exactly one reference', async () => {
    const [older, newer, other] = [record('ref', 1), record('ref', 2), record('ref-2', 3)];
    for (const job of [newer, older, other]) await store.create(job);
    expect(await store.findByReference('ref')).toEqual(newer);
    expect(await store.findByReference('re')).toBeUndefined();
  });

  it('leaves nothing behind when the picture cannot be copied', async () => {
    const job = record('a');
    await expect(store.create(job, join(dir, 'absent.png'))).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await readdir(join(dir, 'jobs'))).toEqual([]);
  });

  it.each(['..', '../x_000000000000', 'a/b_000000000000', 'A_000000000000', ''])(
    'knows no job called %j',
    async (id) => {
      expect(await store.read(id)).toBeUndefined();
    },
  );
});
