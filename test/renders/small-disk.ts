import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import files from 'node:fs/promises';

export interface SmallDisk {
  /** Makes room for everything. */
  grow(): void;
  release(): void;
}

/**
 * A disk of 64 KiB in place of the folder. Where the system lets nobody mount one, moving a file there says what a full disk
 * says, after half of the file was copied.
 */
export function putOnSmallDisk(folder: string): SmallDisk {
  mkdirSync(folder, { recursive: true });
  const mount = (options: string): void =>
    void execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'ignore' });
  try {
    mount('size=64k');
  } catch {
    return pretendedDisk(folder);
  }
  return { grow: () => mount('remount,size=64m'), release: () => execFileSync('umount', [folder]) };
}

function pretendedDisk(folder: string): SmallDisk {
  const fault = (code: string): Error => Object.assign(new Error(code), { code });
  const { rename } = files;
  const spies = [
    jest.spyOn(files, 'rename').mockImplementation(async (from, to) => {
      const fromOutside = !String(from).startsWith(folder) && String(to).startsWith(folder);
      if (fromOutside) throw fault('EXDEV');
      await rename(from, to);
    }),
    jest.spyOn(files, 'copyFile').mockImplementation(async (from, to) => {
      const whole = await files.readFile(from as string);
      await files.writeFile(to as string, whole.subarray(0, whole.length / 2));
      throw fault('ENOSPC');
    }),
  ];
  const restore = (): void => spies.forEach((spy) => spy.mockRestore());
  return { grow: restore, release: restore };
}
