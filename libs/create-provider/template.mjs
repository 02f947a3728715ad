/** The published package carries a copy of the example it writes; the repository keeps only the example. */
import { cpSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';

const TEMPLATE = join(import.meta.dirname, 'template');
const EXAMPLE = join(import.meta.dirname, '..', '..', 'examples', 'provider-echo');
const MADE = new Set(['dist', 'node_modules', 'package-lock.json']);

rmSync(TEMPLATE, { recursive: true, force: true });
if (process.argv[2] === 'copy') {
  cpSync(EXAMPLE, TEMPLATE, { recursive: true, filter: (path) => !MADE.has(basename(path)) });
}
