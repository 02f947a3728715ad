import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

test('a crash in the middle of writing leaves nothing that counts', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'onereel-artifacts-'));
  await mkdir(join(folder, '.parts'), { recursive: true });
  await writeFile(join(folder, '.parts', 'half'), 'half a vid');
  await FileArtifactStore.open(folder);
  expect(await readdir(join(folder, '.parts'))).toEqual([]);
  await rm(folder, { recursive: true });
});
