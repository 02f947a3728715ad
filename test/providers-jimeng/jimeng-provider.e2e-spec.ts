import { GatewayError, PollResult, ProviderHandle, SubmitResult } from '@onereel/core';
import jimengPlugin, { JimengVideoProvider } from '@onereel/providers-jimeng';
import { ProviderDriver } from '../providers-kling/provider-driver';
import { FaultName } from '../simulators/frame/faults';
import { Simulator } from '../simulators/frame/simulator';
import { startSimulator } from '../simulators/start-simulator';

const PICTURE = { mediaType: 'image/png', data: Buffer.alloc(64, 7) };
let jimeng: Simulator;
let ark: Simulator;
const drivers: ProviderDriver[] = [];
beforeAll(async () => {
  jimeng = await startSimulator({ vendor: 'jimeng' });
  ark = await startSimulator({ vendor: 'ark' });
});
afterEach(() => {
  jimeng.setFaults();
  ark.setFaults();
  drivers.splice(0).forEach((driver) => driver.close());
});
afterAll(async () => {
  await jimeng.close();
  await ark.close();
});

/** A provider as the plugin makes it from the environment lines of both simulators. */
function drive(environment: Readonly<Record<string, string>> = {}, credentialId = 'default'): ProviderDriver {
  const parsed = jimengPlugin.parseOptions({ ...jimeng.environment, ...ark.environment, ...environment });
  if (parsed.state !== 'configured') throw new Error(JSON.stringify(parsed));
  const driver = new ProviderDriver(new JimengVideoProvider(parsed.options));
  driver.credentialId = credentialId;
  drivers.push(driver);
  return driver;
}

interface Way {
  readonly name: string;
  readonly model: string;
  readonly vendor: () => Simulator;
  readonly open: () => ProviderDriver;
}
const VISUAL: Way = { name: 'visual', model: 'jimeng-3.0', vendor: () => jimeng, open: () => drive() };
const RELAY: Way = {
  name: 'relay',
  model: 'jimeng-3.0',
  vendor: () => jimeng,
  open: () => drive({ JIMENG_API_KEY: 'simulated-key' }),
};
const ARK: Way = {
  name: 'ark',
  model: 'seedance-1-5-pro',
  vendor: () => ark,
  open: () => drive({}, 'ark'),
};
const WAYS = [VISUAL, RELAY, ARK];

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
const later = (driver: ProviderDriver, seconds: number): void => {
  driver.clock = { now: () => Date.now() + seconds * 1000 };
};

