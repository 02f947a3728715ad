import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

jest.setTimeout(90_000);

const ROOT = join(__dirname, '..', '..');

/** Ids of the programs that work in a folder. */
function atWork(folder: string, program: string): number[] {
  return readdirSync('/proc').flatMap((id) => {
    try {
      const [name, ...args] = readFileSync(join('/proc', id, 'cmdline'), 'utf8').split('\0');
      return name.endsWith(program) && args.some((arg) => arg.includes(folder)) ? [Number(id)] : [];
    } catch {
      return [];
    }
  });
}

async function until(what: () => boolean, seconds: number): Promise<void> {
  for (const end = Date.now() + seconds * 1000; !what();) {
    if (Date.now() > end) throw new Error('It did not happen in time.');
    await new Promise((settle) => setTimeout(settle, 50));
  }
}

it.each([
  ['SIGTERM', 'npm'],
  // As a terminal does.
  ['SIGINT', 'the whole group'],
] as const)(
  'a benchmark that is told to stop by %s to %s takes its FFmpeg and its files along',
  async (signal, whom) => {
    const folder = mkdtempSync(join(tmpdir(), 'onereel-bench-stop-'));
    try {
      const args = ['run', 'bench:render', '--', '--only', 't1', '--media', join(folder, 'media')];
      const env = { ...process.env, TMPDIR: folder, RUN_TS_CACHE: join(tmpdir(), 'onereel-run-ts') };
      const bench = spawn('npm', args, { cwd: ROOT, env, stdio: 'ignore', detached: true });
      const id = bench.pid as number;
      const ended = new Promise((resolve) => bench.once('close', resolve));
      await until(() => atWork(folder, 'ffmpeg').length > 0, 45);
      expect(readdirSync(folder).some((name) => name.startsWith('onereel-bench-'))).toBe(true);
      process.kill(whom === 'npm' ? id : -id, signal);
      await ended;
      await until(() => atWork(folder, 'node').length === 0, 5);
      // What was killed is listed until the system has taken back its memory.
      await until(() => atWork(folder, 'ffmpeg').length === 0, 2);
      expect(readdirSync(folder)).toEqual(['media']);
    } finally {
      for (const id of atWork(folder, 'node')) process.kill(id, 'SIGKILL');
      for (const id of atWork(folder, 'ffmpeg')) process.kill(id, 'SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
