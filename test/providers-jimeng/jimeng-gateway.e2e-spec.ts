import { SAMPLE_IMAGE } from '@onereel/core/testing';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OTHER_KEY, TEST_KEY } from '../http/test-gateway';
import { FaultName } from '../simulators/frame/faults';
import { Simulator } from '../simulators/frame/simulator';
import { startSimulator } from '../simulators/start-simulator';
import { JimengGateway, startJimengGateway } from './start-jimeng-gateway';
import { VolcengineClient } from './volcengine-client';

const PNG = SAMPLE_IMAGE.toString('base64');
const BOAT = { req_key: 'jimeng_t2v_v30', prompt: '雨中的纸船 🌧️', frames: 121, aspect_ratio: '16:9' };
const TIMING = { queuedSeconds: 0.2, runSeconds: 0.3 };

let jimeng: Simulator;
let ark: Simulator;
let gateway: JimengGateway;
beforeAll(async () => {
  jimeng = await startSimulator({ vendor: 'jimeng', timing: TIMING });
  ark = await startSimulator({ vendor: 'ark', timing: TIMING });
  gateway = await startJimengGateway({ ...jimeng.environment, ...ark.environment });
});
afterEach(() => {
  jimeng.setFaults();
  ark.setFaults();
});
afterAll(async () => {
  await gateway?.close();
  await jimeng?.close();
  await ark?.close();
});

const ACCOUNT = { accessKeyId: 'tester', secretKey: TEST_KEY };
const clientAt = (pathname?: string): VolcengineClient =>
  new VolcengineClient(gateway.url, ACCOUNT, pathname);
const client = (): VolcengineClient => clientAt('/jimeng/');

const codeOf = async (id: string): Promise<string> =>
  String((await gateway.call('GET', `/v1/videos/${id}`)).body.error?.code);
const stateOf = async (id: string): Promise<unknown> =>
  (await gateway.call('GET', `/api/v1/tasks/${id}`)).body.status;

