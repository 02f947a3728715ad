import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..', '..');
const ESLINT = join(ROOT, 'node_modules/eslint/bin/eslint.js');
const CRUISER = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');

/** Rule → a file that breaks it. Every rule of .dependency-cruiser.cjs has at least one row. */
const PLANTED: readonly (readonly [rule: string, file: string, source: string])[] = [
  ['no-circular', 'libs/core/src/one.ts', `import './two';\nexport const one = 1;`],
  ['core-imports-no-workspace', 'libs/core/src/up.ts', `import '@onereel/capcut-draft';`],
  ['providers-import-only-core', 'libs/providers-veo/src/peer.ts', `import '@onereel/providers-kling';`],
  ['providers-import-only-core', 'libs/providers-veo/src/host.ts', `import '@onereel/core/engine';`],
  ['kit-only-in-specs', 'libs/providers-veo/src/kit.ts', `import '@onereel/core/testing';`],
  ['gateway-imports-no-provider', 'apps/gateway/src/direct.ts', `import '@onereel/providers-veo';`],
  ['dialects-see-only-core-and-http', 'apps/gateway/src/dialects/a/a.ts', `import '../../engine/engine';`],
  ['dialects-do-not-meet', 'apps/gateway/src/dialects/a/b.ts', `import '../b/b';`],
  ['provider-and-dialect-meet-in-wire', 'libs/providers-kling/src/dialect/d.ts', `import '../provider/p';`],
  ['dialect-half-stays-out-of-provider', 'libs/providers-kling/src/provider/q.ts', `import '../dialect/e';`],
  ['pure-draft-folders', 'libs/capcut-draft/src/plan/io.ts', `import 'node:fs';`],
  ['pure-draft-folders', 'libs/capcut-draft/src/draft/nest.ts', `import '@nestjs/common';`],
  ['pure-draft-folders-import-order', 'libs/capcut-draft/src/timeline/back.ts', `import '../render/r';`],
  ['redis-behind-one-door', 'apps/gateway/src/engine/redis.ts', `import 'bull';`],
  ['processes-behind-one-door', 'libs/core/src/media/other.ts', `import 'node:child_process';`],
  ['http-behind-one-door', 'apps/gateway/src/engine/out.ts', `import 'axios';`],
  ['no-deep-imports', 'apps/gateway/src/deep.ts', `import '../../../libs/core/src/one';`],
];

/** What must stay allowed: a rule that forbids everything proves nothing. */
const ALLOWED: readonly (readonly [file: string, source: string])[] = [
  ['libs/core/src/index.ts', 'export const core = 1;'],
  ['libs/core/src/two.ts', `import './one';\nexport const two = 2;`],
  ['libs/core/src/engine/index.ts', 'export const engine = 1;'],
  ['libs/core/src/testing/index.ts', 'export const testing = 1;'],
  ['libs/core/src/media/ffmpeg-process.ts', `import 'node:child_process';`],
  ['libs/core/src/http/client.ts', `import 'axios';`],
  ['libs/providers-veo/src/index.ts', `import '@onereel/core';`],
  ['libs/providers-veo/src/good.spec.ts', `import '@onereel/core/testing';`],
  ['libs/providers-kling/src/index.ts', 'export const kling = 1;'],
  ['libs/providers-kling/src/provider/p.ts', `import '../wire/w';`],
  ['libs/providers-kling/src/dialect/e.ts', `import '../wire/w';`],
  ['libs/providers-kling/src/wire/w.ts', 'export const wire = 1;'],
  ['libs/capcut-draft/src/index.ts', 'export const draft = 1;'],
  ['libs/capcut-draft/src/render/r.ts', `import 'node:fs';`],
  ['libs/capcut-draft/src/plan/path.ts', `import 'node:path';`],
  ['apps/gateway/src/engine/engine.ts', `import '@onereel/core/engine';`],
  ['apps/gateway/src/dialects/b/b.ts', `import '@onereel/core';`],
  ['apps/gateway/src/infrastructure/redis/queue.ts', `import 'bull';`],
];

