import type { GatewayConfig } from '../../apps/gateway/src/config/gateway-config';
import type { Simulator } from '../simulators/frame/simulator';
import { startSimulator } from '../simulators/start-simulator';
import { callBack, CALLBACK_SECRET, type SignedCallback } from './kling-callback';
import { startTestGateway, type TestGateway } from './test-gateway';

const PUBLIC_URL = 'https://video.example.com';
/** So seldom that only a callback can bring the next poll within the time of a test. */
const SELDOM = '60';

let simulator: Simulator;

const start = (
  environment: Record<string, string>,
  config: Partial<GatewayConfig> = {},
): Promise<TestGateway> =>
  startTestGateway(
    {
      providers: ['@onereel/providers-kling', '@onereel/providers-sandbox'],
      publicUrl: PUBLIC_URL,
      ...config,
    },
    { ...simulator.environment, ...environment },
  );

beforeAll(async () => {
  simulator = await startSimulator({ vendor: 'kling', timing: { queuedSeconds: 0, runSeconds: 0.5 } });
});
afterAll(() => simulator.close());

const read = async (gateway: TestGateway, path: string, body?: object): Promise<Record<string, unknown>> => {
  const sent = body && {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  return (await (await gateway.fetch(path, sent)).json()) as Record<string, unknown>;
};

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function until(gateway: TestGateway, id: string, wanted: string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if ((await read(gateway, `/api/v1/tasks/${id}`)).status === wanted) return;
    await wait(100);
  }
  throw new Error(`task ${id} is not ${wanted}`);
}

/** A task the vendor has taken, and its id there. */
async function accepted(gateway: TestGateway): Promise<{ id: string; vendorId: string }> {
  const before = simulator.tasks.length;
  const { task_id } = await read(gateway, '/api/v1/videos/generate', {
    model: 'kling-v2-6',
    prompt: 'a boat',
  });
  await until(gateway, String(task_id), 'processing');
  return { id: String(task_id), vendorId: simulator.tasks[before].id };
}

const eventsOf = async (gateway: TestGateway, id: string): Promise<string[]> => {
  const { timeline } = await read(gateway, `/api/v1/tasks/${id}/explain`);
  return (timeline as { event: string }[]).map(({ event }) => event);
};

describe('R17: vendor callbacks', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await start({ KLING_WEBHOOK_SECRET: CALLBACK_SECRET, KLING_POLL_SECONDS: SELDOM });
  });
  afterAll(() => gateway.close());

  it('asks the vendor at once, and names the address to call', async () => {
    const { id, vendorId } = await accepted(gateway);
    const sent = simulator.tasks.find((task) => task.id === vendorId);
    expect(JSON.stringify(sent?.body)).toContain(`${PUBLIC_URL}/callbacks/kling`);
    await wait(700);
    expect((await callBack(gateway, { id: vendorId, status: 'succeeded' })).status).toBe(200);
    await until(gateway, id, 'completed');
    expect(await eventsOf(gateway, id)).toContain('callback');
  });

  it('believes no state: a callback that says failed leads to the truth', async () => {
    const { id, vendorId } = await accepted(gateway);
    await wait(700);
    await callBack(gateway, { id: vendorId, status: 'failed' });
    await until(gateway, id, 'completed');
  });

  it('takes one that comes too early for what it is: a question', async () => {
    const { id, vendorId } = await accepted(gateway);
    await callBack(gateway, { id: vendorId, status: 'succeeded' });
    await wait(700);
    expect((await read(gateway, `/api/v1/tasks/${id}`)).status).toBe('processing');
    await callBack(gateway, { id: vendorId, status: 'succeeded' }, { id: 'evt-2' });
    await until(gateway, id, 'completed');
  });

  it('makes one result of many, also of late ones', async () => {
    const { id, vendorId } = await accepted(gateway);
    await wait(700);
    const burst = Array.from({ length: 8 }, () => callBack(gateway, { id: vendorId, status: 'succeeded' }));
    expect((await Promise.all(burst)).map(({ status }) => status)).toEqual(Array(8).fill(200));
    await until(gateway, id, 'completed');
    expect((await callBack(gateway, { id: vendorId, status: 'failed' })).status).toBe(200);
    await wait(200);
    const task = await read(gateway, `/api/v1/tasks/${id}`);
    expect(task).toMatchObject({ status: 'completed', result: { result: { videos: [expect.anything()] } } });
    expect((await eventsOf(gateway, id)).filter((event) => event === 'archived')).toHaveLength(1);
  });

  it.each<[string, SignedCallback]>([
    ['forged', { secret: 'whsec_Zm9yZ2VkIHNlY3JldA==' }],
    ['old', { ageSeconds: 3600 }],
  ])('refuses a %s one and asks nobody', async (_name, options) => {
    const { id, vendorId } = await accepted(gateway);
    const answer = await callBack(gateway, { id: vendorId, status: 'succeeded' }, options);
    expect(answer.status).toBe(401);
    await wait(700);
    expect((await read(gateway, `/api/v1/tasks/${id}`)).status).toBe('processing');
    expect(await eventsOf(gateway, id)).not.toContain('callback');
  });

  it('answers an unknown task like a known one', async () => {
    expect((await callBack(gateway, { id: 'nobody', status: 'succeeded' })).status).toBe(200);
  });

  it.each(['sandbox', 'nobody', '__proto__'])('has no address for %s', async (providerId) => {
    expect((await callBack(gateway, { id: 'x' }, {}, providerId)).status).toBe(404);
  });
});

describe('R17: without callbacks', () => {
  it('has no address and asks for none while the secret is not set, and polls', async () => {
    const gateway = await start({ KLING_POLL_SECONDS: '0.3' });
    try {
      const { id, vendorId } = await accepted(gateway);
      const sent = simulator.tasks.find((task) => task.id === vendorId);
      expect(JSON.stringify(sent?.body)).not.toContain('/callbacks/');
      expect((await callBack(gateway, { id: vendorId })).status).toBe(404);
      await until(gateway, id, 'completed');
    } finally {
      await gateway.close();
    }
  });

  it('polls when the callback never arrives', async () => {
    const gateway = await start({ KLING_WEBHOOK_SECRET: CALLBACK_SECRET, KLING_POLL_SECONDS: '0.3' });
    try {
      await until(gateway, (await accepted(gateway)).id, 'completed');
    } finally {
      await gateway.close();
    }
  });
});