describe("the vendor's own client at the gateway", () => {
  it.each([['/jimeng/'], ['/jimeng'], [undefined]])(
    'submits, waits and downloads at %s',
    async (pathname) => {
      const client = clientAt(pathname);
      const created = await client.submit(BOAT);
      expect(created).toMatchObject({ code: 10000, status: 10000, message: 'Success', data: {} });
      const id = String(created.data?.task_id);
      expect(created.task_id).toBe(id);
      const done = await client.wait(id);
      expect(done.data).toMatchObject({ status: 'done', aigc_meta_tagged: false });
      const file = await fetch(String(done.data?.video_url));
      const bytes = Buffer.from(await file.arrayBuffer());
      expect([file.headers.get('content-type'), bytes.subarray(4, 8).toString()]).toEqual([
        'video/mp4',
        'ftyp',
      ]);
      expect(jimeng.tasks.at(-1)?.body).toEqual({ ...BOAT });
    },
  );

  it('sends a picture as base64 and a camera move, which reach the vendor unchanged', async () => {
    const body = {
      req_key: 'jimeng_i2v_recamera_v30',
      prompt: 'closer',
      binary_data_base64: [PNG],
      template_id: 'central_orbit',
      camera_strength: 'weak',
      seed: 42,
    };
    const { code } = await client().generate(body);
    expect(code).toBe(10000);
    expect(jimeng.tasks.at(-1)?.body).toEqual({ ...body, frames: 121 });
  });

  it('names a product that has no model row, whose fields go through', async () => {
    const body = { req_key: 'pippit_iv2v_cvtob', prompt: 'a clip', image_list: ['a', 'b'], style: 'loud' };
    expect((await client().generate(body)).code).toBe(10000);
    expect(jimeng.tasks.at(-1)?.body).toEqual(body);
  });

  it('is served by Ark or another vendor when it names their model', async () => {
    const seedance = await client().generate({ ...BOAT, req_key: 'seedance-1-5-pro' });
    expect([seedance.code, ark.tasks.at(-1)?.kind]).toEqual([10000, 'doubao-seedance-1-5-pro-251215']);
    const created = await client().submit({
      ...BOAT,
      req_key: 'sandbox',
      frames: 25,
      template_id: 'handheld',
    });
    expect(created.warnings?.map(({ field }) => field)).toContain('template_id');
    await gateway.call('DELETE', `/api/v1/tasks/${created.data?.task_id}`);
  });

  it('reads in every dialect what was made in this one, and the other way round', async () => {
    const { id } = await client().generate(BOAT);
    expect(await stateOf(id)).toBe('completed');
    const other = await gateway.call('POST', '/v1/videos', { model: 'jimeng-3.0', prompt: 'a boat' });
    expect((await client().wait(String(other.body.id))).data?.status).toBe('done');
  });

  it('takes the API key as it is, as relays do', async () => {
    const { status, body } = await gateway.call(
      'POST',
      '/jimeng/?Action=CVSync2AsyncSubmitTask&Version=2022-08-31',
      BOAT,
    );
    expect([status, body.code]).toEqual([200, 10000]);
  });

  it('does not know the tasks of others', async () => {
    const { data } = await client().submit(BOAT);
    const bob = new VolcengineClient(gateway.url, { accessKeyId: 'other', secretKey: OTHER_KEY });
    expect(await bob.result(String(data?.task_id))).toMatchObject({
      code: 10000,
      data: { status: 'not_found' },
    });
  });

  it('answers errors in the body, because this client does not look at the status', async () => {
    expect(await client().submit({ ...BOAT, prompt: '' })).toMatchObject({ code: 50215, data: null });
    expect(await client().submit({ ...BOAT, req_key: 'jimeng_v99' })).toMatchObject({ code: 50215 });
    const wrong = new VolcengineClient(gateway.url, { ...ACCOUNT, secretKey: 'wrong' }, '/jimeng/');
    expect(await wrong.submit(BOAT)).toMatchObject({
      code: 50400,
      ResponseMetadata: { Error: { Code: 'SignatureDoesNotMatch' } },
    });
  });

  it('R36: names the clock when it is wrong, to those who hold the key', async () => {
    const now = Date.now();
    const clock = jest.spyOn(Date, 'now').mockReturnValue(now);
    const RealDate = Date;
    const late = class extends RealDate {
      constructor(...given: [] | [number]) {
        super(...((given.length === 0 ? [now - 40 * 60_000] : given) as [number]));
      }
    };
    globalThis.Date = late as DateConstructor;
    try {
      const reply = await client().submit(BOAT);
      expect(reply.ResponseMetadata?.Error?.Message).toMatch(/40 minutes behind.*clock/);
    } finally {
      globalThis.Date = RealDate;
      clock.mockRestore();
    }
  });
});

describe('routes', () => {
  const post = (path: string) => gateway.call('POST', path, BOAT);

  it.each([
    ['/jimeng/?Version=2022-08-31', 'Action'],
    ['/jimeng/?Action=CVProcess&Version=2022-08-31', 'Action'],
    ['/jimeng/?Action=CVSync2AsyncSubmitTask', 'Version'],
  ])('refuses %s in every shape', async (path, param) => {
    const { status, body } = await post(path);
    expect(status).toBe(400);
    expect(body).toMatchObject({
      code: 50215,
      message: expect.stringContaining(param) as string,
      ResponseMetadata: { Error: { Code: 'InvalidActionOrVersion' } },
      error: { param },
    });
  });

  it('still shows the landing page at the root', async () => {
    const { status, text } = await gateway.call('GET', '/');
    expect([status, /OneReel/.test(text)]).toEqual([200, true]);
  });
});

