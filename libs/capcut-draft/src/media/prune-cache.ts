import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

interface CachedFile {
  readonly path: string;
  readonly bytes: number;
  /** Milliseconds since the epoch of the last use; how exact depends on how the disk is mounted. */
  readonly usedAt: number;
}

/**
 * Removes the files of a cache folder that were not used for the longest time until at most `maxBytes` are left. Nobody may
 * work with the folder meanwhile. A folder that is not there is empty. Resolves with the bytes removed.
 */
export async function pruneCache(folder: string, maxBytes: number): Promise<number> {
  const files = await filesIn(folder);
  files.sort((a, b) => b.usedAt - a.usedAt);
  let kept = 0;
  let removed = 0;
  for (const { path, bytes } of files) {
    if (kept + bytes <= maxBytes) {
      kept += bytes;
      continue;
    }
    await rm(path, { force: true });
    removed += bytes;
  }
  return removed;
}

async function filesIn(folder: string): Promise<CachedFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files: CachedFile[] = [];
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const facts = await stat(path).catch(() => undefined);
    if (facts !== undefined)
      files.push({ path, bytes: facts.size, usedAt: Math.max(facts.atimeMs, facts.mtimeMs) });
  }
  return files;
}
