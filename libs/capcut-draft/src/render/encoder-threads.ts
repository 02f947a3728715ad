import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { keptJson } from '../media/kept-json';
import type { Slice } from '../plan/slices';

export interface Share {
  /** That have something to do. */
  readonly processes: number;
  readonly workers: number;
}

/** Workers that are left over help those that are not. */
export const threadsFor = ({ processes, workers }: Share): number =>
  Math.max(1, Math.ceil(workers / Math.max(1, processes)));

/**
 * Threads of each encoder. Bytes depend on their number, so it is kept under what the film is made of: a render that goes on
 * after a crash takes those it began with, however few pieces are left, and comes out as one that was not stopped.
 */
export function encoderThreads(planDir: string, slices: readonly Slice[], share: Share): Promise<number> {
  const film = createHash('sha256');
  for (const { hash } of slices) film.update(`${hash}\n`);
  const path = join(planDir, `${film.digest('hex').slice(0, 40)}.json`);
  return keptJson(path, () => Promise.resolve(threadsFor(share)));
}
