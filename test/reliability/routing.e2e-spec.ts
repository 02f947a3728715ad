import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestGateway, type TestGateway } from '../http/test-gateway';
import type { GatewayConfig } from '../../apps/gateway/src/config/gateway-config';
import type { FaultName } from '../simulators/frame/faults';
import type { Simulator } from '../simulators/frame/simulator';
import { startSimulator } from '../simulators/start-simulator';

/** Two vendors behind one name, with times that do not matter to what is checked. */
const ALIASES = ['film=kling-v2-6|jimeng-3.0-pro'];
const TIMING = { queuedSeconds: 0, runSeconds: 0.1 };

let kling: Simulator;
let jimeng: Simulator;
let gateway: TestGateway;
/** What the running gateway was started with; tests that ask for the same share it. */
let running: string | undefined;
beforeAll(async () => {
  kling = await startSimulator({ vendor: 'kling', timing: TIMING });
  jimeng = await startSimulator({ vendor: 'jimeng', timing: TIMING });
});
afterEach(() => {
  kling.setFaults();
  jimeng.setFaults();
});
afterAll(async () => {
  await stop();
  await kling?.close();
  await jimeng?.close();
});

async function stop(): Promise<void> {
  if (running !== undefined) await gateway.close();
  running = undefined;
}

async function start(config: Partial<GatewayConfig> = {}, more: Record<string, string> = {}): Promise<void> {
  const wanted = JSON.stringify([config, more]);
  if (running === wanted) return;
  await stop();
  running = wanted;
  gateway = await startTestGateway(
    {
      providers: ['@onereel/providers-kling', '@onereel/providers-jimeng'],
      modelAliases: ALIASES,
      retryDelaySeconds: 0.1,
      circuitFailures: 0,
      ...config,
    },
    {
      ...kling.environment,
      ...jimeng.environment,
      KLING_POLL_SECONDS: '0.1',
      JIMENG_POLL_SECONDS: '0.1',
      ...more,
    },
  );
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any
async function call(method: string, path: string, body?: object, headers = {}): Promise<any> {
  const json = body && {
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  };
  return (await gateway.fetch(path, { method, ...json })).json();
}

const create = async (body: object = {}, headers = {}): Promise<string> => {
  const made = await call(
    'POST',
    '/api/v1/videos/generate',
    { model: 'film', prompt: 'a boat', ...body },
    headers,
  );
  if (typeof made.task_id !== 'string') throw new Error(`not created: ${JSON.stringify(made)}`);
  return made.task_id as string;
};
const explain = (id: string) => call('GET', `/api/v1/tasks/${id}/explain`);

/** Bounded waiting: 20 seconds are far more than anything here takes. */
async function until<T>(read: () => Promise<T>, holds: (value: T) => boolean): Promise<T> {
  for (let tries = 0; tries < 400; tries += 1) {
    const value = await read();
    if (holds(value)) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`never happened; last: ${JSON.stringify(await read()).slice(0, 1500)}`);
}
/** Work that the vendor has taken and that goes on until the test says so. */
async function restarts(work: (slow: Simulator, dataDir: string) => Promise<void>): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'onereel-restart-'));
  const slow = await startSimulator({ vendor: 'kling', timing: { queuedSeconds: 1, runSeconds: 5_000 } });
  try {
    await work(slow, dataDir);
  } finally {
    await stop();
    await slow.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

const accepted = (id: string) =>
  until(
    () => explain(id),
    (explained) => events(explained, 'accepted').length > 0,
  );

const FINAL = ['completed', 'failed', 'cancelled'];
const finished = (id: string) =>
  until(
    () => explain(id),
    ({ status }) => FINAL.includes(status as string),
  );
const events = (explained: { timeline: { event: string }[] }, event: string) =>
  explained.timeline.filter((line) => line.event === event);

describe('a vendor that certainly did not take the task', () => {
  it.each<FaultName>(['rate-limited', 'maintenance', 'bad-credentials', 'arrears'])(
    'hands it to the next candidate after %s, once',
    async (fault) => {
      await start();
      const before = [kling.tasks.length, jimeng.tasks.length];
      kling.setFaults(fault);
      const explained = await finished(await create());
      expect(explained).toMatchObject({ status: 'completed', provider: 'jimeng', attempts: 2 });
      const [moved, ...others] = events(explained, 'moved') as unknown as { data: object }[];
      expect(others).toEqual([]);
      expect(moved.data).toMatchObject({
        from: expect.stringMatching(/^kling\/kling-v2-6\//) as string,
        to: expect.stringMatching(/^jimeng\/jimeng-3\.0-pro\//) as string,
      });
      expect([kling.tasks.length, jimeng.tasks.length]).toEqual([before[0], before[1] + 1]);
    },
  );

  it.each<FaultName>(['lost-response', 'proxy-error-after', 'malformed-create'])(
    'keeps it where it is when nobody knows: %s',
    async (fault) => {
      await start();
      const before = jimeng.tasks.length;
      kling.setFaults(fault);
      const id = await create();
      await until(
        () => explain(id),
        (explained) => events(explained, 'submit_unknown').length > 0,
      );
      kling.setFaults();
      const explained = await finished(id).catch(() => explain(id));
      expect(events(explained, 'moved')).toEqual([]);
      expect(explained.provider).toBe('kling');
      expect(jimeng.tasks.length).toBe(before);
    },
  );

  it.each<FaultName>(['input-moderation', 'invalid-request'])(
    'repeats no mistake of the client elsewhere: %s',
    async (fault) => {
      await start();
      const before = jimeng.tasks.length;
      kling.setFaults(fault);
      const explained = await finished(await create());
      expect(explained).toMatchObject({ status: 'failed', provider: 'kling', attempts: 1 });
      expect(jimeng.tasks.length).toBe(before);
    },
  );

  it('tries other credentials of the same model before another model', async () => {
    const second = JSON.stringify([{ id: 'second', apiKey: 'simulated-key' }]);
    await start({}, { KLING_CREDENTIALS: second });
    kling.setFaults({ name: 'maintenance', times: 1 });
    const explained = await finished(await create());
    expect(explained).toMatchObject({ status: 'completed', provider: 'kling', attempts: 2 });
    expect(events(explained, 'moved')).toHaveLength(1);
  });

  it('hands a request without a model on along the alias that is the default', async () => {
    await start({ defaultModel: 'film' });
    kling.setFaults('maintenance');
    const { id } = await call('POST', '/v1/videos', { prompt: 'a boat' });
    const explained = await finished(id as string);
    expect(explained).toMatchObject({ status: 'completed', provider: 'jimeng', attempts: 2 });
    expect(events(explained, 'moved')).toHaveLength(1);
  });

  it('leaves a strict task where moving would lose something', async () => {
    await start();
    kling.setFaults({ name: 'bad-credentials', times: 1 });
    const options = { provider_options: { kling: {} } };
    const explained = await finished(await create({ strict: true, ...options }));
    expect(explained).toMatchObject({ status: 'failed', provider: 'kling' });
  });

  it('is asked again and nobody else with ONEREEL_FAILOVER=false', async () => {
    await start({ failover: false });
    kling.setFaults({ name: 'maintenance', times: 1 });
    const explained = await finished(await create());
    expect(explained).toMatchObject({ status: 'completed', provider: 'kling', attempts: 2 });
  });

  it('ends the task when every candidate said no, and answers a repeated call with the same task', async () => {
    await start();
    kling.setFaults('bad-credentials');
    jimeng.setFaults('bad-credentials');
    const key = { 'idempotency-key': 'one-film' };
    const id = await create({}, key);
    const explained = await finished(id);
    expect(explained).toMatchObject({ status: 'failed', attempts: 2 });
    expect(events(explained, 'moved')).toHaveLength(1);
    expect(await create({}, key)).toBe(id);
  });
});

describe('the circuit of a credential', () => {
  const readiness = () => call('GET', '/health/ready');

  const model = { model: 'kling-v2-6' };

  it('opens after failures: tasks wait in line, and everybody can see why', async () => {
    await start({ circuitFailures: 2, circuitOpenSeconds: 600, maxRetries: 0 });
    kling.setFaults('maintenance');
    for (let count = 0; count < 2; count += 1) {
      expect(await finished(await create(model))).toMatchObject({ status: 'failed' });
    }
    const sent = kling.requestsTo('POST', /videos/).length;
    expect((await readiness()).providers).toContainEqual(
      expect.objectContaining({
        id: 'kling',
        resting: [{ credential: 'default', state: 'open', until: expect.any(String) as string }],
      }),
    );
    expect(await (await gateway.fetch('/metrics')).text()).toContain(
      'onereel_circuit_open{credential="kling/default"} 1',
    );
    const id = await create(model);
    expect(await explain(id)).toMatchObject({
      status: 'pending',
      attempts: 0,
      waiting_for: { reason: 'circuit', until: expect.any(String) as string },
    });
    expect((await call('POST', `/api/v1/tasks/${id}/cancel`)).status).toBe('cancelled');
    expect(kling.requestsTo('POST', /videos/)).toHaveLength(sent);
  });

  it('closes with a probe, and those who waited go on', async () => {
    await start({ circuitFailures: 1, circuitOpenSeconds: 0.5, maxRetries: 0 });
    kling.setFaults({ name: 'maintenance', times: 1 });
    expect(await finished(await create(model))).toMatchObject({ status: 'failed' });
    const ids = await Promise.all([1, 2, 3].map(() => create(model)));
    for (const id of ids) expect(await finished(id)).toMatchObject({ status: 'completed', attempts: 1 });
    expect((await readiness()).providers).toContainEqual(
      expect.objectContaining({ id: 'kling', resting: [] }),
    );
  });

  it('sends new tasks to other candidates while it is open', async () => {
    await start({ circuitFailures: 1, circuitOpenSeconds: 90, maxRetries: 0 });
    kling.setFaults({ name: 'maintenance', times: 1 });
    await finished(await create({ model: 'kling-v2-6' }));
    const explained = await finished(await create());
    expect(explained).toMatchObject({ status: 'completed', provider: 'jimeng', attempts: 1 });
    expect(events(explained, 'moved')).toEqual([]);
  });

  it.each<FaultName>(['input-moderation', 'invalid-request', 'arrears', 'quota-empty'])(
    'R21: %s never moves it',
    async (fault) => {
      await start({ circuitFailures: 1, circuitOpenSeconds: 60, maxRetries: 0 });
      kling.setFaults(fault);
      expect(await finished(await create(model))).toMatchObject({ status: 'failed' });
      kling.setFaults();
      expect(await finished(await create(model))).toMatchObject({ status: 'completed' });
    },
  );
});

describe('R20: a vendor with fewer slots than asked of it', () => {
  it('R20: queues, neither spins nor pays twice', async () => {
    const busy = await startSimulator({ vendor: 'kling', timing: TIMING, slots: 1 });
    try {
      await start(
        { retryDelaySeconds: 0.3, maxRetries: 20 },
        { ...busy.environment, KLING_POLL_SECONDS: '0.2' },
      );
      const ids = await Promise.all([1, 2, 3, 4].map(() => create({ model: 'kling-v2-6' })));
      for (const id of ids) expect(await finished(id)).toMatchObject({ status: 'completed' });
      expect(busy.tasks).toHaveLength(ids.length);
      // Every refused create waited at least the pause: nobody spun.
      expect(busy.requestsTo('POST', /videos/).length).toBeLessThan(4 * 10);
    } finally {
      await busy.close();
    }
  });
});

describe('a configuration that changes under a running task', () => {
  const account = (id: string) => ({ id, apiKey: 'simulated-key' });
  const only = (slow: Simulator, ...ids: string[]): Record<string, string> => ({
    ...slow.environment,
    KLING_ACCESS_KEY: '',
    KLING_SECRET_KEY: '',
    KLING_CREDENTIALS: JSON.stringify(ids.map(account)),
    KLING_POLL_SECONDS: '0.2',
  });

  it('R10: finishes where it began, whatever the name leads to by then', async () => {
    await restarts(async (slow, dataDir) => {
      await start({ dataDir }, only(slow, 'one'));
      const id = await create();
      await accepted(id);
      await stop();
      const elsewhere = jimeng.tasks.length;
      const config = { dataDir, modelAliases: ['film=jimeng-3.0-pro'], defaultModel: 'jimeng-3.0-pro' };
      await start(config, only(slow, 'other', 'one'));
      slow.advance(10_000);
      const explained = await finished(id);
      expect(explained).toMatchObject({
        status: 'completed',
        provider: 'kling',
        model: 'kling-v2-6',
        attempts: 1,
      });
      expect([slow.tasks.length, jimeng.tasks.length]).toEqual([1, elsewhere]);
    });
  });

  it('R11: waits for its credential to come back, and never uses another one', async () => {
    await restarts(async (slow, dataDir) => {
      await start({ dataDir }, only(slow, 'one'));
      const id = await create();
      await accepted(id);
      await stop();
      slow.advance(10_000);
      await start({ dataDir }, only(slow, 'other'));
      const asked = slow.requestsTo('GET', /./).length;
      await until(
        () => explain(id),
        (explained) => JSON.stringify(events(explained, 'poll_failed')).includes('credential_gone'),
      );
      expect(slow.requestsTo('GET', /./)).toHaveLength(asked);
      await stop();
      await start({ dataDir }, only(slow, 'other', 'one'));
      expect(await finished(id)).toMatchObject({ status: 'completed', attempts: 1 });
      expect(slow.tasks).toHaveLength(1);
    });
  });
});
