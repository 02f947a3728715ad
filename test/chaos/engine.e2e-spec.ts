import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isTerminal, type TaskView } from '@onereel/core';
import { sampleVideo } from './vendor/sample-video';
import { type EngineOptions, type RunningEngine, startEngine } from './vendor/start-engine';
import { VendorProvider, type VendorOptions } from './vendor/vendor-provider';
import { type VendorScript, VendorSimulator } from './vendor/vendor-simulator';

const caller = { ownerId: 'tester' };
let video: Buffer;
let vendor: VendorSimulator;
let dataDir: string;
let engine: RunningEngine | undefined;
let serial = 0;

beforeAll(async () => {
  video = await sampleVideo();
});

beforeEach(async () => {
  vendor = await VendorSimulator.start(video);
  dataDir = await mkdtemp(join(tmpdir(), 'onereel-engine-'));
});

afterEach(async () => {
  await engine?.close();
  engine = undefined;
  await vendor.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function start(over: Partial<VendorOptions> = {}, settings: EngineOptions['settings'] = {}) {
  const provider = new VendorProvider({ url: vendor.url, reconcile: true, ...over });
  engine = await startEngine({ dataDir, provider, settings });
  return engine.gateway;
}

const promptOf = (script: VendorScript): string => `clip ${(serial += 1)} ${JSON.stringify(script)}`;

function create(prompt: string, over: object = {}): Promise<TaskView> {
  const request = { model: 'vendor-1', prompt };
  return (engine as RunningEngine).gateway.create(
    { dialect: 'native', request, inputs: [], ...over },
    caller,
  );
}

async function ended(id: string, ms = 10_000): Promise<TaskView> {
  const { gateway } = engine as RunningEngine;
  let last: TaskView | undefined;
  for await (const { task } of gateway.events(id, caller, AbortSignal.timeout(ms))) last = task;
  if (last === undefined || !isTerminal(last.status)) throw new Error(`still ${last?.status} after ${ms} ms`);
  return last;
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('the condition never came true');
}

describe('a task', () => {
  test('goes from a prompt to a stored, probed video, each change announced in order', async () => {
    const gateway = await start();
    const prompt = promptOf({ takesMs: 300 });
    const created = await create(prompt);
    expect(created).toMatchObject({ status: 'queued', progress: 0, model: 'vendor-1', providerId: 'vendor' });
    const seen: TaskView[] = [];
    for await (const { id, task } of gateway.events(created.id, caller, AbortSignal.timeout(9_000))) {
      expect(id).toBe(task.revision);
      seen.push(task);
    }
    expect(seen.map(({ revision }) => revision)).toEqual(
      [...seen.map(({ revision }) => revision)].sort((a, b) => a - b),
    );
    expect(new Set(seen.map(({ status }) => status))).toEqual(new Set(['queued', 'processing', 'completed']));
    const done = seen[seen.length - 1];
    expect(done.outputs).toMatchObject([
      {
        id: 'video',
        mediaType: 'video/mp4',
        width: 160,
        height: 90,
        fps: 10,
        durationSeconds: 1,
        hasAudio: false,
      },
    ]);
    expect(gateway.contentUrl(done)).toBe(`http://gateway/${done.id}/video`);
    const file = await gateway.output(done.id, { variant: 'video' }, caller);
    expect(file.bytes).toBe(video.length);
    expect(vendor.takenFor(prompt)).toHaveLength(1);
    expect(await readdir(join(dataDir, 'work'))).toEqual([]);
  });

  test('has a thumbnail and a spritesheet on request, made once', async () => {
    const gateway = await start();
    const { id } = await ended((await create(promptOf({}))).id);
    const [first, second] = await Promise.all([
      gateway.output(id, { variant: 'thumbnail' }, caller),
      gateway.output(id, { variant: 'thumbnail' }, caller),
    ]);
    expect(first).toMatchObject({ mediaType: 'image/webp' });
    expect(second).toEqual(first);
    expect(await gateway.output(id, { variant: 'thumbnail' }, caller)).toEqual(first);
    const sheet = await gateway.output(id, { variant: 'spritesheet' }, caller);
    expect(sheet.mediaType).toBe('image/jpeg');
  });

  test('belongs to its owner: for others it does not exist', async () => {
    const gateway = await start();
    const { id } = await create(promptOf({ takesMs: 60_000 }));
    const stranger = { ownerId: 'stranger' };
    await expect(gateway.get(id, stranger)).rejects.toMatchObject({ code: 'not_found' });
    await expect(gateway.cancel(id, stranger)).rejects.toMatchObject({ code: 'not_found' });
    await expect(gateway.delete(id, stranger)).rejects.toMatchObject({ code: 'not_found' });
    expect((await gateway.list({ limit: 10 }, stranger)).tasks).toEqual([]);
    expect((await gateway.list({ limit: 10 }, caller)).tasks.map((task) => task.id)).toEqual([id]);
  });

  test('is made once per idempotency key', async () => {
    await start();
    const prompt = promptOf({});
    const both = await Promise.all([1, 2].map(() => create(prompt, { idempotencyKey: 'k1' })));
    expect(both[0].id).toBe(both[1].id);
    await expect(create(promptOf({}), { idempotencyKey: 'k1' })).rejects.toMatchObject({
      code: 'idempotency_conflict',
    });
    await ended(both[0].id);
    expect((await create(prompt, { idempotencyKey: 'k1' })).status).toBe('completed');
    expect(vendor.takenFor(prompt)).toHaveLength(1);
  });
});

describe('a submission', () => {
  test('that the vendor refused for now is repeated, each attempt with its own reference', async () => {
    await start();
    const prompt = promptOf({ refuse: [429, 503] });
    expect((await ended((await create(prompt)).id)).status).toBe('completed');
    expect(vendor.attempts.get(prompt)).toBe(3);
    expect(vendor.takenFor(prompt)).toHaveLength(1);
  });

  test('gives up after the configured retries', async () => {
    await start({}, { retry: { maxRetries: 2, delaySeconds: 0.02, backoff: 1 } });
    const prompt = promptOf({ refuse: [503, 503, 503, 503] });
    expect(await ended((await create(prompt)).id)).toMatchObject({
      status: 'failed',
      error: { code: 'provider_unavailable' },
    });
    expect(vendor.attempts.get(prompt)).toBe(3);
  });

  test('that is invalid fails at once', async () => {
    await start();
    const prompt = promptOf({ refuse: [400] });
    expect((await ended((await create(prompt)).id)).error?.code).toBe('provider_invalid_request');
    expect(vendor.attempts.get(prompt)).toBe(1);
  });

  test('whose answer was lost is looked up where the vendor can', async () => {
    await start();
    const prompt = promptOf({ loseAnswer: true });
    expect((await ended((await create(prompt)).id)).status).toBe('completed');
    expect(vendor.attempts.get(prompt)).toBe(1);
  });

  test('whose answer was lost is reported and never repeated where it cannot', async () => {
    const gateway = await start({ reconcile: false });
    const prompt = promptOf({ loseAnswer: true });
    const { id } = await create(prompt);
    await until(async () => (await gateway.get(id, caller)).status === 'stalled');
    expect((await gateway.get(id, caller)).error).toMatchObject({
      code: 'submit_unknown',
      billed: 'unknown',
    });
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(vendor.attempts.get(prompt)).toBe(1);
  });
});

describe('polling', () => {
  test('survives failures of the question', async () => {
    await start();
    const prompt = promptOf({ failPolls: [500, 404, 404, 503] });
    expect((await ended((await create(prompt)).id)).status).toBe('completed');
  });

  test('fails the task when the vendor does not know it three times in a row', async () => {
    await start();
    const prompt = promptOf({ failPolls: [404, 404, 404, 404] });
    expect((await ended((await create(prompt)).id)).error?.code).toBe('provider_task_lost');
  });

  test('passes on the vendor’s failure, and reports success without a file', async () => {
    await start();
    const failed = create(promptOf({ failWith: 'moderation' }));
    const empty = create(promptOf({ noOutput: true }));
    expect((await ended((await failed).id)).error?.code).toBe('moderated_output');
    expect((await ended((await empty).id)).error?.code).toBe('output_missing');
  });

  test('R5: stalls a task at its deadline', async () => {
    const gateway = await start({ deadlineSeconds: 0.3 });
    const { id } = await create(promptOf({ takesMs: 60_000 }));
    await until(async () => (await gateway.get(id, caller)).status === 'stalled');
    expect((await gateway.get(id, caller)).error?.code).toBe('deadline_exceeded');
  });
});

describe('archiving', () => {
  test('R18, R19: asks once for fresh addresses when they expired, and never generates again', async () => {
    await start();
    const prompt = promptOf({ failDownloads: [403] });
    expect((await ended((await create(prompt)).id)).status).toBe('completed');
    expect(vendor.takenFor(prompt)).toHaveLength(1);
    const gone = promptOf({ failDownloads: [404, 410] });
    expect((await ended((await create(gone)).id)).error).toMatchObject({
      code: 'output_expired',
      billed: 'yes',
    });
    expect(vendor.attempts.get(gone)).toBe(1);
  });

  test('R19: repeats a failed download, not the video', async () => {
    await start();
    const prompt = promptOf({ failDownloads: [500] });
    expect((await ended((await create(prompt)).id)).status).toBe('completed');
    expect(vendor.takenFor(prompt)[0].downloads).toBe(2);
  });
});

describe('cancelling', () => {
  test('reaches the vendor and shows at once', async () => {
    const gateway = await start();
    const prompt = promptOf({ takesMs: 60_000 });
    const { id } = await create(prompt);
    await until(async () => (await gateway.get(id, caller)).status === 'processing');
    expect((await gateway.cancel(id, caller)).status).toBe('cancelled');
    expect(vendor.takenFor(prompt)[0].cancelled).toBe(true);
    expect((await gateway.cancel(id, caller)).status).toBe('cancelled');
  });

  test('leaves a task running that the vendor does not let go', async () => {
    const gateway = await start();
    const { id } = await create(promptOf({ takesMs: 600, refuseCancel: true }));
    await until(async () => (await gateway.get(id, caller)).status === 'processing');
    const view = await gateway.cancel(id, caller);
    expect(view.warnings).toHaveLength(1);
    expect((await ended(id)).status).toBe('completed');
    await expect(gateway.cancel(id, caller)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('ends a waiting task without any call, and frees its place', async () => {
    const gateway = await start({}, { maxConcurrent: 1 });
    const running = await create(promptOf({ takesMs: 60_000 }));
    await until(async () => (await gateway.get(running.id, caller)).status === 'processing');
    const waiting = promptOf({});
    const { id } = await create(waiting);
    const next = await create(promptOf({}));
    expect((await gateway.get(id, caller)).queuePosition).toBe(0);
    expect((await gateway.get(next.id, caller)).queuePosition).toBe(1);
    expect((await gateway.cancel(id, caller)).status).toBe('cancelled');
    expect((await gateway.get(next.id, caller)).queuePosition).toBe(0);
    expect(vendor.attempts.get(waiting)).toBeUndefined();
    await gateway.cancel(running.id, caller);
    expect((await ended(next.id)).status).toBe('completed');
  });

  test('reaches the vendor also while a lost submission is being looked up', async () => {
    const gateway = await start();
    const prompt = promptOf({ loseAnswer: true, takesMs: 60_000 });
    const { id } = await create(prompt);
    await until(() => vendor.attempts.get(prompt) === 1);
    await gateway.cancel(id, caller);
    expect((await ended(id)).status).toBe('cancelled');
    expect(vendor.takenFor(prompt)[0].cancelled).toBe(true);
  });

  test('and deleting forgets the task and its files', async () => {
    const gateway = await start();
    const finished = await ended((await create(promptOf({}))).id);
    await gateway.output(finished.id, { variant: 'thumbnail' }, caller);
    const running = await create(promptOf({ takesMs: 60_000 }));
    await until(async () => (await gateway.get(running.id, caller)).status === 'processing');
    await gateway.delete(finished.id, caller);
    await gateway.delete(running.id, caller);
    await expect(gateway.get(finished.id, caller)).rejects.toMatchObject({ code: 'not_found' });
    expect((await gateway.list({ limit: 10 }, caller)).tasks).toEqual([]);
    expect((await readdir(join(dataDir, 'artifacts'))).filter((name) => name !== '.parts')).toEqual([]);
  });
});

describe('inputs', () => {
  const PIXEL =
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
  const inline = (data: string) => [
    { role: 'first_frame', field: 'image', source: { kind: 'inline', data } },
  ];
  const stored = async () => (await readdir(join(dataDir, 'artifacts'))).filter((name) => name !== '.parts');

  test('are stored by what they are, and inherited by a remix', async () => {
    const gateway = await start();
    const data = `data:image/jpeg;base64,${PIXEL}`;
    const first = await ended((await create(promptOf({}), { inputs: inline(data) })).id);
    expect(first.request.inputs).toEqual([{ role: 'first_frame', kind: 'stored' }]);
    const remix = await ended((await create(promptOf({}), { remixedFrom: first.id })).id);
    expect(remix).toMatchObject({ status: 'completed', remixedFrom: first.id });
    expect(remix.request.inputs).toEqual(first.request.inputs);
    await gateway.delete(first.id, caller);
    expect(await stored()).toEqual([remix.id]);
  });

  test.each([
    ['no base64', '%%%', 'invalid_image'],
    [
      'base64 of something else',
      Buffer.from('#EXTM3U\nfile:///etc/passwd').toString('base64'),
      'invalid_image',
    ],
    ['nothing', 'data:image/png;base64,', 'invalid_image'],
  ])('that are %s are refused, and nothing is stored', async (_what, data, code) => {
    const gateway = await start();
    await expect(create(promptOf({}), { inputs: inline(data) })).rejects.toMatchObject({
      code,
      param: 'image',
    });
    expect(await stored()).toEqual([]);
    expect((await gateway.list({ limit: 10 }, caller)).tasks).toEqual([]);
  });

  test('at private addresses are refused at once', async () => {
    await start();
    const source = { kind: 'url', url: `${vendor.url}/files/v1.mp4` };
    const inputs = [{ role: 'first_frame', field: 'image', source }];
    await expect(create(promptOf({}), { inputs })).rejects.toMatchObject({ code: 'url_not_allowed' });
  });

  test('are made away with when the request is refused', async () => {
    await start();
    const over = { inputs: inline(PIXEL), strict: true };
    const request = { model: 'vendor-1', prompt: 'x', seed: 7 };
    await expect(create('x', { ...over, request })).rejects.toMatchObject({ code: 'unsupported_parameter' });
    expect(await stored()).toEqual([]);
  });
});

describe('a restart', () => {
  test('goes on with tasks in every state', async () => {
    await start({}, { maxConcurrent: 2 });
    const prompts = [500, 500, 10, 10].map((takesMs) => promptOf({ takesMs }));
    const tasks = await Promise.all(prompts.map((prompt) => create(prompt)));
    await until(() => vendor.tasks.size >= 2);
    await engine?.close();
    await start({}, { maxConcurrent: 2 });
    for (const { id } of tasks) expect((await ended(id)).status).toBe('completed');
    for (const prompt of prompts) expect(vendor.takenFor(prompt)).toHaveLength(1);
  });
});
