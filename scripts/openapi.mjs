/** Writes the OpenAPI documents to test/openapi, one per dialect and the combined one; `--check` only compares. */
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT, ensureReady } from './setup.mjs';

ensureReady();
const { dumpOpenApi } = createRequire(import.meta.url)('../apps/gateway/dist/http/openapi/dump-openapi.js');
const FOLDER = join(ROOT, 'test', 'openapi');
const check = process.argv.includes('--check');

/** Keys in a fixed order, so that a diff shows changes and nothing else. */
function ordered(value) {
  if (Array.isArray(value)) return value.map(ordered);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, ordered(value[key])]),
  );
}

const documents = await dumpOpenApi();
mkdirSync(FOLDER, { recursive: true });
const wanted = new Map(Object.entries(documents).map(([name, document]) => [`${name}.json`, document]));
const problems = readdirSync(FOLDER)
  .filter((file) => !wanted.has(file))
  .map((file) => `${file} is no longer made`);

for (const [name, document] of wanted) {
  const file = join(FOLDER, name);
  const text = `${JSON.stringify(ordered(document), null, 2)}\n`;
  if (!check) writeFileSync(file, text);
  else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) problems.push(`${name} differs`);
}

for (const problem of problems) process.stderr.write(`test/openapi: ${problem}. Run: npm run openapi\n`);
process.exit(check && problems.length > 0 ? 1 : 0);
