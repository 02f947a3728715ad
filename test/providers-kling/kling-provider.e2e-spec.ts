import { GatewayError, PollResult, ProviderHandle, SubmitResult } from '@onereel/core';
import klingPlugin, { KlingOptions, KlingVideoProvider } from '@onereel/providers-kling';
import { FaultName } from '../simulators/frame/faults';
import { Simulator } from '../simulators/frame/simulator';
import { startSimulator } from '../simulators/start-simulator';
import { ProviderDriver } from './provider-driver';

const PICTURE = { mediaType: 'image/png', data: Buffer.alloc(64, 7) };
let simulator: Simulator;
const drivers: ProviderDriver[] = [];
beforeAll(async () => {
  simulator = await startSimulator({ vendor: 'kling' });
});
afterEach(() => {
  simulator.setFaults();
  drivers.splice(0).forEach((driver) => driver.close());
});
afterAll(() => simulator.close());

/** A provider as the plugin makes it from the simulator's environment lines. */
function drive(environment: Readonly<Record<string, string>> = {}): ProviderDriver {
  const parsed = klingPlugin.parseOptions({ ...simulator.environment, ...environment });
  if (parsed.state !== 'configured') throw new Error(JSON.stringify(parsed));
  const driver = new ProviderDriver(new KlingVideoProvider(parsed.options as KlingOptions));
  drivers.push(driver);
  return driver;
}
const API_KEY = { KLING_API_KEY: 'simulated-key' };
const relay = (): Record<string, string> => ({
  ...API_KEY,
  KLING_API_STYLE: 'relay',
  KLING_BASE_URL: `${simulator.url}/kling`,
});

/** As much of a PNG as tells its size. */
function pngHead(width: number, height: number): Buffer {
  const head = Buffer.alloc(33);
  Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex').copy(head);
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  return head;
}

const accepted = (result: SubmitResult): ProviderHandle => {
  if (result.outcome !== 'accepted') throw new Error(JSON.stringify(result));
  return JSON.parse(JSON.stringify(result.handle)) as ProviderHandle;
};
const submit = async (driver: ProviderDriver, model: string, more: object = {}): Promise<ProviderHandle> =>
  accepted(await driver.provider.submit(driver.request({ model, ...more }), driver.context()));
const poll = (driver: ProviderDriver, handle: ProviderHandle): Promise<PollResult> =>
  driver.provider.poll(handle, driver.context());
const errorOf = (promise: Promise<unknown>): Promise<GatewayError> =>
  promise.then(
    () => Promise.reject(new Error('it succeeded')),
    (error: unknown) => (GatewayError.isInstance(error) ? error : Promise.reject(error as Error)),
  );

const outputIds = (result: PollResult): string[] =>
  result.state === 'completed' ? result.outputs.map(({ id }) => id) : [];