describe('Jimeng over HTTP', () => {
  it.each(WAYS)('generates over $name', async ({ name, model, vendor, open }) => {
    const driver = open();
    const handle = await submit(driver, model, { durationSeconds: 10, aspectRatio: '9:16', seed: 7 });
    expect(handle).toMatchObject({ v: 1, transport: name, model, credentialId: driver.credentialId });
    expect(vendor().tasks.at(-1)?.result).toMatchObject({ seconds: 10, aspectRatio: '9:16' });
    expect(await poll(driver, handle)).toEqual({ state: 'queued' });
    vendor().advance(4);
    expect(await poll(open(), handle)).toEqual({ state: 'processing' });
    vendor().advance(10);
    const done = await poll(driver, handle);
    expect(done).toMatchObject({ state: 'completed', outputs: [{ id: 'video', source: { kind: 'url' } }] });
    expect((await poll(driver, handle)).state).toBe('completed');
    if (name === 'ark') expect(done).toMatchObject({ cost: { amount: 217_800, unit: 'tokens' } });
  });

  it.each<[string, string, object, string]>([
    ['text', 'jimeng-3.0', {}, 'jimeng_t2v_v30'],
    ['text in 1080p', 'jimeng-3.0', { resolution: '1080p' }, 'jimeng_t2v_v30_1080p'],
    ['one key by name', 'jimeng_t2v_v30_1080p', {}, 'jimeng_t2v_v30_1080p'],
    ['the Pro model', 'jimeng-3.0-pro', {}, 'jimeng_ti2v_v30_pro'],
    ['the older Pro model', 'jimeng-s2.0-pro', {}, 'jimeng_vgfm_t2v_l20'],
  ])('makes %s under the right key', async (_name, model, more, reqKey) => {
    const driver = drive();
    const handle = await submit(driver, model, more);
    expect(jimeng.tasks.at(-1)?.kind).toBe(reqKey);
    expect(handle.data?.reqKey).toBe(reqKey);
    jimeng.advance(20);
    expect((await poll(driver, handle)).state).toBe('completed');
  });

  it('sends one or two pictures as bytes, and moves the camera along a template', async () => {
    const driver = drive();
    const first = driver.file('first_frame', PICTURE);
    const last = driver.file('last_frame', PICTURE);
    const data = PICTURE.data.toString('base64');
    const sent = (): object => ({
      kind: jimeng.tasks.at(-1)?.kind,
      ...(jimeng.tasks.at(-1)?.body as object),
    });
    await submit(driver, 'jimeng-3.0', { inputs: [first] });
    expect(sent()).toMatchObject({ kind: 'jimeng_i2v_first_v30', binary_data_base64: [data] });
    await submit(driver, 'jimeng-3.0', { inputs: [last, first], resolution: '1080p' });
    expect(sent()).toMatchObject({
      kind: 'jimeng_i2v_first_tail_v30_1080',
      binary_data_base64: [data, data],
    });
    await submit(driver, 'jimeng-3.0', { inputs: [first], cameraMotion: 'zoom', motionStrength: 0.9 });
    expect(sent()).toMatchObject({
      kind: 'jimeng_i2v_recamera_v30',
      template_id: 'hitchcock_dolly_in',
      camera_strength: 'strong',
    });
    const url = 'https://files.example/a.png';
    await submit(driver, 'jimeng-3.0-pro', {
      inputs: [{ role: 'first_frame', source: { kind: 'url', url } }],
    });
    expect(sent()).toMatchObject({ kind: 'jimeng_ti2v_v30_pro', image_urls: [url] });
  });

  it('sends frames and references to Ark as data URIs, under the endpoint of the account', async () => {
    const driver = drive({ ARK_ENDPOINTS: '{"seedance-2-0":"ep-1"}' }, 'ark');
    await submit(driver, 'seedance-2-0', { inputs: [driver.file('reference', PICTURE)], audio: false });
    expect(ark.tasks.at(-1)?.body).toMatchObject({
      model: 'ep-1',
      generate_audio: false,
      content: [
        { type: 'text', text: 'a boat' },
        {
          type: 'image_url',
          image_url: { url: `data:image/png;base64,${PICTURE.data.toString('base64')}` },
          role: 'reference_image',
        },
      ],
    });
  });

  it.each([
    ['a WebP picture', { mediaType: 'image/webp', data: Buffer.alloc(8) }, 'invalid_image'],
    ['five megabytes', { mediaType: 'image/png', data: Buffer.alloc(5 * 1024 * 1024) }, 'payload_too_large'],
  ])('refuses %s before calling', async (_name, file, code) => {
    const driver = drive();
    const request = driver.request({ model: 'jimeng-3.0', inputs: [driver.file('first_frame', file)] });
    const result = await driver.provider.submit(request, driver.context());
    expect(result).toMatchObject({ outcome: 'rejected', error: { code, param: 'inputs[0]' } });
    expect(driver.exchanges).toEqual([]);
  });

  it.each<[string, string, RegExp]>([
    ['default', 'seedance-1-5-pro', /ARK_API_KEY/],
    ['ark', 'jimeng-3.0', /JIMENG_ACCESS_KEY/],
  ])('the credential %s does not serve %s, and says what does', async (credential, model, message) => {
    const driver = drive({}, credential);
    const result = await driver.provider.submit(driver.request({ model }), driver.context());
    expect(result).toMatchObject({ outcome: 'rejected', error: { code: 'not_supported' } });
    expect(JSON.stringify(result)).toMatch(message);
  });

  it.each(WAYS)('checks credentials over $name without spending', async ({ vendor, open }) => {
    const before = vendor().tasks.length;
    const driver = open();
    expect(await driver.provider.check?.(driver.context())).toEqual({ ok: true });
    expect(vendor().tasks.length).toBe(before);
  });

  it.each<[string, Record<string, string>, string]>([
    ['a pair', { JIMENG_SECRET_KEY: 'canary-secret' }, 'default'],
    ['a relay key', { JIMENG_API_KEY: 'canary-secret' }, 'default'],
    ['an Ark key', { ARK_API_KEY: 'canary-secret' }, 'ark'],
  ])('finds %s that is wrong and does not repeat it', async (_name, environment, credential) => {
    const driver = drive(environment, credential);
    const check = await driver.provider.check?.(driver.context());
    expect(check).toMatchObject({ ok: false, message: expect.stringMatching(/key|credentials/i) as string });
    expect(JSON.stringify([check, driver.exchanges, driver.logged])).not.toContain('canary-secret');
  });

  it.each([
    ['JIMENG_BASE_URL', VISUAL],
    ['ARK_BASE_URL', ARK],
  ])('stays with the server that took a task when %s changes', async (name, { model, open }) => {
    const handle = await submit(open(), model);
    const moved = drive({ [name]: 'http://127.0.0.1:9' }, handle.credentialId);
    const error = await errorOf(poll(moved, handle));
    expect([error.code, moved.exchanges]).toEqual(['credential_gone', []]);
    expect(error.message).toContain(name);
  });
});

