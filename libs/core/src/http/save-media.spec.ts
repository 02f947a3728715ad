import fs from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { saveMedia } from './save-media';

describe('saveMedia', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'save-media-'))));
  afterEach(() => rm(folder, { recursive: true }));

  const failing = (): Readable =>
    new Readable({ read: () => undefined }).destroy(new Error('the server went away'));

  it('leaves no file where the source fails before the file is made', async () => {
    const { open } = fs;
    const spy = jest
      .spyOn(fs, 'open')
      .mockImplementation(((...args: Parameters<typeof open>) =>
        setTimeout(() => open(...args), 50)) as never);
    await expect(saveMedia(failing(), join(folder, 'late.png'), {})).rejects.toThrow('the server went away');
    expect(spy).toHaveBeenCalled();
    spy.mockRestore();
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(await readdir(folder)).toEqual([]);
  });

  it('leaves a file of another alone', async () => {
    const path = join(folder, 'there.png');
    await writeFile(path, 'of another');
    await expect(saveMedia(Readable.from(['new']), path, {})).rejects.toMatchObject({ code: 'EEXIST' });
    await expect(saveMedia(failing(), path, {})).rejects.toThrow();
    expect(await readFile(path, 'utf8')).toBe('of another');
  });
});
