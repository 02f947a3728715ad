import { createGoogleGenerativeAI } from '@ai-sdk/google';
import { Simulator } from '../simulators/frame/simulator';
import { startSimulator } from '../simulators/start-simulator';

type Genai = Awaited<ReturnType<typeof loadGenai>>;
type Client = InstanceType<Genai['GoogleGenAI']>;
type Operation = Awaited<ReturnType<Client['models']['generateVideos']>>;

/** It publishes its types as an ES module only. */
const loadGenai = () => import('@google/genai');

/** The fetch of this process: the package reaches for parts of Node that a test environment hides. */
const plainFetch: typeof fetch = (url, init) => fetch(url, { ...init, dispatcher: undefined } as RequestInit);

/** Google's own clients at the simulators: what they understand, the simulators say as Google does. */
let genai: Genai;
let vertex: Simulator;
let gemini: Simulator;
beforeAll(async () => {
  genai = await loadGenai();
  [vertex, gemini] = await Promise.all([
    startSimulator({ vendor: 'vertex' }),
    startSimulator({ vendor: 'gemini' }),
  ]);
});
afterEach(() => [vertex, gemini].forEach((simulator) => simulator.setFaults()));
afterAll(() => Promise.all([vertex, gemini].map((simulator) => simulator.close())));

const KEY = 'simulated-key';
const overVertex = (): Client =>
  new genai.GoogleGenAI({
    vertexai: true,
    apiKey: KEY,
    httpOptions: { baseUrl: vertex.url, fetch: plainFetch },
  });
const overGemini = (apiKey = KEY): Client =>
  new genai.GoogleGenAI({ apiKey, httpOptions: { baseUrl: gemini.url, fetch: plainFetch } });

async function finished(client: Client, simulator: Simulator, operation: Operation): Promise<Operation> {
  expect((await client.operations.getVideosOperation({ operation })).done).not.toBe(true);
  simulator.advance(20);
  return client.operations.getVideosOperation({ operation });
}

describe('@google/genai', () => {
  it('generates over Vertex AI in express mode, videos inside the answer', async () => {
    const client = overVertex();
    const operation = await client.models.generateVideos({
      model: 'veo-3.1-generate-001',
      source: { prompt: 'a boat' },
      config: { numberOfVideos: 2, durationSeconds: 4, aspectRatio: '16:9', generateAudio: false },
    });
    const done = await finished(client, vertex, operation);
    const videos = done.response?.generatedVideos ?? [];
    expect(videos.length).toBe(2);
    const bytes = Buffer.from(videos[0].video?.videoBytes ?? '', 'base64');
    expect(bytes.subarray(4, 8).toString()).toBe('ftyp');
  });

  it('reads where a filtered video went', async () => {
    vertex.setFaults('output-moderation');
    const client = overVertex();
    const operation = await client.models.generateVideos({
      model: 'veo-3.1-generate-001',
      source: { prompt: 'a boat' },
    });
    const { response } = await finished(client, vertex, operation);
    expect(response).toMatchObject({ raiMediaFilteredCount: 1 });
  });

  it('generates over the developer API, files behind the key', async () => {
    const client = overGemini();
    const operation = await client.models.generateVideos({
      model: 'veo-3.1-generate-preview',
      source: { prompt: 'a boat' },
      config: { durationSeconds: 8, resolution: '720p' },
    });
    const done = await finished(client, gemini, operation);
    const uri = done.response?.generatedVideos?.[0].video?.uri ?? '';
    expect((await fetch(uri)).status).toBe(400);
    const file = await fetch(uri, { headers: { 'x-goog-api-key': KEY } });
    expect(
      Buffer.from(await file.arrayBuffer())
        .subarray(4, 8)
        .toString(),
    ).toBe('ftyp');
  });

  it('shows a bad key as Google does', async () => {
    const source = { prompt: 'a boat' };
    const refused = overGemini('wrong').models.generateVideos({ model: 'veo-3.1-generate-preview', source });
    await expect(refused).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining('API_KEY_INVALID') as string,
    });
  });
});

describe('@ai-sdk/google', () => {
  it('generates and gives a link with the key', async () => {
    const quick = await startSimulator({ vendor: 'gemini', timing: { queuedSeconds: 0, runSeconds: 0.1 } });
    try {
      const google = createGoogleGenerativeAI({ apiKey: KEY, baseURL: `${quick.url}/v1beta` });
      const { videos } = await google.video('veo-3.1-generate-preview').doGenerate({
        prompt: 'a boat',
        n: 1,
        duration: 4,
        resolution: '1280x720',
        aspectRatio: '16:9',
        fps: undefined,
        seed: undefined,
        image: undefined,
        frameImages: undefined,
        inputReferences: undefined,
        generateAudio: undefined,
        providerOptions: { google: { pollIntervalMs: 100 } },
      });
      const [video] = videos;
      if (video.type !== 'url') throw new Error(JSON.stringify(video));
      expect((await fetch(video.url)).headers.get('content-type')).toBe('video/mp4');
    } finally {
      await quick.close();
    }
  });
});