describe('cancelling', () => {
  it('takes a queued task of Ark back, twice if need be', async () => {
    const driver = ARK.open();
    const handle = await submit(driver, ARK.model);
    const cancel = () => driver.provider.cancel?.(handle, driver.context());
    expect([await cancel(), await cancel()]).toEqual([{ outcome: 'cancelled' }, { outcome: 'cancelled' }]);
    expect(await poll(driver, handle)).toMatchObject({ state: 'failed', error: { code: 'cancelled' } });
  });

  it.each([
    ['runs', 4],
    ['is finished', 20],
  ])('comes too late for one that %s, whose result stays', async (_name, seconds) => {
    const driver = ARK.open();
    const handle = await submit(driver, ARK.model);
    ark.advance(seconds);
    expect(await driver.provider.cancel?.(handle, driver.context())).toEqual({ outcome: 'too_late' });
    ark.advance(20);
    expect((await poll(driver, handle)).state).toBe('completed');
  });

  it('does not exist in the visual API', async () => {
    const driver = VISUAL.open();
    const handle = await submit(driver, VISUAL.model);
    expect(await driver.provider.cancel?.(handle, driver.context())).toEqual({ outcome: 'unsupported' });
  });
});

describe('Jimeng saying no', () => {
  const REFUSALS: readonly [FaultName, visual: string, ark: string, retryable: boolean][] = [
    ['input-moderation', 'moderated_input', 'moderated_input', false],
    ['rate-limited', 'provider_rate_limited', 'provider_rate_limited', true],
    ['concurrency-limited', 'provider_rate_limited', 'provider_rate_limited', true],
    ['arrears', 'provider_authentication', 'provider_insufficient_balance', false],
    ['quota-empty', 'provider_authentication', 'provider_insufficient_balance', false],
    ['account-abnormal', 'provider_authentication', 'provider_authentication', false],
    ['address-refused', 'provider_authentication', 'provider_authentication', false],
    ['bad-credentials', 'provider_authentication', 'provider_authentication', false],
    ['invalid-request', 'provider_invalid_request', 'provider_invalid_request', false],
  ];
  const CASES = REFUSALS.flatMap(([fault, visual, overArk, retryable]) => [
    [VISUAL, fault, visual, retryable] as const,
    [ARK, fault, overArk, retryable] as const,
  ]);
  it.each(CASES)('$name: %s is %s', async ({ vendor, open, model }, fault, code, retryable) => {
    vendor().setFaults({ name: fault, retryAfterSeconds: 9 });
    const before = vendor().tasks.length;
    const driver = open();
    const result = await driver.provider.submit(driver.request({ model }), driver.context());
    expect(result).toMatchObject({ outcome: 'rejected', error: { code, retryable } });
    if (code === 'provider_rate_limited') expect(result).toMatchObject({ error: { retryAfterSeconds: 9 } });
    expect(vendor().tasks.length).toBe(before);
  });

  it.each(WAYS)('$name: a dead port is a rejection', async ({ model }) => {
    const nowhere = 'http://127.0.0.1:9';
    const driver = drive(
      { JIMENG_BASE_URL: nowhere, ARK_BASE_URL: nowhere },
      model.startsWith('seedance') ? 'ark' : 'default',
    );
    const result = await driver.provider.submit(driver.request({ model }), driver.context());
    expect(result).toMatchObject({ outcome: 'rejected', error: { code: 'provider_unreachable' } });
  });

  it.each([
    ...WAYS.map((way) => [way, 'poll-rate-limited', 'provider_rate_limited'] as const),
    ...WAYS.map((way) => [way, 'malformed-poll', 'provider_bad_response'] as const),
  ])('$name: %s leaves the question open', async ({ vendor, open, model }, fault, code) => {
    vendor().setFaults(fault);
    const driver = open();
    expect((await errorOf(poll(driver, await submit(driver, model)))).code).toBe(code);
  });

  it.each(WAYS)(
    '$name: an unknown task is queued while young, then lost',
    async ({ vendor, open, model }) => {
      vendor().setFaults('task-vanishes');
      const driver = open();
      const handle = await submit(driver, model);
      expect(await poll(driver, handle)).toEqual({ state: 'queued' });
      later(driver, 31);
      expect((await errorOf(poll(driver, handle))).code).toBe('provider_task_lost');
    },
  );
});