describe('reliability through the gateway', () => {
  it('R2: a filtered result ends as content failure with the code of the vendor', async () => {
    jimeng.setFaults('output-moderation');
    const reply = await client().generate(BOAT);
    expect(reply).toMatchObject({
      code: 50516,
      data: null,
      message: expect.stringMatching(/policy/i) as string,
    });
    expect(jimeng.tasks.length).toBeGreaterThan(0);
    expect(await codeOf(reply.id)).toBe('moderated_output');
  });

  it('R3: done without a link ends as output_missing', async () => {
    jimeng.setFaults('done-without-url');
    expect(await codeOf((await client().generate(BOAT)).id)).toBe('output_missing');
  });

  it.each<FaultName>(['lost-response', 'proxy-error-after'])(
    'R4: %s leads to exactly one create, reported as unknown',
    async (fault) => {
      jimeng.setFaults({ name: fault, times: 1 });
      const before = jimeng.tasks.length;
      const { id, ...reply } = await client().generate({ ...BOAT, prompt: fault });
      expect(reply).toMatchObject({ data: null, message: expect.stringContaining('accepted') as string });
      expect(await codeOf(id)).toBe('submit_unknown');
      await new Promise((resolve) => setTimeout(resolve, 600));
      expect(jimeng.tasks.length).toBe(before + 1);
    },
  );

  it('R13: flapping answers never fail a task', async () => {
    jimeng.setFaults('poll-flaps');
    expect((await client().generate(BOAT)).data?.status).toBe('done');
  });

  it('R15: an undocumented status is still running', async () => {
    jimeng.setFaults('unknown-status');
    const reply = await client().generate(BOAT);
    expect(reply.data?.status).toBe('done');
    expect(JSON.stringify(reply.warnings)).toContain('pre_heating');
  });

  it('R18: an expired link is asked for once more; a dead one ends as output_expired', async () => {
    jimeng.setFaults('link-expired-once');
    expect((await client().generate(BOAT)).data?.status).toBe('done');
    jimeng.setFaults('link-expired');
    const creates = jimeng.tasks.length;
    expect(await codeOf((await client().generate(BOAT)).id)).toBe('output_expired');
    expect(jimeng.tasks.length).toBe(creates + 1);
  });

  it('R20: a refused slot is waited for, not paid for twice', async () => {
    jimeng.setFaults({ name: 'concurrency-limited', times: 1, retryAfterSeconds: 1 });
    const before = jimeng.tasks.length;
    expect((await client().generate(BOAT)).data?.status).toBe('done');
    expect(jimeng.tasks.length).toBe(before + 1);
  });

  it('cancels a queued task at Ark, and here alone what the visual API keeps', async () => {
    jimeng.setFaults('never-finishes');
    const visual = await client().submit(BOAT);
    const id = String(visual.data?.task_id);
    while ((await stateOf(id)) === 'queued') await new Promise((resolve) => setTimeout(resolve, 50));
    await gateway.call('POST', `/api/v1/tasks/${id}/cancel`);
    expect(await stateOf(id)).toBe('cancelled');
    expect(await client().result(id)).toMatchObject({ code: 50215, data: null });
  });

  it('no secret of the vendor reaches the store or an answer', async () => {
    jimeng.setFaults('bad-credentials');
    const refused = await client().generate(BOAT);
    const stored = await Promise.all(
      (await readdir(gateway.dataDir, { recursive: true, withFileTypes: true }))
        .filter((entry) => entry.isFile())
        .map((entry) => readFile(join(entry.parentPath, entry.name), 'latin1')),
    );
    expect(stored.join('')).toContain(refused.id);
    expect([JSON.stringify(refused), ...stored].join('')).not.toMatch(/simulated-(sk|key)|Signature=/);
  });
});

describe('an account of the usual size', () => {
  it('R20: four tasks wait for the one slot and all succeed', async () => {
    const narrow = await startSimulator({
      vendor: 'jimeng',
      slots: 1,
      timing: { queuedSeconds: 0, runSeconds: 0.2 },
    });
    const own = await startJimengGateway({ ...narrow.environment });
    try {
      const created = await Promise.all(
        ['one', 'two', 'three', 'four'].map((prompt) =>
          own.call('POST', '/v1/videos', { model: 'jimeng-3.0', prompt, seconds: '5' }),
        ),
      );
      const ended = await Promise.all(created.map(({ body }) => own.finished(String(body.id))));
      expect(ended).toEqual(Array(4).fill('completed'));
      expect(narrow.requests.filter(({ status }) => status === 429)).toEqual([]);
    } finally {
      await own.close();
      await narrow.close();
    }
  });

  it('without a key for Ark lists the Seedance models as unconfigured', async () => {
    const own = await startJimengGateway({ ...jimeng.environment });
    try {
      const { status, body } = await own.call('POST', '/v1/videos', {
        model: 'seedance-1-5-pro',
        prompt: 'a',
      });
      expect([status, body.error?.code]).toEqual([503, 'provider_unconfigured']);
    } finally {
      await own.close();
    }
  });
});
