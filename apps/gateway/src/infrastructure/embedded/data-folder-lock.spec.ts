import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockDataFolder } from './data-folder-lock';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onereel-lock-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

test('one holder at a time', () => {
  const path = join(folder, 'data');
  const first = lockDataFolder(path);
  expect(first).toBeDefined();
  expect(lockDataFolder(path)).toBeUndefined();
  first?.release();
  const second = lockDataFolder(path);
  expect(second).toBeDefined();
  second?.release();
});

test('a holder that was killed holds nothing', () => {
  const script = `
    const db = new (require('libsql'))(${JSON.stringify(join(folder, 'server.lock'))});
    db.exec('BEGIN EXCLUSIVE');
    process.kill(process.pid, 'SIGKILL');`;
  expect(spawnSync(process.execPath, ['-e', script], { cwd: __dirname }).signal).toBe('SIGKILL');
  const lock = lockDataFolder(folder);
  expect(lock).toBeDefined();
  lock?.release();
});
