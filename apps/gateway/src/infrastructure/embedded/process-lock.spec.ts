import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProcessLock } from './process-lock';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onereel-lock-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

test('one holder at a time', () => {
  const path = join(folder, 'data', 'onereel.lock');
  const [first, second] = [new ProcessLock(path), new ProcessLock(path)];
  first.acquire();
  expect(() => second.acquire()).toThrow(/Another OneReel process runs on the data folder/);
  first.release();
  second.acquire();
  second.release();
});

test('a holder that was killed holds nothing', () => {
  const path = join(folder, 'onereel.lock');
  const script = `
    const db = new (require('libsql'))(${JSON.stringify(path)});
    db.exec('PRAGMA locking_mode = EXCLUSIVE'); db.exec('BEGIN EXCLUSIVE');
    process.kill(process.pid, 'SIGKILL');`;
  expect(spawnSync(process.execPath, ['-e', script], { cwd: __dirname }).signal).toBe('SIGKILL');
  const lock = new ProcessLock(path);
  lock.acquire();
  lock.release();
});
