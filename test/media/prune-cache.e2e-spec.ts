import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pruneCache } from '@onereel/capcut-draft';

it('keeps what was used last, up to its size', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'onereel-prune-'));
  try {
    await mkdir(join(folder, 'slices'));
    for (const [age, name] of ['new', 'middle', 'old', 'oldest'].entries()) {
      const path = join(folder, 'slices', name);
      await writeFile(path, Buffer.alloc(100));
      const moment = new Date(Date.now() - age * 3_600_000);
      await utimes(path, moment, moment);
    }
    expect(await pruneCache(folder, 250)).toBe(200);
    expect((await readdir(join(folder, 'slices'))).sort()).toEqual(['middle', 'new']);
    expect(await pruneCache(folder, 250)).toBe(0);
    expect(await pruneCache(join(folder, 'nowhere'), 1)).toBe(0);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
