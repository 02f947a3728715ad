import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallContext, JsonObject, PollResult, ProviderHandle, VideoRequest } from '@onereel/core';
import { createMediaProcess } from '@onereel/core/media';
import { describeVideoProvider } from '@onereel/core/testing';
import plugin from '..';
import { SandboxVideoProvider } from './sandbox.video-provider';

const dataDir = mkdtempSync(join(tmpdir(), 'onereel-conformance-'));
const root = join(__dirname, '..', '..');
const environment = {
  dataDir,
  media: createMediaProcess({ ffmpegPath: 'ffmpeg', ffprobePath: 'ffprobe' }),
  clock: { now: () => Date.now() },
};
const providers: SandboxVideoProvider[] = [];

function create(): SandboxVideoProvider {
  const provider = new SandboxVideoProvider({ concurrency: 2, retentionHours: 24 }, environment);
  providers.push(provider);
  return provider;
}

afterAll(async () => {
  await Promise.all(providers.map((provider) => provider.onModuleDestroy()));
  rmSync(dataDir, { recursive: true, force: true });
});

const simulate = (sandbox: JsonObject): { request: Partial<VideoRequest> } => ({
  request: { providerOptions: { sandbox } },
});

/** Waits for the job as the host would, on an instance of its own. */
async function untilDone(handle: ProviderHandle): Promise<void> {
  const observer = create();
  const context = { signal: new AbortController().signal } as CallContext;
  for (let round = 0; round < 200; round += 1) {
    const result: PollResult = await observer.poll(handle, context);
    if (result.state === 'completed' || result.state === 'failed') return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const noVendor = 'there is no vendor behind the sandbox, so no call can be broken on its way';

describeVideoProvider({
  name: 'the sandbox',
  create,
  plugin: plugin as never,
  request: {
    model: 'sandbox',
    prompt: 'A quiet harbor',
    inputs: [],
    durationSeconds: 1,
    fps: 24,
    size: { width: 128, height: 72 },
    seed: 7,
  },
  submit: { vendorId: /^ref-[0-9a-f-]{36}_[0-9a-f]{12}$/ },
  states: [
    { name: 'rendering', expect: 'processing', ...simulate({ simulate: 'never_ends' }) },
    { name: 'held back', expect: 'processing', ...simulate({ simulate: 'failed', afterPolls: 1 }) },
    { name: 'done', expect: 'completed', prepare: untilDone },
    { name: 'failed', expect: 'failed', code: 'provider_failed', ...simulate({ simulate: 'failed' }) },
    { name: 'lost', expect: 'failed', code: 'provider_task_lost', ...simulate({ simulate: 'task_lost' }) },
  ],
  failures: {
    credentials: simulate({ simulate: 'authentication' }),
    credit: simulate({ simulate: 'insufficient_balance' }),
    rateLimit: simulate({ simulate: 'rate_limited' }),
    moderation: simulate({ simulate: 'moderated_input' }),
    invalidRequest: simulate({ simulate: 'invalid_request' }),
    vendorFault: simulate({ simulate: 'unavailable' }),
    malformedBody: { on: 'poll', ...simulate({ simulate: 'bad_response' }) },
    noConnection: simulate({ simulate: 'unreachable' }),
    timeout: { on: 'poll', ...simulate({ simulate: 'timeout' }) },
  },
  unsupported: [
    { field: 'negativePrompt', request: { negativePrompt: 'rain' } },
    { field: 'cameraMotion', request: { cameraMotion: 'pan' } },
  ],
  missing: [{ param: 'prompt', request: { prompt: '' } }],
  reconcile: { found: [], missing: [] },
  package: { root },
  off: {
    reference: `${noVendor}; finding a job by its reference is tested beside this file`,
    ...(!existsSync(join(root, 'dist', 'index.js')) && { package: 'the package is not built here' }),
  },
});