function plantTree(folder: string): void {
  for (const name of ['tsconfig.base.json', 'tsconfig.check.json', '.dependency-cruiser.cjs']) {
    cpSync(join(ROOT, name), join(folder, name));
  }
  mkdirSync(join(folder, 'node_modules/@onereel'), { recursive: true });
  for (const lib of readdirSync(join(ROOT, 'libs'))) {
    mkdirSync(join(folder, 'libs', lib), { recursive: true });
    cpSync(join(ROOT, 'libs', lib, 'package.json'), join(folder, 'libs', lib, 'package.json'));
    symlinkSync(join(folder, 'libs', lib), join(folder, 'node_modules/@onereel', lib));
  }
  for (const name of ['axios', 'bull', '@nestjs']) {
    symlinkSync(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name));
  }
  for (const [file, source] of [...PLANTED.map(([, file, source]) => [file, source] as const), ...ALLOWED]) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), source.includes('export') ? source : `${source}\nexport {};`);
  }
}

interface Violation {
  readonly from: string;
  readonly rule: { readonly name: string };
}

/** Lint rule → a source that breaks it. */
const DOORS: readonly (readonly [rule: string, source: string])[] = [
  ['no-restricted-imports', `import { spawn } from 'node:child_process';\nspawn('true');`],
  ['no-restricted-imports', `import axios from 'axios';\nexport const client = axios;`],
  ['no-restricted-imports', `import Bull from 'bull';\nexport const queue = Bull;`],
  [
    'no-restricted-imports',
    `import { x } from '@onereel/core/src/errors/gateway-error';\nexport const y = x;`,
  ],
  ['no-restricted-globals', `export const answer = fetch('http://localhost');`],
  ['no-restricted-properties', `export const port = process.env.PORT;`],
  ['no-restricted-properties', `export const stop = () => process.exit(1);`],
  ['no-console', `console.log('hello');\nexport {};`],
  ['@typescript-eslint/no-floating-promises', `Promise.resolve(1);\nexport {};`],
  ['@typescript-eslint/no-explicit-any', `export const value: any = 1;`],
];

describe('import rules', () => {
  let folder: string;
  let violations: readonly Violation[];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'onereel-rules-'));
    plantTree(folder);
    const args = [CRUISER, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'apps', 'libs'];
    const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', maxBuffer: 1e8 });
    violations = (JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations;
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(PLANTED)('%s catches %s', (rule, file) => {
    expect(violations.filter(({ from }) => from === file).map(({ rule: { name } }) => name)).toContain(rule);
  });

  it.each(ALLOWED)('leaves %s alone', (file) => {
    const broken = violations.filter(({ from, rule }) => from === file && rule.name !== 'no-circular');
    expect(broken).toEqual([]);
  });

  it('has a planted violation for every rule', () => {
    const script = `console.log(JSON.stringify(require('./.dependency-cruiser.cjs').forbidden.map((rule) => rule.name)))`;
    const names = JSON.parse(
      execFileSync(process.execPath, ['-e', script], { cwd: ROOT, encoding: 'utf8' }),
    ) as string[];
    expect([...new Set(PLANTED.map(([rule]) => rule))].sort()).toEqual([...names].sort());
  });
});

describe('doors', () => {
  let folder: string;
  let reports: readonly { filePath: string; messages: { ruleId: string }[] }[];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'onereel-doors-'));
    for (const name of ['tsconfig.base.json', 'tsconfig.check.json', 'eslint.config.mjs']) {
      cpSync(join(ROOT, name), join(folder, name));
    }
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    mkdirSync(join(folder, 'libs/core/src'), { recursive: true });
    DOORS.forEach(([, source], row) => writeFileSync(join(folder, `libs/core/src/door-${row}.ts`), source));
    const { stdout } = spawnSync(process.execPath, [ESLINT, '-f', 'json', 'libs'], {
      cwd: folder,
      encoding: 'utf8',
    });
    reports = JSON.parse(stdout) as typeof reports;
  }, 60_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(DOORS.map(([rule, source], row) => ({ rule, source, row })))(
    '$rule refuses $source',
    ({ rule, row }) => {
      const report = reports.find(({ filePath }) => filePath.endsWith(`door-${row}.ts`));
      expect(report?.messages.map(({ ruleId }) => ruleId)).toContain(rule);
    },
  );
});
