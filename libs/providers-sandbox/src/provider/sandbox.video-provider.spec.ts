import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createWriteStream } from 'node:fs';
import { createMediaProcess, probeMedia } from '@onereel/core/media';
import {
  type JsonObject,
  type PollResult,
  type ProviderHandle,
  type ResolvedVideoRequest,
  type SubmitContext,
} from '@onereel/core';
import { SANDBOX_MODEL } from '../wire/sandbox-descriptor';
import { SandboxVideoProvider } from './sandbox.video-provider';

const media = createMediaProcess({ ffmpegPath: 'ffmpeg', ffprobePath: 'ffprobe' });
const clock = { now: () => Date.now() };
const small = { width: 160, height: 90 };
let dir: string;
let picture: string;
let reference = 0;
const providers: SandboxVideoProvider[] = [];

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'onereel-sandbox-'));
  picture = join(dir, 'picture.png');
  await media.ffmpeg(['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=s=200x100', '-frames:v', '1', picture]);
});
afterEach(() => Promise.all(providers.splice(0).map((provider) => provider.onModuleDestroy())));
afterAll(() => rm(dir, { recursive: true, force: true }));

function freshProvider(concurrency = 2): SandboxVideoProvider {
  const options = { concurrency, retentionHours: 24 };
  const provider = new SandboxVideoProvider(options, { dataDir: dir, media, clock });
  providers.push(provider);
  return provider;
}

function context(
  clientReference = `ref-${(reference += 1)}`,
  signal = new AbortController().signal,
): SubmitContext {
  const refuse = (): never => {
    throw new Error('not used here');
  };
  return {
    signal,
    http: { request: refuse, stream: refuse },
    clock,
    log: { debug: () => undefined, warn: () => undefined },
    credentialId: 'default',
    clientReference,
    inputs: {
      file: async () => {
        const path = join(dir, `lent-${(reference += 1)}`);
        await copyFile(picture, path);
        return { path, mediaType: 'image/png', bytes: 1 };
      },
      base64: refuse,
      url: async () => undefined,
    },
  };
}

const request = (fields: Partial<ResolvedVideoRequest> = {}): ResolvedVideoRequest => ({
  model: 'sandbox',
  resolvedModel: SANDBOX_MODEL,
  prompt: 'A quiet harbor',
  inputs: [],
  size: small,
  durationSeconds: 1,
  seed: 7,
  ...fields,
});
const image = {
  role: 'first_frame' as const,
  source: { kind: 'url' as const, url: 'https://example.com/a.png' },
};
const simulating = (sandbox: JsonObject): ResolvedVideoRequest => request({ providerOptions: { sandbox } });

async function accepted(
  provider: SandboxVideoProvider,
  wanted: ResolvedVideoRequest,
  at = context(),
): Promise<ProviderHandle> {
  const result = await provider.submit(wanted, at);
  if (result.outcome !== 'accepted') throw new Error(`rejected: ${result.error.message}`);
  return JSON.parse(JSON.stringify(result.handle)) as ProviderHandle;
}