describe('reliability', () => {
  it.each(WAYS)('R2: $name: a filtered result is a content failure', async ({ vendor, open, model }) => {
    vendor().setFaults('output-moderation');
    const driver = open();
    const handle = await submit(driver, model);
    vendor().advance(20);
    expect(await poll(driver, handle)).toMatchObject({
      state: 'failed',
      error: { code: 'moderated_output', retryable: true, billed: 'no' },
    });
  });

  it.each(WAYS)('R3: $name: done without a link is a failure of its own', async ({ vendor, open, model }) => {
    vendor().setFaults('done-without-url');
    const driver = open();
    const handle = await submit(driver, model);
    vendor().advance(20);
    expect(await poll(driver, handle)).toMatchObject({ state: 'failed', error: { code: 'output_missing' } });
  });

  const LOST: FaultName[] = ['lost-response', 'server-error-after', 'proxy-error-after', 'malformed-create'];
  it.each(WAYS.flatMap((way) => LOST.map((fault) => [way, fault] as const)))(
    'R4: $name: %s is reported as unknown, never sent again',
    async ({ vendor, open, model }, fault) => {
      vendor().setFaults(fault);
      const before = vendor().tasks.length;
      const driver = open();
      const error = await errorOf(driver.provider.submit(driver.request({ model }), driver.context()));
      expect(error.code).toBe('submit_unknown');
      expect(vendor().tasks.length).toBe(before + 1);
      expect(driver.exchanges.length).toBe(1);
    },
  );

  it.each(WAYS)('R15: $name: an undocumented status is running', async ({ vendor, open, model }) => {
    vendor().setFaults('unknown-status');
    const driver = open();
    const handle = await submit(driver, model);
    vendor().advance(4);
    expect(await poll(driver, handle)).toMatchObject({ state: 'processing', warnings: [{ kind: 'other' }] });
  });

  it.each(WAYS)('R18: $name: asking again gives a new link', async ({ vendor, open, model }) => {
    vendor().setFaults('link-expired-once');
    const driver = open();
    const handle = await submit(driver, model);
    vendor().advance(20);
    const download = async (): Promise<number> => {
      const result = await poll(driver, handle);
      const source = result.state === 'completed' ? result.outputs[0].source : undefined;
      if (source?.kind !== 'url') throw new Error('no link');
      return (await fetch(source.url)).status;
    };
    expect([await download(), await download()]).toEqual([403, 200]);
  });

  it.each([
    ['ten minutes behind', -10, 0],
    ['an hour ahead', 60, 1],
    ['an hour behind', -60, 1],
  ])('R36: signs with the vendor clock when ours is %s', async (_name, minutes, refusals) => {
    const driver = drive();
    later(driver, minutes * 60);
    await submit(driver, 'jimeng-3.0');
    await submit(driver, 'jimeng-3.0');
    const statuses = driver.exchanges.map(({ status }) => status);
    expect(statuses.filter((status) => status === 401).length).toBe(refusals);
    expect(statuses.filter((status) => status === 200).length).toBe(2);
  });

  it('no secret shows up in handles, errors, exchanges or logs', async () => {
    const seen: unknown[] = [];
    for (const { open, vendor, model } of WAYS) {
      const driver = open();
      seen.push(await submit(driver, model));
      vendor().setFaults('bad-credentials');
      seen.push(await driver.provider.submit(driver.request({ model }), driver.context()));
      vendor().setFaults();
      seen.push(driver.exchanges, driver.logged);
    }
    expect(JSON.stringify(seen)).not.toMatch(/simulated-(key|sk|ak)|Signature=/);
  });
});
