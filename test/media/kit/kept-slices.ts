import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Finished slices of a render cache, by name, with what tells a kept file from one that was made again. */
export async function keptSlices(cache: string): Promise<Map<string, string>> {
  const folder = join(cache, 'slices');
  const names = await readdir(folder).catch(() => []);
  const entries = names.map(async (name): Promise<[string, string]> => {
    const { ino, mtimeMs, size } = await stat(join(folder, name));
    return [name, `${ino} ${mtimeMs} ${size}`];
  });
  return new Map(await Promise.all(entries));
}