async function ended(provider: SandboxVideoProvider, handle: ProviderHandle): Promise<PollResult> {
  for (let round = 0; round < 400; round += 1) {
    const result = await provider.poll(handle, context());
    if (result.state === 'completed' || result.state === 'failed') return result;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the job did not end');
}

async function download(provider: SandboxVideoProvider, handle: ProviderHandle): Promise<string> {
  const result = await ended(provider, handle);
  if (result.state !== 'completed') throw new Error(`ended as ${JSON.stringify(result)}`);
  const path = join(dir, `out-${(reference += 1)}.mp4`);
  const output = await provider.openOutput(result.outputs[0], handle, context());
  await pipeline(output.stream, createWriteStream(path));
  return path;
}

describe('a job', () => {
  it('renders a text in the background and streams the file', async () => {
    const provider = freshProvider();
    const began = Date.now();
    const handle = await accepted(provider, request());
    expect(Date.now() - began).toBeLessThan(500);
    const facts = await probeMedia(media, await download(provider, handle));
    expect(facts).toMatchObject({
      container: 'mp4',
      video: { codec: 'h264', profile: 'High', pixelFormat: 'yuv420p', frames: 30, ...small },
      audio: { codec: 'aac', channels: 2, sampleRate: 48_000 },
    });
  });

  it('renders a picture, without sound when none is wanted', async () => {
    const provider = freshProvider();
    const handle = await accepted(
      provider,
      request({ inputs: [image], fps: 24, durationSeconds: 1.5, audio: false, cameraMotion: 'pan' }),
    );
    const facts = await probeMedia(media, await download(provider, handle));
    expect(facts.video).toMatchObject({ frames: 36, averageFps: { num: 24, den: 1 } });
    expect(facts.audio).toBeUndefined();
  });

  it('gives the same outputs however often it is asked, also from another instance', async () => {
    const provider = freshProvider();
    const handle = await accepted(provider, request());
    const first = await ended(provider, handle);
    expect(first).toMatchObject({ state: 'completed', outputs: [{ id: 'video', durationSeconds: 1 }] });
    expect(await freshProvider().poll(handle, context())).toEqual(first);
  });

  it('is found by its client reference', async () => {
    const provider = freshProvider();
    const handle = await accepted(provider, request(), context('known-reference'));
    expect(await freshProvider().reconcile('known-reference', context())).toEqual({
      outcome: 'found',
      handle,
    });
    expect(await provider.reconcile('known', context())).toEqual({ outcome: 'not_found' });
  });

  it('is taken up again by a fresh instance when its first one went away', async () => {
    const handle = await accepted(
      freshProvider(),
      request({ durationSeconds: 3, size: { width: 640, height: 360 } }),
    );
    await providers.pop()?.onModuleDestroy();
    const second = freshProvider();
    expect(await second.poll(handle, context())).toEqual({ state: 'queued' });
    const facts = await probeMedia(media, await download(second, handle));
    expect(facts.video?.frames).toBe(90);
  });

  it('waits while others render', async () => {
    const provider = freshProvider(1);
    const first = await accepted(provider, request());
    const second = await accepted(provider, request());
    expect((await provider.poll(second, context())).state).toBe('queued');
    await ended(provider, first);
    expect((await ended(provider, second)).state).toBe('completed');
  });

  it('stops at once when cancelled, again and again', async () => {
    const provider = freshProvider();
    const handle = await accepted(
      provider,
      request({ durationSeconds: 10, size: { width: 1280, height: 720 } }),
    );
    await new Promise((resolve) => setTimeout(resolve, 700));
    const began = Date.now();
    expect(await provider.cancel(handle, context())).toEqual({ outcome: 'cancelled' });
    // Rendering all of it takes longer on any machine; the child is killed after 0.6 s at the latest.
    expect(Date.now() - began).toBeLessThan(2000);
    expect(await provider.cancel(handle, context())).toEqual({ outcome: 'cancelled' });
    expect(await provider.poll(handle, context())).toMatchObject({
      state: 'failed',
      error: { code: 'cancelled' },
    });
  });

  it('cannot be cancelled once it is done', async () => {
    const provider = freshProvider();
    const handle = await accepted(provider, request());
    await ended(provider, handle);
    expect(await provider.cancel(handle, context())).toEqual({ outcome: 'too_late' });
  });

  it('is lost when nobody knows it', async () => {
    const handle = { v: 1, id: '../../etc/passwd', credentialId: 'default' };
    expect(await freshProvider().poll(handle, context())).toMatchObject({
      state: 'failed',
      error: { code: 'provider_task_lost' },
    });
  });

  it('stops before it starts when the signal is aborted', async () => {
    const at = context('aborted', AbortSignal.abort());
    await expect(freshProvider().submit(request(), at)).rejects.toMatchObject({ name: 'AbortError' });
    expect(await freshProvider().reconcile('aborted', context())).toEqual({ outcome: 'not_found' });
  });
});

describe('a refused request', () => {
  it.each([
    [
      'a frame too small to encode',
      request({ size: { width: 32, height: 32 } }),
      'invalid_parameter',
      'size',
    ],
    ['an unknown option', simulating({ typo: 1 }), 'invalid_parameter', 'providerOptions.sandbox.typo'],
    [
      'a wrong option',
      simulating({ simulate: 'x' }),
      'invalid_parameter',
      'providerOptions.sandbox.simulate',
    ],
  ])('%s', async (_, wanted, code, param) => {
    const result = await freshProvider().submit(wanted, context());
    expect(result).toMatchObject({ outcome: 'rejected', error: { code, param, retryable: false } });
  });

  it.each([
    ['a damaged picture', Buffer.from('89504e470d0a1a0a0000', 'hex')],
    ['a page instead of a picture', Buffer.from('<!doctype html><p>404')],
  ])('%s', async (_, bytes) => {
    const broken = join(dir, 'broken');
    await writeFile(broken, bytes);
    const at = context();
    const inputs = { ...at.inputs, file: async () => ({ path: broken, mediaType: 'image/png', bytes: 1 }) };
    const result = await freshProvider().submit(request({ inputs: [image] }), { ...at, inputs });
    expect(result).toMatchObject({ outcome: 'rejected', error: { code: 'invalid_image' } });
    expect(JSON.stringify(result)).not.toContain(dir);
  });
});

describe('a simulated failure', () => {
  const submitted = [
    'moderated_input',
    'rate_limited',
    'unavailable',
    'authentication',
    'insufficient_balance',
  ];
  it.each(submitted)('of the submission: %s', async (simulate) => {
    const result = await freshProvider().submit(simulating({ simulate }), context());
    expect(result).toMatchObject({ outcome: 'rejected', error: { vendorCode: 'simulated' } });
  });

  it('of a lost answer leaves a job that can be reconciled', async () => {
    const provider = freshProvider();
    const at = context('lost-answer');
    await expect(provider.submit(simulating({ simulate: 'submit_unknown' }), at)).rejects.toMatchObject({
      code: 'submit_unknown',
    });
    const found = await provider.reconcile('lost-answer', context());
    if (found.outcome !== 'found') throw new Error('not found');
    expect((await ended(provider, found.handle)).state).toBe('completed');
  });

  it.each([
    ['moderated_output', 'moderated_output'],
    ['moderated_audio', 'moderated_audio'],
    ['failed', 'provider_failed'],
    ['task_lost', 'provider_task_lost'],
  ])('of the job after some polls: %s', async (simulate, code) => {
    const provider = freshProvider();
    const handle = await accepted(provider, simulating({ simulate, afterPolls: 2 }));
    expect((await provider.poll(handle, context())).state).toBe('processing');
    expect((await freshProvider().poll(handle, context())).state).toBe('processing');
    expect(await provider.poll(handle, context())).toMatchObject({ state: 'failed', error: { code } });
  });

  it.each([
    ['timeout', 'provider_timeout'],
    ['bad_response', 'provider_bad_response'],
  ])('of the question: %s', async (simulate, code) => {
    const provider = freshProvider();
    const handle = await accepted(provider, simulating({ simulate }));
    await expect(provider.poll(handle, context())).rejects.toMatchObject({ code });
  });

  it('of the result', async () => {
    const provider = freshProvider();
    const missing = await accepted(provider, simulating({ simulate: 'output_missing' }));
    expect(await provider.poll(missing, context())).toMatchObject({ state: 'completed', outputs: [] });
    const broken = await accepted(provider, simulating({ simulate: 'output_invalid' }));
    await expect(probeMedia(media, await download(provider, broken))).rejects.toThrow('first bytes');
    const expired = await accepted(provider, simulating({ simulate: 'output_expired' }));
    await expect(download(provider, expired)).rejects.toMatchObject({ code: 'output_expired' });
  });
});
