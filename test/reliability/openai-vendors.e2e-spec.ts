import OpenAI from 'openai';
import { TEST_KEY } from '../http/test-gateway';
import {
  type Arrangement,
  pause,
  startVendorBehindGateway,
  type VendorBehindGateway,
} from './vendor-behind-gateway';

const VENDORS: readonly (Arrangement & { readonly model: string })[] = [
  { vendor: 'kling', provider: 'kling', model: 'kling-v2-6' },
  { vendor: 'vertex', provider: 'veo', model: 'veo3.1' },
  { vendor: 'jimeng', provider: 'jimeng', model: 'jimeng-3.0' },
];

describe.each(VENDORS)('the openai package with $model behind it', ({ model, ...arrangement }) => {
  let rig: VendorBehindGateway;
  let client: OpenAI;
  beforeAll(async () => {
    rig = await startVendorBehindGateway(arrangement);
    client = new OpenAI({ apiKey: TEST_KEY, baseURL: `${rig.gateway.url}/v1`, maxRetries: 0 });
  });
  afterEach(() => rig.vendor.setFaults());
  afterAll(() => rig.close());

  /** As the package's own users wait. */
  async function generate(prompt: string): Promise<OpenAI.Videos.Video> {
    let video = await client.videos.create({ model, prompt });
    for (let tries = 0; tries < 200 && ['queued', 'in_progress'].includes(video.status); tries += 1) {
      await pause(100);
      video = await client.videos.retrieve(video.id);
    }
    return video;
  }

  it('creates, waits and downloads', async () => {
    const video = await generate('a paper boat');
    expect(video).toMatchObject({ object: 'video', model, status: 'completed', progress: 100, error: null });
    const file = await client.videos.downloadContent(video.id);
    expect(file.headers.get('content-type')).toBe('video/mp4');
    expect(Buffer.from(await file.arrayBuffer()).toString('latin1', 4, 8)).toBe('ftyp');
    expect(rig.vendor.tasks.map(({ prompt }) => prompt)).toEqual(['a paper boat']);
  });

  it('reads why a video was refused', async () => {
    rig.vendor.setFaults('output-moderation');
    expect(await generate('refused')).toMatchObject({
      status: 'failed',
      error: { code: 'moderated_output' },
    });
  });
});