describe('Kling over HTTP', () => {
  it.each<[string, Record<string, string>, string, string, RegExp]>([
    ['a token', {}, 'kling-v2-6', 'legacy', /^\/v1\/videos\/text2video$/],
    ['an API key', API_KEY, 'kling-v2-6', 'legacy', /^\/v1\/videos\/text2video$/],
    [
      'the newer API',
      { ...API_KEY, KLING_API_STYLE: 'current' },
      'kling-v3',
      'current',
      /^\/text-to-video\/kling-3\.0$/,
    ],
    [
      'a model of the newer API only',
      API_KEY,
      'kling-3.0-turbo',
      'current',
      /^\/text-to-video\/kling-3\.0-turbo$/,
    ],
    [
      'a model of the older API only',
      { ...API_KEY, KLING_API_STYLE: 'current' },
      'kling-v1-6',
      'legacy',
      /text2video$/,
    ],
  ])('generates with %s', async (_name, environment, model, transport, path) => {
    const driver = drive(environment);
    const handle = await submit(driver, model);
    expect(handle).toMatchObject({ v: 1, transport, credentialId: 'default', region: simulator.url });
    expect(simulator.requestsTo('POST', path).length).toBeGreaterThan(0);
    expect(await poll(driver, handle)).toEqual({ state: 'queued' });
    simulator.advance(4);
    expect(await poll(drive(environment), handle)).toEqual({ state: 'processing' });
    simulator.advance(10);
    const done = await poll(driver, handle);
    expect(done).toMatchObject({ state: 'completed', outputs: [{ source: { kind: 'url' } }] });
    expect(outputIds(await poll(driver, handle))).toEqual(outputIds(done));
  });

  it('generates over a relay', async () => {
    const driver = drive(relay());
    const handle = await submit(driver, 'kling-v3');
    expect(handle.transport).toBe('relay');
    expect(simulator.requestsTo('POST', /^\/kling\//).at(-1)?.body).toMatchObject({
      model: 'kling-v3',
      model_name: 'kling-v3',
    });
    simulator.advance(20);
    expect(await poll(driver, handle)).toMatchObject({ state: 'completed' });
  });

  it('sends pictures as bare base64, references to the multi-image call, extensions by video id', async () => {
    const driver = drive();
    await submit(driver, 'kling-v1-6', { inputs: [driver.file('first_frame', PICTURE)] });
    const { image } = simulator.requestsTo('POST', /image2video$/).at(-1)?.body ?? {};
    expect(image).toBe(PICTURE.data.toString('base64'));
    const url = 'https://files.example/a.png';
    const inputs = [{ role: 'reference', source: { kind: 'url', url } }];
    await submit(driver, 'kling-v1-6', { inputs });
    expect(simulator.requestsTo('POST', /multi-image2video$/).at(-1)?.body?.image_list).toEqual([
      { image: url },
    ]);
    await submit(driver, 'kling-v1-6', { providerOptions: { kling: { video_id: 'v-1' } } });
    expect(simulator.requestsTo('POST', /video-extend$/).at(-1)?.body?.video_id).toBe('v-1');
  });

  it.each([
    ['a WebP picture', { mediaType: 'image/webp', data: Buffer.alloc(8) }, 'invalid_image'],
    [
      'eleven megabytes',
      { mediaType: 'image/png', data: Buffer.alloc(11 * 1024 * 1024) },
      'payload_too_large',
    ],
  ])('refuses %s before calling', async (_name, file, code) => {
    const driver = drive();
    const request = driver.request({ model: 'kling-v2-6', inputs: [driver.file('first_frame', file)] });
    const result = await driver.provider.submit(request, driver.context());
    expect(result).toMatchObject({ outcome: 'rejected', error: { code, param: 'inputs[0]' } });
    expect(driver.exchanges).toEqual([]);
  });

  it('says what to set when the model needs an API key', async () => {
    const driver = drive();
    const result = await driver.provider.submit(
      driver.request({ model: 'kling-3.0-turbo' }),
      driver.context(),
    );
    expect(result).toMatchObject({ outcome: 'rejected', error: { code: 'not_supported' } });
    expect(JSON.stringify(result)).toContain('KLING_API_KEY');
  });

  it('uses the account it is told to, and misses one that is gone', async () => {
    const accounts = [
      { id: 'one', accessKey: 'simulated-ak', secretKey: 'wrong-secret' },
      { id: 'two', apiKey: 'simulated-key', weight: 3 },
    ];
    const driver = drive({
      KLING_ACCESS_KEY: '',
      KLING_SECRET_KEY: '',
      KLING_CREDENTIALS: JSON.stringify(accounts),
    });
    const [one, two] = driver.provider.credentials;
    expect(two).toEqual({ id: 'two', weight: 3 });
    expect(one).toMatchObject({ id: 'one', weight: 1 });
    expect(one.models).not.toContain('kling-3.0-turbo');
    driver.credentialId = 'two';
    expect((await submit(driver, 'kling-v2-6')).credentialId).toBe('two');
    driver.credentialId = 'one';
    const check = await driver.provider.check?.(driver.context());
    expect(check).toMatchObject({ ok: false });
    expect(JSON.stringify(check)).not.toContain('wrong-secret');
    driver.credentialId = 'three';
    expect((await errorOf(poll(driver, { v: 1, id: '1', credentialId: 'three' }))).code).toBe(
      'credential_gone',
    );
  });

  it('checks credentials without spending', async () => {
    const before = simulator.tasks.length;
    for (const environment of [{}, API_KEY, relay()]) {
      const driver = drive(environment);
      expect(await driver.provider.check?.(driver.context())).toEqual({ ok: true });
    }
    expect(simulator.tasks.length).toBe(before);
  });

  it('stays in the region that took a task', async () => {
    const driver = drive();
    const handle = await submit(driver, 'kling-v2-6');
    const moved = drive({ KLING_BASE_URL: 'http://127.0.0.1:9' });
    const error = await errorOf(poll(moved, handle));
    expect(error).toMatchObject({ code: 'credential_gone' });
    expect(error.message).toMatch(/KLING_BASE_URL/);
    expect(moved.exchanges).toEqual([]);
  });
});

