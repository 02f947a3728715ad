/** `npm run check`: format, lint, types, import rules and the OpenAPI snapshot; runs all of them and reports together. */
import { join } from 'node:path';
import { ROOT, ensureBuilt, ensureInstalled, ensureNode, run } from './setup.mjs';

ensureNode();
ensureInstalled();
ensureBuilt();

const bin = (...parts) => join(ROOT, 'node_modules', ...parts);
const CHECKS = [
  ['format', [bin('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level=warn', '.']],
  ['types', [bin('typescript', 'bin', 'tsc'), '-p', 'tsconfig.check.json', '--noEmit']],
  ['lint', [bin('eslint', 'bin', 'eslint.js'), '--max-warnings=0', 'apps', 'libs', 'test', 'examples']],
  [
    'imports',
    [
      bin('dependency-cruiser', 'bin', 'dependency-cruise.mjs'),
      '--config',
      '.dependency-cruiser.cjs',
      'apps',
      'libs',
    ],
  ],
  ['openapi', [join(ROOT, 'scripts', 'openapi.mjs'), '--check']],
];

const wanted = process.argv.slice(2);
const failed = [];
for (const [name, args] of CHECKS) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const started = Date.now();
  const ok = run(process.execPath, args) === 0;
  if (!ok) failed.push(name);
  process.stdout.write(`${ok ? 'ok  ' : 'FAIL'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)\n`);
}
process.exit(failed.length === 0 ? 0 : 1);
