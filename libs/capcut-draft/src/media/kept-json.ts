import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** What an earlier run found out, or else what `make` finds out now, kept for the next run. The file may be deleted at any time. */
export async function keptJson<T>(path: string, make: () => Promise<T>): Promise<T> {
  const known = await readJson<T>(path);
  if (known !== undefined) return known;
  const made = await make();
  await keepJson(path, made);
  return made;
}

/** Undefined when there is none, or none that is whole. */
export async function readJson<T>(path: string): Promise<T | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as T;
  } catch {
    return undefined;
  }
}

let written = 0;

/** Writes the file whole or not at all, whoever else writes it. */
export async function keepJson(path: string, value: unknown): Promise<void> {
  const draft = `${path}.${process.pid}-${written++}`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(draft, JSON.stringify(value));
  await rename(draft, path);
}