describe('Kling saying no', () => {
  it.each([
    [100, 100, /100x100, but Kling takes sides of 300 pixels/],
    [1600, 400, /at most 2.5 times as long as wide/],
  ])('a picture of %ix%i never leaves', async (width, height, message) => {
    const driver = drive();
    const before = simulator.requests.length;
    const inputs = [driver.file('first_frame', { mediaType: 'image/png', data: pngHead(width, height) })];
    const result = await driver.provider.submit(
      driver.request({ model: 'kling-v2-6', inputs }),
      driver.context(),
    );
    expect(result).toMatchObject({ outcome: 'rejected', error: { code: 'invalid_image' } });
    expect(JSON.stringify(result)).toMatch(message);
    expect(simulator.requests.length).toBe(before);
  });

  it.each<[FaultName, string, boolean]>([
    ['input-moderation', 'moderated_input', false],
    ['rate-limited', 'provider_rate_limited', true],
    ['concurrency-limited', 'provider_rate_limited', true],
    ['arrears', 'provider_insufficient_balance', false],
    ['quota-empty', 'provider_insufficient_balance', false],
    ['account-abnormal', 'provider_authentication', false],
    ['address-refused', 'provider_authentication', false],
    ['bad-credentials', 'provider_authentication', false],
    ['invalid-request', 'provider_invalid_request', false],
    ['maintenance', 'provider_unavailable', true],
  ])('%s is %s', async (fault, code, retryable) => {
    simulator.setFaults({ name: fault, retryAfterSeconds: 9 });
    const before = simulator.tasks.length;
    const driver = drive();
    const result = await driver.provider.submit(driver.request({ model: 'kling-v2-6' }), driver.context());
    expect(result).toMatchObject({ outcome: 'rejected', error: { code, retryable } });
    if (code === 'provider_rate_limited') expect(result).toMatchObject({ error: { retryAfterSeconds: 9 } });
    expect(simulator.tasks.length).toBe(before);
  });

  it('a dead port is a rejection: nothing was sent', async () => {
    const driver = drive({ KLING_BASE_URL: 'http://127.0.0.1:9' });
    const result = await driver.provider.submit(driver.request({ model: 'kling-v2-6' }), driver.context());
    expect(result).toMatchObject({ outcome: 'rejected', error: { code: 'provider_unreachable' } });
  });

  it.each<[FaultName, string]>([
    ['poll-rate-limited', 'provider_rate_limited'],
    ['malformed-poll', 'provider_bad_response'],
    ['task-vanishes', 'provider_task_lost'],
  ])('%s leaves the question open: %s', async (fault, code) => {
    simulator.setFaults(fault);
    for (const environment of [{}, { ...API_KEY, KLING_API_STYLE: 'current' }]) {
      const driver = drive(environment);
      expect((await errorOf(poll(driver, await submit(driver, 'kling-v3')))).code).toBe(code);
    }
  });
});

