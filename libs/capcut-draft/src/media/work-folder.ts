import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';

const HOST = hostname().replace(/[^A-Za-z0-9.]/g, '_');
/** Folders of other hosts cannot be asked; no work takes this long. */
const FOREIGN_AGE_MS = 48 * 3_600_000;
const live = new Set<string>();

/**
 * A new, empty folder `<parent>/<name>-<host>-<process>-<random>`; folders left behind there by processes that died are
 * removed first. Give it back with {@link removeWorkFolder}.
 */
export async function makeWorkFolder(parent: string, name: string): Promise<string> {
  await mkdir(parent, { recursive: true });
  await sweepWorkFolders(parent, name);
  const path = await mkdtemp(join(parent, `${name}-${HOST}-${process.pid}-`));
  live.add(basename(path));
  return path;
}

export async function removeWorkFolder(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 3 });
  live.delete(basename(path));
}

/** Removes the folders of that name whose process is gone. */
export async function sweepWorkFolders(parent: string, name: string): Promise<void> {
  const entries = await readdir(parent).catch(() => [] as string[]);
  for (const entry of entries) {
    const owner = ownerOf(entry, name);
    if (owner === undefined || live.has(entry)) continue;
    const path = join(parent, entry);
    if (owner.host === HOST ? isAlive(owner.pid) : !(await isOld(path))) continue;
    // Somebody else may sweep as well, or own the folder; it is tried again at the next start.
    await rm(path, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
  }
}

function ownerOf(entry: string, name: string): { host: string; pid: number } | undefined {
  if (!entry.startsWith(`${name}-`)) return undefined;
  const [, host, pid] = /^(.+)-(\d+)-[^-]+$/.exec(entry.slice(name.length + 1)) ?? [];
  return host === undefined ? undefined : { host, pid: Number(pid) };
}

/** Our own number is no proof of life: after a restart in a container the number is the same. */
function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function isOld(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs > FOREIGN_AGE_MS;
}
