import fs from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { ArtifactStore, TaskRecord } from '@onereel/core/engine';
import type { MediaProcess } from '@onereel/core/media';
import { ArtifactArchiver } from './artifact-archiver';
import { EngineActivity } from './engine-activity';
import type { EngineSettings } from './engine-settings';

describe('ArtifactArchiver, while a result is downloaded', () => {
  let workDir: string;
  beforeAll(async () => void (workDir = await mkdtemp(join(tmpdir(), 'onereel-archiver-'))));
  afterAll(() => rm(workDir, { recursive: true, force: true }));
  afterEach(() => jest.restoreAllMocks());

  const task = { id: 'task', pendingOutputs: [{}] } as unknown as TaskRecord;
  const archive = (source: Readable): Promise<unknown> => {
    const settings = { workDir, maxOutputBytes: 1000 } as EngineSettings;
    // Neither is reached before the file is there.
    const archiver = new ArtifactArchiver(
      {} as ArtifactStore,
      {} as MediaProcess,
      settings,
      new EngineActivity(),
    );
    return archiver.archive(task, () => Promise.resolve(source), new AbortController().signal);
  };
  const bytes = (): Readable => Readable.from([Buffer.alloc(600)]);

  it('blames a full disk here, not the vendor', async () => {
    const { createWriteStream } = fs;
    // The system's own device for this: every write to it finds no room.
    jest.spyOn(fs, 'createWriteStream').mockImplementation(() => createWriteStream('/dev/full'));
    await expect(archive(bytes())).rejects.toMatchObject({ code: 'disk_full', retryable: true });
  });

  it.each<[string, () => Readable, string]>([
    ['a connection that breaks', () => Readable.from(broken()), 'output_unreachable'],
    ['a file that breaks off', () => Readable.from([brokenOff()]), 'output_unreachable'],
    [
      'more bytes than allowed',
      () => Readable.from([Buffer.alloc(600), Buffer.alloc(600)]),
      'output_invalid',
    ],
  ])('names %s and leaves nothing', async (_what, source, code) => {
    await expect(archive(source())).rejects.toMatchObject({ code });
    expect(await readdir(workDir)).toEqual([]);
  });
});

/** An MP4 file whose pictures should take 4096 bytes. */
function brokenOff(): Buffer {
  const type = Buffer.from([0, 0, 0, 16, ...Buffer.from('ftypisom'), 0, 0, 2, 0]);
  return Buffer.concat([type, Buffer.from([0, 0, 16, 0, ...Buffer.from('mdat')]), Buffer.alloc(100)]);
}

async function* broken(): AsyncGenerator<Buffer> {
  yield await Promise.resolve(Buffer.alloc(10));
  throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
}
