import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import type { ImportResult } from '../../apps/gateway/src/plugins/import-plugin';

const SOURCE = join(__dirname, '../../apps/gateway/src/plugins/import-plugin.ts');

/** As Node runs it: the test runner replaces `import()` by its own `require`. */
describe('importPlugin in plain Node', () => {
  let folder: string;

  beforeAll(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'onereel-import-')));
    const { outputText } = ts.transpileModule(readFileSync(SOURCE, 'utf8'), {
      compilerOptions: { module: ts.ModuleKind.Node16, target: ts.ScriptTarget.ES2023 },
      fileName: SOURCE,
    });
    mkdirSync(join(folder, 'gateway'));
    writeFileSync(join(folder, 'gateway', 'import-plugin.js'), outputText);
    install('cjs-plugin', { main: 'index.js' }, 'exports.default = { id: "cjs" };');
    install(
      'esm-plugin',
      { type: 'module', exports: { import: './index.js' } },
      'export default { id: "esm" };',
    );
    install('broken-esm', { type: 'module', main: 'index.js' }, 'import "not-there"; export default {};');
    install(
      'rejecting-esm',
      { type: 'module', main: 'index.js' },
      'await Promise.reject(new Error("no luck"));',
    );
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function install(name: string, manifest: object, code: string): void {
    const place = join(folder, 'project', 'node_modules', name);
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, 'package.json'), JSON.stringify({ name, version: '1.0.0', ...manifest }));
    writeFileSync(join(place, 'index.js'), code);
  }

  const importIn = (packageName: string, from: string): ImportResult => {
    const script = `require(${JSON.stringify(join(folder, 'gateway', 'import-plugin.js'))})
      .importPlugin(${JSON.stringify(packageName)}, ${JSON.stringify(join(folder, from))})
      .then((result) => process.stdout.write(JSON.stringify(result)))`;
    return JSON.parse(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' })) as ImportResult;
  };

  it.each([
    ['cjs-plugin', 'project', { default: { default: { id: 'cjs' } } }],
    ['./node_modules/cjs-plugin', 'project', { default: { default: { id: 'cjs' } } }],
    ['./node_modules/esm-plugin/index.js', 'project', { default: { id: 'esm' } }],
  ])('finds %s in the working folder', (name, from, exports) => {
    expect(importIn(name, from)).toMatchObject({ ok: true, exports });
  });

  it('finds packages that can only be imported beside the gateway', () => {
    const place = join(folder, 'node_modules', 'esm-only');
    mkdirSync(place, { recursive: true });
    writeFileSync(
      join(place, 'package.json'),
      JSON.stringify({ name: 'esm-only', type: 'module', exports: { import: './index.js' } }),
    );
    writeFileSync(join(place, 'index.js'), 'export default { id: "esm-only" };');
    expect(importIn('esm-only', 'project')).toMatchObject({
      ok: true,
      exports: { default: { id: 'esm-only' } },
    });
  });

  it.each([
    ['nobody-has-this', 'not_installed'],
    ['@nobody/has-this', 'not_installed'],
    ['./nowhere', 'not_installed'],
    ['broken-esm', 'dependency_missing'],
    ['rejecting-esm', 'threw_on_load'],
  ])('tells why %s does not load', (name, kind) => {
    expect(importIn(name, 'project')).toMatchObject({ ok: false, problem: { kind, packageName: name } });
  });
});
