/** `npm run check`: format, lint, types, import rules and the OpenAPI snapshot; runs all of them, two at a time, and reports together. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT, ensureBuilt, ensureInstalled, ensureNode } from './setup.mjs';

ensureNode();
ensureInstalled();
ensureBuilt();

const bin = (...parts) => join(ROOT, 'node_modules', ...parts);
const CHECKS = [
  ['lint', [bin('eslint', 'bin', 'eslint.js'), '--max-warnings=0', 'apps', 'libs', 'test', 'examples']],
  ['format', [bin('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level=warn', '.']],
  ['types', [bin('typescript', 'bin', 'tsc'), '-p', 'tsconfig.check.json', '--noEmit']],
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
const AT_A_TIME = 2;

/** Prints what a check says when it has ended, so that two never mix. */
function check([name, args]) {
  const started = Date.now();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    const said = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(chunk));
    child.once('error', reject);
    child.once('close', (code) => {
      const ok = code === 0;
      const seconds = ((Date.now() - started) / 1000).toFixed(1);
      process.stdout.write(`${Buffer.concat(said)}${ok ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)\n`);
      resolve(ok);
    });
  });
}

const wanted = process.argv.slice(2);
const waiting = CHECKS.filter(([name]) => wanted.length === 0 || wanted.includes(name));
let failed = 0;
const worker = async () => {
  for (let next = waiting.shift(); next; next = waiting.shift()) if (!(await check(next))) failed += 1;
};
await Promise.all(Array.from({ length: AT_A_TIME }, worker));
process.exit(failed === 0 ? 0 : 1);
