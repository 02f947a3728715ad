import { SAMPLE_IMAGE } from '@onereel/core/testing';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OTHER_KEY, startTestGateway, TEST_KEY, TestGateway } from '../http/test-gateway';
import { FaultName } from '../simulators/frame/faults';
import { Simulator } from '../simulators/frame/simulator';
import { startSimulator } from '../simulators/start-simulator';
import { KlingApiError, KlingClient, KlingTask } from './kling-client';

const PNG = SAMPLE_IMAGE.toString('base64');
const BOAT = { model_name: 'kling-v2-6', prompt: 'a paper boat', duration: '5' };

let simulator: Simulator;
let gateway: TestGateway;
let client: KlingClient;
beforeAll(async () => {
  simulator = await startSimulator({ vendor: 'kling', timing: { queuedSeconds: 0.2, runSeconds: 0.3 } });
  gateway = await startTestGateway(
    { providers: ['@onereel/providers-kling', '@onereel/providers-sandbox'], retryDelaySeconds: 0.2 },
    { ...simulator.environment, KLING_POLL_SECONDS: '0.2' },
  );
  client = new KlingClient(`${gateway.url}/kling`, { accessKey: 'tester', secretKey: TEST_KEY });
});
afterEach(() => simulator.setFaults());
afterAll(async () => {
  await gateway?.close();
  await simulator?.close();
});

interface Body {
  readonly task_id?: string;
  readonly id?: string;
  readonly status?: string;
  readonly model?: string;
  readonly error?: { readonly code?: string };
  readonly warnings?: unknown;
}

/** A call to another dialect of the same gateway. */
async function call(method: string, path: string, body?: object): Promise<{ text: string; body: Body }> {
  const json = body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const text = await (await gateway.fetch(path, { method, ...json })).text();
  return { text, body: text === '' ? {} : (JSON.parse(text) as Body) };
}

const generate = async (body: object = BOAT): Promise<KlingTask> =>
  client.wait('text2video', (await client.create('text2video', body)).task_id);
const native = async (id: string): Promise<Body> => (await call('GET', `/api/v1/tasks/${id}`)).body;

describe('an official Kling client at the gateway', () => {
  it('signs a token, creates, waits, and downloads without a key', async () => {
    const created = await client.create('text2video', { ...BOAT, external_task_id: 'shot-1' });
    expect(created.task_status).toBe('submitted');
    const done = await client.wait('text2video', created.task_id);
    const [video] = done.task_result?.videos ?? [];
    expect([done.task_status, video.duration]).toEqual(['succeed', '5']);
    const file = await fetch(video.url);
    expect(file.headers.get('content-type')).toBe('video/mp4');
    expect(
      Buffer.from(await file.arrayBuffer())
        .subarray(4, 8)
        .toString(),
    ).toBe('ftyp');
    expect((await client.get('text2video', 'shot-1')).task_id).toBe(created.task_id);
    expect((await client.list('text2video')).map(({ task_id }) => task_id)).toContain(created.task_id);
    expect(await client.list('image2video')).toEqual([]);
  });

  it('sends a picture as bare base64, which reaches the vendor unchanged', async () => {
    const { task_id } = await client.create('image2video', { ...BOAT, image: PNG, mode: 'pro' });
    expect((await client.wait('image2video', task_id)).task_status).toBe('succeed');
    expect(simulator.tasks.at(-1)).toMatchObject({ kind: 'image2video', body: { image: PNG, mode: 'pro' } });
  });

  it('takes the API key as it is, too', async () => {
    const plain = new KlingClient(`${gateway.url}/kling`, { apiKey: TEST_KEY });
    expect((await plain.list('text2video')).length).toBeGreaterThan(0);
  });

  it('reaches a model of another vendor, and says what did not carry over', async () => {
    const { body } = await call('POST', '/kling/v1/videos/text2video', {
      model_name: 'sandbox',
      prompt: 'a boat',
      duration: '1',
      cfg_scale: 0.5,
    });
    expect(body).toMatchObject({ code: 0, status: 'queued', warnings: [{ field: 'cfg_scale' }] });
    expect((await call('GET', `/api/v1/tasks/${body.task_id}`)).body.model).toBe('sandbox');
    await call('DELETE', `/api/v1/tasks/${body.task_id}`);
  });

  it('reads in every dialect what was made in this one, and the other way round', async () => {
    const { task_id } = await generate();
    expect((await native(task_id)).status).toBe('completed');
    expect((await call('GET', `/v1/videos/${task_id}`)).body).toMatchObject({ status: 'completed' });
    const other = await call('POST', '/v1/videos', {
      model: 'kling-v3',
      prompt: 'a boat',
      seconds: '3',
    });
    expect((await client.wait('text2video', String(other.body.id))).task_status).toBe('succeed');
  });

  it.each<[string, 'text2video' | 'image2video', object, number, number]>([
    ['a missing prompt', 'text2video', {}, 400, 1201],
    ['a missing picture', 'image2video', { prompt: 'x' }, 400, 1201],
    ['an unknown model', 'text2video', { model_name: 'kling-v99', prompt: 'x' }, 404, 1203],
  ])('answers %s with the vendor code', async (_name, path, body, status, code) => {
    await expect(client.create(path, body)).rejects.toMatchObject({ status, code });
  });

  it('refuses strangers and unknown ids with the vendor code', async () => {
    const stranger = new KlingClient(`${gateway.url}/kling`, { accessKey: 'tester', secretKey: 'wrong' });
    await expect(stranger.list('text2video')).rejects.toMatchObject({ status: 401, code: 1002 });
    const bob = new KlingClient(`${gateway.url}/kling`, {
      accessKey: 'other',
      secretKey: OTHER_KEY,
    });
    const { task_id } = await client.create('text2video', BOAT);
    await expect(bob.get('text2video', task_id)).rejects.toBeInstanceOf(KlingApiError);
    await expect(bob.get('text2video', task_id)).rejects.toMatchObject({ status: 404, code: 1203 });
  });

  it('answers parts of the API that are not offered with a numeric code, too', async () => {
    await expect(client.list('lip-sync')).rejects.toMatchObject({ status: 404, code: 1203 });
  });

  it('does not take an external id twice', async () => {
    await client.create('text2video', { ...BOAT, external_task_id: 'twice' });
    await expect(client.create('text2video', { ...BOAT, external_task_id: 'twice' })).rejects.toMatchObject({
      status: 400,
      code: 1201,
    });
  });
});