describe('reliability', () => {
  it('R1: moderation after N polls ends the task', async () => {
    simulator.setFaults('moderation-after-polls');
    const driver = drive();
    const handle = await submit(driver, 'kling-v2-6');
    const states: string[] = [];
    for (let asked = 0; asked < 4; asked += 1) states.push((await poll(driver, handle)).state);
    expect(states).toEqual(['processing', 'processing', 'processing', 'failed']);
    expect(await poll(driver, handle)).toMatchObject({
      error: { code: 'moderated_output', retryable: false },
    });
  });

  it('R3: done without a link is a failure of its own', async () => {
    simulator.setFaults('done-without-url');
    const driver = drive();
    const handle = await submit(driver, 'kling-v2-6');
    simulator.advance(20);
    expect(await poll(driver, handle)).toMatchObject({ state: 'failed', error: { code: 'output_missing' } });
  });

  it.each<[FaultName, Record<string, string>]>([
    ['lost-response', {}],
    ['server-error-after', {}],
    ['proxy-error-after', {}],
    ['malformed-create', {}],
    ['lost-response', { ...API_KEY, KLING_API_STYLE: 'current' }],
    ['malformed-create', { ...API_KEY, KLING_API_STYLE: 'current' }],
  ])('R4: %s is reconciled to the one task the vendor has %#', async (fault, environment) => {
    simulator.setFaults(fault);
    const before = simulator.tasks.length;
    const driver = drive(environment);
    const context = driver.context();
    const error = await errorOf(driver.provider.submit(driver.request({ model: 'kling-v3' }), context));
    expect(error.code).toBe('submit_unknown');
    const found = await drive(environment).provider.reconcile?.(context.clientReference, context);
    expect(simulator.tasks.length).toBe(before + 1);
    expect(found).toMatchObject({ outcome: 'found', handle: { id: simulator.tasks.at(-1)?.id } });
    simulator.advance(20);
    if (found?.outcome !== 'found') throw new Error('not found');
    expect(await poll(driver, found.handle)).toMatchObject({ state: 'completed' });
  });

  it('R4: what never arrived is not found', async () => {
    simulator.setFaults('lost-request');
    const driver = drive();
    const context = driver.context();
    const error = await errorOf(driver.provider.submit(driver.request({ model: 'kling-v3' }), context));
    expect(error.code).toBe('submit_unknown');
    expect(await driver.provider.reconcile?.(context.clientReference, context)).toEqual({
      outcome: 'not_found',
    });
  });

  it('R15: an undocumented status is running, with a warning', async () => {
    simulator.setFaults('unknown-status');
    const driver = drive();
    const handle = await submit(driver, 'kling-v2-6');
    simulator.advance(4);
    expect(await poll(driver, handle)).toMatchObject({ state: 'processing', warnings: [{ kind: 'other' }] });
    simulator.advance(10);
    expect(await poll(driver, handle)).toMatchObject({ state: 'completed' });
  });

  it('R18: asking again after the link expired gives a working one', async () => {
    simulator.setFaults('link-expired-once');
    const driver = drive();
    const handle = await submit(driver, 'kling-v2-6');
    simulator.advance(20);
    const download = async (): Promise<number> => {
      const result = await poll(driver, handle);
      const source = result.state === 'completed' ? result.outputs[0].source : undefined;
      if (source?.kind !== 'url') throw new Error('no link');
      return (await fetch(source.url)).status;
    };
    expect([await download(), await download()]).toEqual([403, 200]);
  });

  it.each([
    ['ten minutes ahead', 10],
    ['ten minutes behind', -10],
    ['an hour behind', -60],
  ])('R36: signs with the vendor clock when ours is %s', async (_name, minutes) => {
    const driver = drive();
    driver.clock = { now: () => Date.now() + minutes * 60_000 };
    await submit(driver, 'kling-v2-6');
    const refused = driver.exchanges.filter(({ status }) => status === 401).length;
    expect(refused).toBe(minutes === -10 ? 0 : 1);
    await submit(driver, 'kling-v2-6');
    expect(driver.exchanges.filter(({ status }) => status === 401).length).toBe(refused);
    expect(driver.exchanges.filter(({ status }) => status === 200).length).toBe(2);
  });

  it('no secret shows up in handles, errors, exchanges or logs', async () => {
    const driver = drive({ ...API_KEY, KLING_ACCESS_KEY: '', KLING_SECRET_KEY: '' });
    const seen: unknown[] = [await submit(driver, 'kling-v2-6')];
    simulator.setFaults('bad-credentials');
    seen.push(await driver.provider.submit(driver.request({ model: 'kling-v2-6' }), driver.context()));
    const other = drive({ KLING_SECRET_KEY: 'canary-secret' });
    seen.push(await other.provider.submit(other.request({ model: 'kling-v2-6' }), other.context()));
    seen.push(driver.exchanges, other.exchanges, driver.logged, other.logged);
    expect(JSON.stringify(seen)).not.toMatch(/simulated-key|simulated-sk|canary-secret|eyJ/);
  });

  it('an aborted call ends at once', async () => {
    simulator.setFaults('slow-create');
    const driver = drive();
    const controller = new AbortController();
    const call = driver.provider.submit(
      driver.request({ model: 'kling-v2-6' }),
      driver.context(controller.signal),
    );
    setTimeout(() => controller.abort(new Error('stopped')), 50);
    await expect(call).rejects.toThrow('stopped');
  });
});
