import { type ChildProcess, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DraftKit } from '../media/kit/draft-kit';
import { wrapFfmpeg } from '../media/kit/wrapped-ffmpeg';

const ROOT = join(__dirname, '..', '..');
/** Runs `cli.ts` from source, as the built `bin/onereel.js` runs `dist/cli.js`. */
const REGISTER = join(ROOT, 'test', 'run-ts', 'register.js');
const CLI = join(ROOT, 'apps', 'gateway', 'src', 'cli.ts');

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

// Every command is a process that compiles what it needs.
jest.setTimeout(90_000);

describe('onereel', () => {
  let folder: string;
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'onereel-cli-')));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function start(
    args: string[],
    env: Record<string, string> = {},
  ): { child: ChildProcess; ended: Promise<Ended> } {
    const child = spawn(
      process.execPath,
      ['--conditions=@onereel/source', '--require', REGISTER, CLI, ...args],
      {
        cwd: folder,
        env: { PATH: process.env.PATH, ONEREEL_PROVIDERS: '@onereel/providers-sandbox', ...env },
      },
    );
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => (out += String(chunk)));
    child.stderr.on('data', (chunk) => (err += String(chunk)));
    const ended = new Promise<Ended>((resolve) => {
      child.once('close', (code) => resolve({ code, out, err }));
    });
    return { child, ended };
  }
  const run = (args: string[], env?: Record<string, string>): Promise<Ended> => start(args, env).ended;

  it('makes, lists and revokes keys', async () => {
    const made = await run(['keys', 'create', 'my', 'laptop']);
    expect(made).toMatchObject({ code: 0, err: '' });
    const id = /id: +(\w+)/.exec(made.out)?.[1] ?? '';
    expect(made.out).toMatch(/secret: sk-\w{40}\n/);
    expect((await run(['keys', 'list'])).out).toMatch(new RegExp(`^${id} .* valid +my laptop$`, 'm'));
    expect(await run(['keys', 'revoke', id])).toMatchObject({ code: 0, out: `${id} is revoked.\n` });
    expect((await run(['keys', 'list'])).out).toMatch(/revoked \d{4}-\d\d-\d\d/);
    expect(statSync(join(folder, 'data', 'secret.key')).mode & 0o077).toBe(0);
  });

  it('reads .env, lets the environment win, and keeps secrets to itself', async () => {
    writeFileSync(
      join(folder, '.env'),
      'PORT=4000\nONEREEL_LOG_LEVEL=warn\nONEREEL_API_KEYS="hush-hush-hush-hush"\nONEREEL_PROVIDER=typo\n',
    );
    const checked = await run(['check-config'], { ONEREEL_LOG_LEVEL: 'debug' });
    expect(checked.code).toBe(0);
    expect(checked.out).toContain('PORT = 4000\n');
    expect(checked.out).toContain('ONEREEL_LOG_LEVEL = debug\n');
    expect(checked.out).toContain('ONEREEL_API_KEYS = [secret]\n');
    expect(checked.out).toContain('@onereel/providers-sandbox: ready\n');
    expect(checked.err).toContain('ONEREEL_PROVIDER is not a setting');
    expect(checked.out + checked.err).not.toContain('hush');
    expect(existsSync(join(folder, 'data', 'onereel.db'))).toBe(false);
  });

  it.each<[string, string[], Record<string, string>, number, RegExp]>([
    [
      'bad settings',
      ['serve'],
      { PORT: 'x', ONEREEL_AUTH: 'maybe' },
      1,
      /PORT must be.*\n.*ONEREEL_AUTH must be/,
    ],
    [
      'no ffmpeg',
      ['serve'],
      { FFMPEG_PATH: '/nowhere', PORT: '0' },
      1,
      /^ffmpeg not found .*Install FFmpeg with: .*\n$/,
    ],
  ])('explains %s without a stack', async (_name, args, env, code, message) => {
    const ended = await run(args, env);
    expect(ended.code).toBe(code);
    expect(ended.err).toMatch(message);
    expect(ended.err).not.toMatch(/\n\s+at /);
  });

  it('names at the start what FFmpeg lacks for some renders, and serves', async () => {
    const list = `"$real" "$@" | grep -v -e ' libsvtav1 ' -e ' libmp3lame '; exit 0`;
    const script = `case "$*" in *-encoders*) ${list};; esac`;
    const FFMPEG_PATH = wrapFfmpeg(join(folder, 'plain-ffmpeg'), script);
    const { child, ended } = start(['serve'], { PORT: '0', FFMPEG_PATH });
    const [url] = await ready(child);
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    child.kill('SIGTERM');
    const { code, out } = await ended;
    expect(code).toBe(0);
    const warning = out.split('\n').findIndex((line) => line.includes('Some renders will be refused'));
    expect(out.split('\n')[warning]).toMatch(
      /encoders missing: libsvtav1, libmp3lame\. Install FFmpeg with: /,
    );
    const listens = out.split('\n').findIndex((line) => line.includes('listens on'));
    expect(warning).toBeLessThan(listens);
  });

  it('serves, shows a first key once, and stops when told to', async () => {
    const first = start(['serve'], { PORT: '0' });
    const [url, key] = await ready(first.child);
    expect(key).toMatch(/^sk-\w{40}$/);
    const answer = await fetch(`${url}/v1/models`, { headers: { authorization: `Bearer ${key}` } });
    expect(answer.status).toBe(200);
    const rival = await run(['serve'], { PORT: '0' });
    expect(rival).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^Another OneReel server uses/) as unknown,
    });
    first.child.kill('SIGTERM');
    expect((await first.ended).code).toBe(0);

    const second = start(['serve'], { PORT: '0' });
    const [again, none] = await ready(second.child);
    expect(none).toBeUndefined();
    const still = await fetch(`${again}/v1/models`, { headers: { authorization: `Bearer ${key}` } });
    expect(still.status).toBe(200);
    second.child.kill('SIGINT');
    const { code, out } = await second.ended;
    expect(code).toBe(0);
    expect(out).not.toContain(key);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'leaves nothing behind when a render is stopped by %s, even twice',
    async (signal) => {
      const film = new DraftKit(1920, 1080);
      const { material, refs } = film.color('#336699');
      film.track('video').add(material, 0, 600, { extra_material_refs: refs });
      writeFileSync(join(folder, 'draft_content.json'), JSON.stringify(film.build()));
      const temp = join(folder, 'temp');
      mkdirSync(temp);
      const args = ['render', 'draft_content.json', '-o', 'film.mp4'];
      const { child, ended } = start(args, { TMPDIR: temp, RUN_TS_CACHE: join(tmpdir(), 'onereel-run-ts') });
      while (!readdirSync(temp, { recursive: true }).some((name) => /part-\d+\.mp4$/.test(String(name))))
        await new Promise((resolve) => setTimeout(resolve, 50));
      child.kill(signal);
      await new Promise((resolve) => setTimeout(resolve, 20));
      child.kill(signal);
      expect((await ended).code).toBe(1);
      // The compiler of this test keeps something of its own there.
      expect(readdirSync(temp).filter((name) => name.startsWith('onereel'))).toEqual([]);
      expect(readdirSync(folder).sort()).toEqual(['draft_content.json', 'temp']);
    },
  );

  /** Address and, when one was shown, key. */
  function ready(child: ChildProcess): Promise<[url: string, key?: string]> {
    let out = '';
    return new Promise((resolve, reject) => {
      child.once('close', () => reject(new Error(`it ended: ${out}`)));
      child.stdout?.on('data', (chunk) => {
        out += String(chunk);
        const url = /listens on (http:\/\/[\d.:]+)/.exec(out)?.[1];
        if (url !== undefined) resolve([url, /sk-\w{40}/.exec(out)?.[0]]);
      });
    });
  }
});
