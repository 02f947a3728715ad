import { execFile } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestGateway } from './test-gateway';

const ROOT = join(__dirname, '..', '..');
const REGISTER = join(ROOT, 'test', 'run-ts', 'register.js');
const CLI = join(ROOT, 'apps', 'gateway', 'src', 'cli.ts');

jest.setTimeout(90_000);

describe('onereel and drafts', () => {
  let folder: string;
  beforeAll(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'onereel-drafts-')));
    const gateway = await startTestGateway();
    try {
      const post = (route: string, body: object): Promise<Response> =>
        gateway.fetch(`/openapi/capcut-mate/v1/${route}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        });
      const made = await post('create_draft', { width: 320, height: 180, name: 'Words' });
      const { draft_url, draft_id } = (await made.json()) as Record<string, string>;
      await post('add_captions', { draft_url, captions: [{ start: 0, end: 1e6, text: 'Hello' }] });
      const zip = await gateway.fetch(`/api/v1/drafts/${draft_id}/package`);
      writeFileSync(join(folder, 'draft.zip'), Buffer.from(await zip.arrayBuffer()));
    } finally {
      await gateway.close();
    }
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const run = (...args: string[]): Promise<{ code: number; out: string; err: string }> =>
    new Promise((settle) => {
      const command = ['--conditions=@onereel/source', '--require', REGISTER, CLI, ...args];
      const child = execFile(
        process.execPath,
        command,
        { cwd: folder, env: { PATH: process.env.PATH } },
        (_e, out, err) => settle({ code: child.exitCode ?? -1, out, err }),
      );
    });

  it('inspects and renders a package', async () => {
    const shown = await run('inspect', 'draft.zip');
    expect(shown).toMatchObject({
      code: 0,
      out: expect.stringMatching(/320×180, 30 fps, 1\.00 s/) as unknown,
    });
    const made = await run('render', 'draft.zip', '-o', 'film.mp4', '--report', 'report.json');
    expect(made).toMatchObject({
      code: 0,
      out: expect.stringMatching(/film\.mp4: 320×180, 1\.00 s/) as unknown,
    });
    expect((await run('make-standins', 'draft.zip')).out).toMatch(/^0 files in /);
  });

  it('installs a package once and finds nothing wrong with it', async () => {
    const installed = await run('draft', 'install', 'draft.zip', '--drafts', '.');
    expect(installed).toMatchObject({
      code: 0,
      out: expect.stringContaining(join(folder, 'Words')) as unknown,
    });
    expect(await run('draft', 'doctor', 'Words')).toMatchObject({ code: 0 });
    expect(await run('draft', 'install', 'draft.zip', '--drafts', '.')).toMatchObject({
      code: 1,
      err: expect.stringContaining('exists already') as unknown,
    });
  });

  it('takes an installed draft back, but not one that was edited', async () => {
    mkdirSync(join(folder, 'store'));
    const draft = join('store', 'Words');
    expect(await run('draft', 'rollback', 'store')).toMatchObject({
      code: 1,
      err: expect.stringContaining('was not installed by onereel') as unknown,
    });
    expect((await run('draft', 'install', 'draft.zip', '--drafts', 'store')).code).toBe(0);
    expect(await run('draft', 'rollback', draft)).toMatchObject({ code: 0 });
    expect(readdirSync(join(folder, 'store'))).toEqual(['root_meta_info.json']);
    const index = readFileSync(join(folder, 'store', 'root_meta_info.json'), 'utf8');
    expect(JSON.parse(index)).toMatchObject({ all_draft_store: [], draft_ids: 0 });

    expect((await run('draft', 'install', 'draft.zip', '--drafts', 'store')).code).toBe(0);
    writeFileSync(join(folder, draft, 'draft_content.json'), '{"tracks":[],"materials":{}}');
    expect(await run('draft', 'rollback', draft)).toMatchObject({
      code: 1,
      err: expect.stringContaining('was edited since') as unknown,
    });
    expect(await run('draft', 'rollback', draft, '--force')).toMatchObject({ code: 0 });
    expect(readdirSync(join(folder, 'store'))).toEqual(['root_meta_info.json']);
  });

  it.each([
    [['draft', 'rollback'], /Name the folder/],
    [['render', 'draft.zip', '-o', 'film.xyz'], /cannot write \.xyz/],
    [['draft', 'install'], /Name one zip\.\nUsage: onereel draft install/],
    [['draft', 'install', 'draft.zip', '--app', 'vlc'], /--app is one of capcut-win/],
    [['draft', 'doctor'], /Name the folder/],
  ])('explains what is wrong with %j', async (args, message) => {
    expect(await run(...args)).toMatchObject({ code: 2, err: expect.stringMatching(message) as unknown });
  });
});
