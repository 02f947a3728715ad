import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startTestGateway, TestGateway } from '../http/test-gateway';
import { FaultName } from '../simulators/frame/faults';
import { Simulator } from '../simulators/frame/simulator';
import { startSimulator } from '../simulators/start-simulator';
import { simulatedServiceAccount } from '../simulators/vendors/google-account';

const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

interface Video {
  readonly id: string;
  readonly status: string;
  readonly model: string;
  readonly error?: { readonly code: string };
}

interface Setup {
  readonly vendor: 'vertex' | 'gemini' | 'relay';
  readonly environment: (simulator: Simulator) => Record<string, string>;
}

const SETUPS: Readonly<Record<string, Setup>> = {
  'Vertex AI': {
    vendor: 'vertex',
    environment: ({ url }) => ({
      VEO_VERTEX_API_KEY: '',
      GOOGLE_APPLICATION_CREDENTIALS_JSON: JSON.stringify(simulatedServiceAccount(url)),
    }),
  },
  'a Gemini proxy': { vendor: 'gemini', environment: () => ({}) },
  'an OpenAI-style relay': {
    vendor: 'relay',
    environment: () => ({
      VEO_TRANSPORT: 'relay-openai',
      VEO3_ENDPOINT: '/v1/videos',
      VEO3_MODEL: 'veo_3_1',
    }),
  },
  'a /v1/video/create relay': {
    vendor: 'relay',
    environment: () => ({ VEO_TRANSPORT: 'relay-video-create' }),
  },
};

describe.each(Object.entries(SETUPS))('a gateway with Veo over %s', (name, { vendor, environment }) => {
  let simulator: Simulator;
  let gateway: TestGateway;
  beforeAll(async () => {
    simulator = await startSimulator({ vendor, timing: { queuedSeconds: 0.1, runSeconds: 0.2 } });
    gateway = await startTestGateway(
      { providers: ['@onereel/providers-veo'], retryDelaySeconds: 0.2 },
      { ...simulator.environment, ...environment(simulator), VEO_POLL_SECONDS: '0.2' },
    );
  });
  afterEach(() => simulator.setFaults());
  afterAll(async () => {
    await gateway?.close();
    await simulator?.close();
  });

  const call = async <Body>(method: string, path: string, body?: object): Promise<Body> => {
    const json = body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    return (await gateway.fetch(path, { method, ...json })).json() as Promise<Body>;
  };
  const create = (model: string, more: object = {}): Promise<Video> =>
    call('POST', '/v1/videos', { prompt: 'a boat', model, ...more });
  const ended = async ({ id }: Video): Promise<Video> => {
    for (let asked = 0; asked < 200; asked += 1) {
      const video = await call<Video>('GET', `/v1/videos/${id}`);
      if (!/queued|in_progress|pending|processing/.test(video.status)) return video;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`${id} does not end`);
  };
  const generate = async (model = 'veo_3_1', more: object = {}): Promise<Video> =>
    ended(await create(model, more));

  it.each(['veo_3_1', 'veo_3_1-fast'])('%s: from a request to a file', async (model) => {
    const video = await generate(model, { seconds: 5, size: '1920x1080', input_reference: PNG });
    expect(video).toMatchObject({ status: 'completed', model });
    const content = await gateway.fetch(`/v1/videos/${video.id}/content`, { redirect: 'follow' });
    const file = Buffer.from(await content.arrayBuffer());
    expect(file.subarray(4, 8).toString()).toBe('ftyp');
  });

  it('takes the native call with a picture, and says what was changed', async () => {
    const { task_id: id } = await call<{ task_id: string }>('POST', '/api/v1/videos/generate', {
      image: PNG,
      prompt: 'gentle waves',
      duration: 5,
      fps: 30,
      motion_strength: 0.9,
      camera_motion: 'pan',
    });
    expect((await ended({ id } as Video)).status).toBe('completed');
    const { prompt } = simulator.tasks.at(-1) ?? { prompt: '' };
    expect(prompt).toBe('gentle waves. the camera pans slowly sideways. energetic motion');
    const { warnings } = await call<{ warnings: { field: string }[] }>('GET', `/api/v1/tasks/${id}`);
    const fields = warnings.map(({ field }) => field);
    expect(fields).toEqual(expect.arrayContaining(['camera_motion', 'motion_strength', 'duration']));
  });

  it('R2: a filtered result ends as a content policy violation', async () => {
    simulator.setFaults('output-moderation');
    const video = await generate();
    expect(video.status).toBe('failed');
    const task = await call<{ error: unknown }>('GET', `/api/v1/tasks/${video.id}`);
    expect(JSON.stringify(task.error)).toMatch(/[Cc]ontent policy/);
  });

  it('R3: done without a video ends as output_missing', async () => {
    simulator.setFaults('done-without-url');
    expect(await generate()).toMatchObject({ status: 'failed', error: { code: 'output_missing' } });
  });

  it('R4: a lost answer leads to one create and is never sent again', async () => {
    simulator.setFaults({ name: 'lost-response', times: 1 });
    const before = simulator.tasks.length;
    const video = await create('veo_3_1');
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(simulator.tasks.length).toBe(before + 1);
    const task = JSON.stringify(await call('GET', `/api/v1/tasks/${video.id}`));
    expect(task).toMatch(/submit_unknown/);
  });

  it.each<FaultName>(['poll-flaps', 'unknown-status'])('R15: %s never fails a task', async (fault) => {
    simulator.setFaults(fault);
    expect((await generate()).status).toBe('completed');
  });

  // Vertex AI hands out no links.
  if (name !== 'Vertex AI') {
    it('R18: an expired link is asked for once more, a dead one ends as output_expired', async () => {
      simulator.setFaults('link-expired-once');
      expect((await generate()).status).toBe('completed');
      simulator.setFaults('link-expired');
      expect(await generate()).toMatchObject({ status: 'failed', error: { code: 'output_expired' } });
    });
  }

  it('no secret reaches the store, a log line or an answer', async () => {
    simulator.setFaults('bad-credentials');
    const video = await generate();
    const answer = await (await gateway.fetch(`/api/v1/tasks/${video.id}`)).text();
    const files = await readdir(gateway.dataDir, { recursive: true, withFileTypes: true });
    const stored = await Promise.all(
      files
        .filter((file) => file.isFile())
        .map((file) => readFile(join(file.parentPath, file.name), 'latin1')),
    );
    expect(stored.join('')).toContain(video.id);
    expect([answer, gateway.logged(), ...stored].join('')).not.toMatch(
      /simulated-key(?!-id)|BEGIN PRIVATE KEY|ya29\.|Bearer eyJ/,
    );
  });
});
