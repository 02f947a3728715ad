import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { CallContext, PollResult, ProviderHandle } from '@onereel/core';
import { probeMedia } from '@onereel/core/media';
import { SandboxVideoProvider } from '../../libs/providers-sandbox/src/provider/sandbox.video-provider';
import { stopChild } from '../run-ts/stop-child';
import { media } from './kit/ffmpeg-under-test';

const clock = { now: () => Date.now() };
const refuse = (): never => {
  throw new Error('not used here');
};
const context: CallContext = {
  signal: new AbortController().signal,
  http: { request: refuse, stream: refuse },
  clock,
  log: { debug: () => undefined, warn: () => undefined },
  credentialId: 'default',
};

type Child = ChildProcessByStdio<null, Readable, null>;
interface Told {
  readonly handle: ProviderHandle;
  readonly result: PollResult;
}

let dir: string;
let child: Child;
let told: Told | undefined;
let provider: SandboxVideoProvider;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'onereel-crash-'));
  told = undefined;
  child = spawn(process.execPath, [join(__dirname, 'sandbox-child.cjs'), dir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  createInterface(child.stdout).on('line', (line) => {
    told = JSON.parse(line) as Told;
  });
  provider = new SandboxVideoProvider({ concurrency: 1, retentionHours: 24 }, { dataDir: dir, media, clock });
});
afterEach(async () => {
  await stopChild(child);
  await provider.onModuleDestroy();
  await rm(dir, { recursive: true, force: true });
});

async function until<T>(look: () => Promise<T | undefined> | T | undefined, withinMs: number): Promise<T> {
  const deadline = Date.now() + withinMs;
  while (Date.now() < deadline) {
    const seen = await look();
    if (seen !== undefined) return seen;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`nothing happened within ${withinMs} ms`);
}

const underWay = (): ProviderHandle | undefined =>
  told?.result.state === 'processing' && (told.result.progress ?? 0) > 0 ? told.handle : undefined;
const startsOf = async ({ id }: ProviderHandle): Promise<number> =>
  (await stat(join(dir, 'jobs', id, 'starts'))).size;

describe('a job of another process', () => {
  it('is taken up again after kill -9 and loses nothing', async () => {
    const handle = await until(underWay, 20_000);
    await stopChild(child);
    expect(await provider.poll(handle, context)).toEqual({ state: 'queued' });
    const done = await until(async () => {
      const result = await provider.poll(handle, context);
      return result.state === 'completed' ? result : undefined;
    }, 25_000);
    expect(await startsOf(handle)).toBe(2);
    const file = join(dir, 'out.mp4');
    const { stream } = await provider.openOutput(done.outputs[0], handle, context);
    await pipeline(stream, createWriteStream(file));
    expect((await probeMedia(media, file)).video?.frames).toBe(240);
  });

  it('is not rendered a second time while that process lives, and can be cancelled from here', async () => {
    const handle = await until(underWay, 20_000);
    expect((await provider.poll(handle, context)).state).toBe('processing');
    expect(await startsOf(handle)).toBe(1);
    expect(await provider.cancel(handle, context)).toEqual({ outcome: 'cancelled' });
    const heard = await until(() => (told?.result.state === 'failed' ? told.result : undefined), 3000);
    expect(heard).toMatchObject({ error: { code: 'cancelled' } });
    const gone = (): Promise<true | undefined> =>
      stat(join(dir, 'jobs', handle.id, 'beat.json')).then(
        () => undefined,
        () => true,
      );
    expect(await until(gone, 3000)).toBe(true);
  });
});
