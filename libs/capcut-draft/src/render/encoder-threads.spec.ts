import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Slice } from '../plan/slices';
import { encoderThreads, threadsFor } from './encoder-threads';

const slices = (...hashes: string[]): Slice[] => hashes.map((hash) => ({ hash }) as Slice);

it.each([
  [12, 2, 1],
  [1, 2, 2],
  [1, 8, 8],
  [3, 8, 3],
  [0, 2, 2],
])('%i processes of %i workers have %i threads each', (processes, workers, threads) => {
  expect(threadsFor({ processes, workers })).toBe(threads);
});

it('a film that is gone on with has the threads it began with, another film its own', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'onereel-plans-'));
  try {
    const film = slices('a', 'b', 'c');
    expect(await encoderThreads(folder, film, { processes: 3, workers: 2 })).toBe(1);
    expect(await encoderThreads(folder, film, { processes: 1, workers: 2 })).toBe(1);
    expect(await encoderThreads(folder, slices('a', 'x', 'c'), { processes: 1, workers: 2 })).toBe(2);
    expect(await encoderThreads(folder, slices('a', 'x', 'c'), { processes: 2, workers: 2 })).toBe(2);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
