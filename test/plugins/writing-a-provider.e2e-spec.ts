import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { applyDiff, type CodeBlock, codeBlocks } from './kit/code-blocks';
import { findInstalled } from './kit/installed-packages';
import { type LocalRegistry, startLocalRegistry } from './kit/local-registry';
import { runCommand, startCommand, stopCommand, waitForOutput } from './kit/run-command';
import { ROOT, stageSources } from './kit/staged-sources';

const PAGE = join(ROOT, 'docs', 'providers', 'writing-a-provider.md');
const DEVELOPMENT = ['typescript', '@types/node'].map((name) => findInstalled(ROOT, name) ?? name);

jest.setTimeout(300_000);

/** Follows the page from top to bottom, as a reader does. */
describe('docs/providers/writing-a-provider.md', () => {
  let work: string;
  let folder: string;
  let registry: LocalRegistry;
  let output = '';
  let vendor = '';
  let gateway = '';
  const running: ChildProcess[] = [];

  beforeAll(async () => {
    work = realpathSync(mkdtempSync(join(tmpdir(), 'onereel-tutorial-')));
    folder = work;
    stageSources(join(work, 'source'), ['libs/create-provider', 'examples/provider-echo']);
    const generator = join(work, 'source', 'libs', 'create-provider');
    const core = join(ROOT, 'libs', 'core');
    registry = await startLocalRegistry([generator, core, ...DEVELOPMENT], work);
  });
  afterAll(async () => {
    await Promise.all(running.map(stopCommand));
    await registry?.close();
    rmSync(work, { recursive: true, force: true });
  });

  const environment = (): Record<string, string> => ({
    ...registry.environment,
    npm_config_yes: 'true',
    ONEREEL: work,
    ONEREEL_DATA_DIR: join(work, 'data'),
    PORT: '0',
    ACME_BASE_URL: vendor,
  });

  /** The reader has the ports for himself and may wait for a build; here both servers take free ports, and the build is there. */
  const adapted = (text: string): string =>
    text
      .replace('npm start', `exec node ${join(ROOT, 'apps', 'gateway', 'dist', 'main.js')}`)
      .replace('npm run vendor', 'exec npm run vendor -- 0')
      .replace('http://127.0.0.1:3000', gateway);

  const shell = (text: string): Promise<string> =>
    runCommand('bash', ['-e', '-c', `${adapted(text)}\npwd >"${work}/pwd"`], {
      cwd: folder,
      environment: environment(),
    });

  async function run({ note, text }: CodeBlock): Promise<void> {
    if (note === 'background') return background(text);
    const result = shell(text);
    if (note === 'fails') {
      output = await result.then(
        () => Promise.reject(new Error('should have failed')),
        (error: Error) => error.message,
      );
      return;
    }
    output = await result;
    folder = readFileSync(join(work, 'pwd'), 'utf8').trim();
  }

  async function background(text: string): Promise<void> {
    const child = startCommand('bash', ['-c', adapted(text)], { cwd: folder, environment: environment() });
    running.push(child);
    const [, ...found] = await waitForOutput(child, /ACME_BASE_URL=(\S+)|listens on (http:\/\/[^\s,]+)/);
    [vendor = vendor, gateway = gateway] = found;
  }

  const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
  const unindented = (text: string): string => text.trim().replace(/^ +/gm, '');

  const steps: Record<string, (block: CodeBlock) => Promise<void> | void> = {
    sh: run,
    text: ({ text }) => expect(unindented(output)).toContain(text.trim()),
    ts: ({ note, text }) => expect(unindented(read(note))).toContain(unindented(text)),
    diff: ({ note, text }) => writeFileSync(join(folder, note), applyDiff(read(note), text)),
  };

  it('works, block by block', async () => {
    const blocks = codeBlocks(readFileSync(PAGE, 'utf8'));
    expect(blocks.length).toBeGreaterThan(20);
    for (const block of blocks) {
      try {
        await steps[block.language](block);
      } catch (cause) {
        throw new Error(`${dirname(PAGE)}, line ${block.line}: ${(cause as Error).message}`, { cause });
      }
    }
  });
});
