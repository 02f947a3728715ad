/** Writes `.env.example` and the generated pages of docs/reference; `--check` only compares. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ROOT, ensureReady } from './setup.mjs';

ensureReady();
const { referencePages } = createRequire(import.meta.url)('../apps/gateway/dist/reference-pages.js');
const check = process.argv.includes('--check');
let stale = 0;
for (const [path, text] of Object.entries(await referencePages(ROOT))) {
  const file = join(ROOT, path);
  if (check) {
    if (readFileSync(file, 'utf8') === text) continue;
    process.stderr.write(`${path} is out of date: npm run reference\n`);
    stale += 1;
  } else {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    process.stdout.write(`wrote ${path}\n`);
  }
}
process.exit(stale === 0 ? 0 : 1);