describe('reliability through the gateway', () => {
  it('R1: moderation after N polls ends the task', async () => {
    simulator.setFaults('moderation-after-polls');
    const task = await generate();
    expect(task).toMatchObject({
      task_status: 'failed',
      task_status_msg: expect.stringMatching(/policy/i) as string,
    });
  });

  it('R3: done without a link ends as output_missing', async () => {
    simulator.setFaults('done-without-url');
    const task = await generate();
    const { body } = await call('GET', `/v1/videos/${task.task_id}`);
    expect(body).toMatchObject({ status: 'failed', error: { code: 'output_missing' } });
  });

  it.each<FaultName>(['lost-response', 'proxy-error-after'])(
    'R4: %s leads to exactly one create at the vendor',
    async (fault) => {
      simulator.setFaults({ name: fault, times: 1 });
      const before = simulator.tasks.length;
      expect((await generate({ ...BOAT, prompt: fault })).task_status).toBe('succeed');
      const made = simulator.tasks.slice(before).filter(({ prompt }) => prompt === fault);
      expect(made.length).toBe(1);
    },
  );

  it('R7: a cancelled task stays cancelled whatever the vendor says later', async () => {
    simulator.setFaults({ name: 'late-success', seconds: 2 });
    const { task_id } = await client.create('text2video', BOAT);
    await call('POST', `/api/v1/tasks/${task_id}/cancel`);
    expect((await client.wait('text2video', task_id)).task_status).toBe('failed');
    simulator.advance(60);
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect((await native(task_id)).status).toBe('cancelled');
  });

  it('R13: flapping answers never fail a task', async () => {
    simulator.setFaults('poll-flaps');
    expect((await generate()).task_status).toBe('succeed');
  });

  it('R15: an undocumented status is still running', async () => {
    simulator.setFaults('unknown-status');
    const task = await generate();
    expect(task.task_status).toBe('succeed');
    const { body } = await call('GET', `/kling/v1/videos/text2video/${task.task_id}`);
    expect(JSON.stringify(body.warnings)).toContain('pre_heating');
  });

  it('R18: an expired link is asked for once more; a dead one ends as output_expired', async () => {
    simulator.setFaults('link-expired-once');
    expect((await generate()).task_status).toBe('succeed');
    simulator.setFaults('link-expired');
    const creates = simulator.tasks.length;
    const task = await generate();
    expect(task.task_status).toBe('failed');
    expect(simulator.tasks.length).toBe(creates + 1);
    expect((await call('GET', `/v1/videos/${task.task_id}`)).body.error?.code).toBe('output_expired');
  });

  it('no secret of the vendor reaches the store or an answer', async () => {
    simulator.setFaults('bad-credentials');
    const refused = await generate();
    const answer = await call('GET', `/api/v1/tasks/${refused.task_id}`);
    const stored = await Promise.all(
      (await readdir(gateway.dataDir, { recursive: true, withFileTypes: true }))
        .filter((entry) => entry.isFile())
        .map((entry) => readFile(join(entry.parentPath, entry.name), 'latin1')),
    );
    expect(stored.join('')).toContain(refused.task_id);
    expect([answer.text, gateway.logged(), ...stored].join('')).not.toMatch(/simulated-sk|Bearer eyJ/);
  });

  it('R20: a refused slot is waited for, not paid for twice', async () => {
    simulator.setFaults({ name: 'concurrency-limited', times: 1, retryAfterSeconds: 1 });
    const before = simulator.tasks.length;
    expect((await generate()).task_status).toBe('succeed');
    expect(simulator.tasks.length).toBe(before + 1);
  });
});

describe('an account with two slots', () => {
  it('R20: six tasks wait for each other and all succeed', async () => {
    const narrow = await startSimulator({
      vendor: 'kling',
      slots: 2,
      timing: { queuedSeconds: 0, runSeconds: 0.2 },
    });
    const account = [{ id: 'narrow', apiKey: 'simulated-key', maxConcurrent: 2 }];
    const own = await startTestGateway(
      { providers: ['@onereel/providers-kling'] },
      { KLING_BASE_URL: narrow.url, KLING_CREDENTIALS: JSON.stringify(account), KLING_POLL_SECONDS: '0.2' },
    );
    try {
      const kling = new KlingClient(`${own.url}/kling`, { apiKey: TEST_KEY });
      const bodies = Array.from({ length: 6 }, (_, index) => ({ ...BOAT, prompt: `boat ${index}` }));
      const created = await Promise.all(bodies.map((body) => kling.create('text2video', body)));
      const ended = await Promise.all(created.map(({ task_id }) => kling.wait('text2video', task_id)));
      expect(ended.map(({ task_status }) => task_status)).toEqual(Array(6).fill('succeed'));
      expect(narrow.tasks.length).toBe(6);
      expect(narrow.requests.filter(({ status }) => status === 429)).toEqual([]);
    } finally {
      await own.close();
      await narrow.close();
    }
  });
});
