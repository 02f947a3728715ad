import { EXAMPLE_IMAGE_BASE64 } from '../../apps/gateway/src/http/openapi/example-image';
import { VIDEO_CREATE_MODELS } from '../../apps/gateway/src/dialects/video-create/video-create.models';
import { startTestGateway, type TestGateway } from '../http/test-gateway';
import type { Simulator } from '../simulators/frame/simulator';
import { startSimulator } from '../simulators/start-simulator';

interface Task {
  readonly id: string;
  readonly status: string;
  readonly enhanced_prompt: string;
  readonly video_url?: string | null;
  readonly error?: { readonly code: string; readonly param?: string };
  readonly warnings?: readonly { readonly field: string }[];
}

interface Answer {
  readonly status: number;
  readonly body: Task;
}

const TIMING = { queuedSeconds: 0.1, runSeconds: 0.2 };
const PICTURE = `data:image/png;base64,${EXAMPLE_IMAGE_BASE64}`;
const pictures = (count: number): string[] => Array<string>(count).fill(PICTURE);

let relay: Simulator;
let google: Simulator;
let overRelay: Client;
let overGoogle: Client;
beforeAll(async () => {
  relay = await startSimulator({ vendor: 'relay', timing: TIMING });
  google = await startSimulator({ vendor: 'vertex', timing: TIMING });
  overRelay = await start({ VEO_CREDENTIALS: JSON.stringify([wideAccount(relay)]) });
  overGoogle = await start(google.environment);
});
afterEach(() => relay.setFaults());
afterAll(async () => {
  await Promise.all([overRelay?.close(), overGoogle?.close()]);
  await Promise.all([relay?.close(), google?.close()]);
});

/** With room for all models at once. */
const wideAccount = ({ url, environment }: Simulator): object => ({
  id: 'relay',
  transport: 'relay-video-create',
  apiKey: environment.APERTIS_API_KEY,
  baseUrl: url,
  maxConcurrent: 20,
});

interface Client extends Pick<TestGateway, 'close'> {
  get(path: string): Promise<Answer>;
  create(body: object): Promise<Answer>;
  ended(id: string): Promise<Task>;
}

async function start(environment: Record<string, string>): Promise<Client> {
  const config = { providers: ['@onereel/providers-veo'], maxConcurrent: 20 };
  const gateway = await startTestGateway(config, { ...environment, VEO_POLL_SECONDS: '0.2' });
  const call = async (path: string, init?: RequestInit): Promise<Answer> => {
    const headers = { 'content-type': 'application/json' };
    const response = await gateway.fetch(path, { ...init, headers });
    return { status: response.status, body: (await response.json()) as Task };
  };
  return {
    close: () => gateway.close(),
    get: (path) => call(path),
    create: (body) => call('/v1/video/create', { method: 'POST', body: JSON.stringify(body) }),
    async ended(id) {
      for (let asked = 0; asked < 300; asked += 1) {
        const { body } = await call(`/v1/video/query?id=${id}`);
        if (body.status === 'completed' || body.status === 'failed') return body;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      throw new Error(`${id} does not end`);
    },
  };
}

describe('POST /v1/video/create with a relay of the same API behind it', () => {
  const wantedOf = ({ name, aspectRatio, images }: (typeof VIDEO_CREATE_MODELS)[number]) => ({
    model: name,
    prompt: `a bird, ${name}`,
    enhance_prompt: true,
    enable_upsample: true,
    ...(aspectRatio && { aspect_ratio: '9:16' }),
    ...(images.length > 0 && { images: pictures(images.length) }),
  });
  const created = new Map<string, Answer>();
  beforeAll(async () => {
    const answers = VIDEO_CREATE_MODELS.map(async (model) => {
      created.set(model.name, await overRelay.create(wantedOf(model)));
    });
    await Promise.all(answers);
  });

  it.each(VIDEO_CREATE_MODELS)('$name: every documented field reaches the relay', async (model) => {
    const wanted = wantedOf(model);
    const answer = created.get(model.name) as Answer;
    const echoed = { status: 'pending', enhanced_prompt: wanted.prompt };
    expect(answer).toMatchObject({ status: 200, body: echoed });
    const task = await overRelay.ended(answer.body.id);
    const enhanced_prompt = `${wanted.prompt}, cinematic, golden light`;
    expect(task).toMatchObject({ status: 'completed', enhanced_prompt });
    expect(relay.tasks.find(({ prompt }) => prompt === wanted.prompt)?.body).toEqual(wanted);
    const video = Buffer.from(await (await fetch(task.video_url ?? '')).arrayBuffer());
    expect(video.subarray(4, 8).toString()).toBe('ftyp');
  });

  it.each(VIDEO_CREATE_MODELS)('$name: one picture too many is refused, nothing is sent', async (model) => {
    const before = relay.tasks.length;
    const images = pictures(model.images.length + 1);
    const answer = await overRelay.create({ model: model.name, prompt: 'a bird', images });
    expect(answer).toMatchObject({ status: 400, body: { error: { param: 'images' } } });
    expect(relay.tasks.length).toBe(before);
  });

  it.each(VIDEO_CREATE_MODELS.filter(({ aspectRatio }) => !aspectRatio))(
    '$name: takes no aspect_ratio',
    async ({ name }) => {
      const answer = await overRelay.create({ model: name, prompt: 'a bird', aspect_ratio: '16:9' });
      expect(answer).toMatchObject({ status: 400, body: { error: { param: 'aspect_ratio' } } });
    },
  );

  it('tells the prompt as it is used when it was not rewritten', async () => {
    const { body } = await overRelay.create({ model: 'veo3', prompt: 'a plain bird' });
    expect((await overRelay.ended(body.id)).enhanced_prompt).toBe('a plain bird');
  });

  it('shows the rewritten prompt to readers of the native API, too', async () => {
    const id = created.get('veo3')?.body.id ?? '';
    await overRelay.ended(id);
    const { body } = await overRelay.get(`/api/v1/tasks/${id}`);
    expect(body).toMatchObject({ applied: { vendorPrompt: 'a bird, veo3, cinematic, golden light' } });
  });

  it.each([
    ['arrears', 'provider_insufficient_balance'],
    ['bad-credentials', 'provider_authentication'],
    ['input-moderation', 'moderated_input'],
    ['output-moderation', 'moderated_output'],
  ] as const)('ends as failed with the reason after %s', async (fault, code) => {
    relay.setFaults(fault);
    const { body } = await overRelay.create({ model: 'veo3-fast', prompt: fault });
    expect(await overRelay.ended(body.id)).toMatchObject({ status: 'failed', error: { code } });
  });
});

describe('POST /v1/video/create with Google behind it', () => {
  it.each(['veo3.1', 'veo3.1-fast'])('%s is the model of that name at Google', async (model) => {
    const wanted = { model, prompt: model, aspect_ratio: '9:16', enable_upsample: true };
    const { body } = await overGoogle.create(wanted);
    expect(body.warnings).toMatchObject([{ field: 'enable_upsample' }]);
    expect((await overGoogle.ended(body.id)).status).toBe('completed');
    const [sent] = google.tasks.filter(({ prompt }) => prompt === model);
    expect(sent.body).toMatchObject({ parameters: { aspectRatio: '9:16' } });
  });

  it('says which models this account does not reach', async () => {
    const answer = await overGoogle.create({ model: 'veo2-fast-frames', prompt: 'a bird' });
    expect(answer).toMatchObject({ status: 503, body: { error: { code: 'provider_unconfigured' } } });
  });
});
