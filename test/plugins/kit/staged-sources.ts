import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

export const ROOT = join(__dirname, '..', '..', '..');
const MADE = new Set(['node_modules', 'template']);

/**
 * Copies folders of the repository into `folder`, at the same relative paths and beside the same installed packages: building and
 * packing leave files behind, which must not get into the repository.
 */
export function stageSources(folder: string, paths: readonly string[]): void {
  mkdirSync(folder, { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
  for (const path of paths) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(ROOT, path), join(folder, path), {
      recursive: true,
      filter: (source) => !MADE.has(basename(source)),
    });
  }
}
