import files from 'node:fs/promises';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describeArtifactStore } from '@onereel/core/testing';
import { FileArtifactStore } from './file-artifact-store';

describeArtifactStore({
  name: 'FileArtifactStore keeps the promises of ArtifactStore',
  async open() {
    const folder = await mkdtemp(join(tmpdir(), 'onereel-artifacts-'));
    return {
      store: await FileArtifactStore.open(folder),
      reopen: () => FileArtifactStore.open(folder),
      dispose: () => rm(folder, { recursive: true, force: true }),
    };
  },
});

test('what a crash left half-written is cleared once it is old', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'onereel-artifacts-'));
  await mkdir(join(folder, '.parts'), { recursive: true });
  await writeFile(join(folder, '.parts', 'half'), 'half a vid');
  await writeFile(join(folder, '.parts', 'busy'), 'being written');
  await utimes(join(folder, '.parts', 'half'), 1_000, 1_000);
  await FileArtifactStore.open(folder);
  expect(await readdir(join(folder, '.parts'))).toEqual(['busy']);
  await rm(folder, { recursive: true });
});

test.each([
  ['ENOSPC', 'disk_full'],
  ['EDQUOT', 'disk_full'],
  ['EROFS', 'storage_failed'],
])('a write that ends with %s is %s and leaves nothing, whenever it comes', async (fault, code) => {
  const folder = await mkdtemp(join(tmpdir(), 'onereel-artifacts-'));
  const store = await FileArtifactStore.open(folder);
  const put = () => store.put('vid_a/video.mp4', Readable.from(['film']), { mediaType: 'video/mp4' });
  for (const step of ['open', 'mkdir', 'rename', 'writeFile'] as const) {
    const error = Object.assign(new Error(fault), { code: fault });
    const spy = jest.spyOn(files, step).mockRejectedValueOnce(error);
    await expect(put()).rejects.toMatchObject({ code, cause: error });
    spy.mockRestore();
    expect(await readdir(folder, { recursive: true })).toEqual(['.parts']);
  }
  expect(await put()).toMatchObject({ bytes: 4 });
  await rm(folder, { recursive: true });
});

test('a file finds its folder although the last other one in it is removed just then', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'onereel-artifacts-'));
  const store = await FileArtifactStore.open(folder);
  const { mkdir: real } = files;
  let emptied = 0;
  const spy = jest.spyOn(files, 'mkdir').mockImplementation(async (path, options) => {
    const made = await real(path, options);
    if (emptied++ < 3) await files.rmdir(path);
    return made;
  });
  await store
    .put('materials/a.mp4', Readable.from(['film']), { mediaType: 'video/mp4' })
    .finally(() => spy.mockRestore());
  expect(emptied).toBe(4);
  expect((await store.stat('materials/a.mp4')).bytes).toBe(4);
  await rm(folder, { recursive: true });
});
