import { readFile } from 'node:fs/promises';
import { resultVideo } from './frame/result-video';
import { Simulator } from './frame/simulator';
import { startSimulator } from './start-simulator';
import { FaultName } from './frame/faults';

const AUTHORIZED = { authorization: 'Bearer simulated-key', 'content-type': 'application/json' };
let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ vendor: 'kling' });
});
afterAll(() => simulator.close());

interface KlingReply {
  code: number;
  data: {
    task_id: string;
    task_status: string;
    task_status_msg?: string;
    task_result?: { videos: { url: string; duration: string }[] };
  };
}

const send = (prompt: string): Promise<Response> =>
  fetch(`${simulator.url}/v1/videos/text2video`, {
    method: 'POST',
    headers: AUTHORIZED,
    body: JSON.stringify({ prompt, model_name: 'kling-v2-6', duration: '5' }),
  });
const create = async (prompt: string): Promise<string> => {
  const { data } = (await (await send(prompt)).json()) as KlingReply;
  return data.task_id;
};
const ask = async (id: string): Promise<KlingReply['data']> => {
  const response = await fetch(`${simulator.url}/v1/videos/text2video/${id}`, { headers: AUTHORIZED });
  return ((await response.json()) as KlingReply).data;
};
const urlOf = (task: KlingReply['data']): string => task.task_result?.videos[0]?.url ?? '';

describe('a simulator', () => {
  it('takes a task through its states to a real video', async () => {
    const id = await create('a boat');
    expect((await ask(id)).task_status).toBe('submitted');
    simulator.advance(3);
    expect((await ask(id)).task_status).toBe('processing');
    simulator.advance(8);
    const done = await ask(id);
    expect(done.task_status).toBe('succeed');
    const file = Buffer.from(await (await fetch(urlOf(done))).arrayBuffer());
    expect(file.subarray(4, 8).toString()).toBe('ftyp');
    const part = await fetch(urlOf(done), { headers: { range: 'bytes=0-7' } });
    expect([part.status, part.headers.get('content-length')]).toEqual([206, '8']);
  });

  it('lets result links expire', async () => {
    const id = await create('a boat');
    simulator.advance(20);
    const url = urlOf(await ask(id));
    simulator.advance(3601);
    expect((await fetch(url)).status).toBe(403);
    expect((await fetch(urlOf(await ask(id)))).status).toBe(200);
  });

  const refusals: [FaultName, number, number][] = [
    ['input-moderation', 400, 1301],
    ['rate-limited', 429, 1302],
    ['concurrency-limited', 429, 1303],
    ['arrears', 429, 1101],
    ['quota-empty', 429, 1102],
    ['account-abnormal', 429, 1100],
    ['address-refused', 429, 1304],
    ['bad-credentials', 401, 1002],
    ['invalid-request', 400, 1201],
    ['maintenance', 503, 5001],
    ['server-error-before', 500, 5000],
  ];
  it.each(refusals)('%s refuses and takes no task', async (fault, status, code) => {
    const before = simulator.tasks.length;
    const response = await send(`a boat fault:${fault}`);
    expect([response.status, ((await response.json()) as KlingReply).code]).toEqual([status, code]);
    expect(simulator.tasks.length).toBe(before);
  });

  it.each(['server-error-after', 'proxy-error-after', 'lost-response', 'malformed-create'] as const)(
    '%s takes the task and hides it',
    async (fault) => {
      const before = simulator.tasks.length;
      const outcome: unknown = await send(`a boat fault:${fault}`)
        .then((response) => response.json())
        .catch((error: Error) => error);
      expect(outcome).not.toHaveProperty('data.task_id');
      expect(simulator.tasks.length).toBe(before + 1);
    },
  );

  it('counts faults: every second create, once', async () => {
    simulator.setFaults({ name: 'rate-limited', every: 2, times: 1, retryAfterSeconds: 7 });
    const answers = [await send('a'), await send('b'), await send('c'), await send('d')];
    expect(answers.map(({ status }) => status)).toEqual([200, 429, 200, 200]);
    expect(answers[1].headers.get('retry-after')).toBe('7');
    simulator.setFaults();
  });

  it('fails moderation after three questions', async () => {
    const id = await create('a boat fault:moderation-after-polls');
    const states = [await ask(id), await ask(id), await ask(id), await ask(id)];
    expect(states.map((state) => state.task_status)).toEqual([
      'processing',
      'processing',
      'processing',
      'failed',
    ]);
    expect(states[3].task_status_msg).toMatch(/risk control/);
  });

  it('says done without a link, and an undocumented word, and hands out dead links once', async () => {
    const [empty, odd, dead] = [
      await create('fault:done-without-url'),
      await create('fault:unknown-status'),
      await create('fault:link-expired-once'),
    ];
    simulator.advance(4);
    expect((await ask(odd)).task_status).toBe('pre_heating');
    simulator.advance(20);
    expect(await ask(empty)).toMatchObject({ task_status: 'succeed', task_result: { videos: [] } });
    expect((await fetch(urlOf(await ask(dead)))).status).toBe(403);
    expect((await fetch(urlOf(await ask(dead)))).status).toBe(200);
  });

  it('breaks answers and files off', async () => {
    const cut = await create('fault:cut-body');
    const flapping = await create('fault:poll-flaps');
    simulator.advance(20);
    const url = urlOf(await ask(cut));
    await expect(fetch(url).then((response) => response.arrayBuffer())).rejects.toThrow();
    await expect(ask(flapping)).resolves.toBeUndefined();
    expect((await ask(flapping)).task_status).toBe('succeed');
    await expect(ask(flapping)).rejects.toThrow(/JSON/);
  });

  it('has as many slots as it is given, held until a task ends', async () => {
    const narrow = await startSimulator({ vendor: 'kling', slots: 2 });
    const url = `${narrow.url}/v1/videos/text2video`;
    const body = JSON.stringify({ prompt: 'a boat' });
    const post = async (): Promise<number> =>
      (await fetch(url, { method: 'POST', headers: AUTHORIZED, body })).status;
    expect([await post(), await post(), await post()]).toEqual([200, 200, 429]);
    narrow.advance(20);
    expect(await post()).toBe(200);
    await narrow.close();
  });

  it('has a spare video where FFmpeg is absent or fails', async () => {
    const path = await resultVideo({ seconds: Number.NaN });
    expect((await readFile(path)).subarray(4, 8).toString()).toBe('ftyp');
    expect(path).toMatch(/spare\.mp4$/);
  });
});
