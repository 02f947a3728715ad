import type { ArtifactStore, TaskRecord, TaskStore } from '@onereel/core/engine';
import type { VideoProvider } from '@onereel/core';

/** Step boundaries at which a process can die. */
export const FAULT_POINTS = [
  'before create is stored',
  'after create is stored',
  'before sending is stored',
  'after sending is stored',
  'while the vendor answers',
  'before the handle is stored',
  'after the handle is stored',
  'before a poll',
  'after a poll',
  'after the result is known',
  'before the file is stored',
  'after the file is stored',
  'after the task completed',
] as const;

/** The same on the way from a place that refused to the next one. */
export const MOVE_POINTS = [
  'before the move is stored',
  'after the move is stored',
  'before sending is stored',
  'after sending is stored',
  'while the vendor answers',
] as const;

export type FaultPoint = (typeof FAULT_POINTS | typeof MOVE_POINTS)[number];

/** Dies without a word, as a power cut would have it. */
function die(): Promise<never> {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => undefined);
}

/** Counts down how often its point was passed; the last time is fatal. */
export class Fuse {
  constructor(
    private readonly point: FaultPoint | undefined,
    private passes: number,
  ) {}

  async pass(point: FaultPoint, applies = true): Promise<void> {
    if (point !== this.point || !applies) return;
    this.passes -= 1;
    if (this.passes < 0) await die();
  }
}

/** Puts the fuse around the writes of a store. */
export function fuseStore(store: TaskStore, fuse: Fuse): void {
  const insert = store.insert.bind(store);
  const update = store.update.bind(store);
  store.insert = async (...args) => {
    await fuse.pass('before create is stored');
    const result = await insert(...args);
    await fuse.pass('after create is stored');
    return result;
  };
  store.update = async (...args) => {
    const change: Partial<TaskRecord> = args[2];
    await fuse.pass('before sending is stored', change.submission === 'sending');
    const moves = change.execution != null && change.submission === 'not_sent';
    await fuse.pass('before the move is stored', moves);
    await fuse.pass('before the handle is stored', change.handle != null);
    const result = await update(...args);
    await fuse.pass('after sending is stored', change.submission === 'sending');
    await fuse.pass('after the move is stored', moves);
    await fuse.pass('after the handle is stored', change.handle != null);
    await fuse.pass('after the result is known', (change.pendingOutputs?.length ?? 0) > 0);
    await fuse.pass('after the task completed', change.status === 'completed');
    return result;
  };
}

/** Puts the fuse around the calls of a provider. */
export function fuseProvider(provider: VideoProvider, fuse: Fuse): void {
  const submit = provider.submit.bind(provider);
  const poll = provider.poll.bind(provider);
  provider.submit = async (...args) => {
    const answer = submit(...args);
    // The request is on its way; dying a moment later leaves it to chance whether the vendor saw it.
    setTimeout(() => void fuse.pass('while the vendor answers'), 2);
    return answer;
  };
  provider.poll = async (...args) => {
    await fuse.pass('before a poll');
    const answer = await poll(...args);
    await fuse.pass('after a poll');
    return answer;
  };
}

/** Puts the fuse around the publication of files. */
export function fuseArtifacts(artifacts: ArtifactStore, fuse: Fuse): void {
  const putFile = artifacts.putFile.bind(artifacts);
  artifacts.putFile = async (...args) => {
    await fuse.pass('before the file is stored');
    const stored = await putFile(...args);
    await fuse.pass('after the file is stored');
    return stored;
  };
}
