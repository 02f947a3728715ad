import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OTHER_KEY, startTestGateway, type TestGateway } from '../http/test-gateway';
import { unzip } from './unzip';

jest.setTimeout(120_000);

const PREFIX = '/openapi/capcut-mate/v1';

interface Answered {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

describe('drafts in the gateway', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway();
  });
  afterAll(() => gateway.close());

  async function send(method: string, path: string, sent?: object, key?: string): Promise<Answered> {
    const response = await gateway.fetch(path, {
      method,
      headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
      body: sent && JSON.stringify(sent),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }
  const post = (route: string, body: object, key?: string): Promise<Answered> =>
    send('POST', `${PREFIX}/${route}`, body, key);

  async function generate(prompt: string, duration = 2): Promise<string> {
    const order = { model: 'sandbox', prompt, duration, resolution: '640x360' };
    const { body } = await send('POST', '/api/v1/videos/generate', order);
    return String(body.task_id);
  }

  /** A draft of one clip that is still being made, with a caption over it. */
  async function draftOf(task: string): Promise<string> {
    const { draft_url } = (await post('create_draft', { width: 640, height: 360 })).body as {
      draft_url: string;
    };
    const clip = { video_url: `task://${task}`, start: 0, end: 2_000_000 };
    expect((await post('add_videos', { draft_url, video_infos: [clip] })).body).toMatchObject({ code: 0 });
    const captions = [{ start: 500_000, end: 1_500_000, text: 'Hello' }];
    expect((await post('add_captions', { draft_url, captions })).body).toMatchObject({ code: 0 });
    return draft_url;
  }

  async function ended(draft_url: string): Promise<Record<string, unknown>> {
    for (let tries = 0; tries < 400; tries++) {
      const { body } = await post('gen_video_status', { draft_url });
      if (body.status === 'completed' || body.status === 'failed') return body;
      expect(['pending', 'processing']).toContain(body.status);
      await new Promise((settle) => setTimeout(settle, 150));
    }
    throw new Error('The render does not end.');
  }

  const renders = async (draft_url: string): Promise<number> => {
    const id = new URL(draft_url).searchParams.get('draft_id');
    const { body } = await send('GET', '/api/v1/tasks?limit=100');
    const tasks = body.tasks as { task_id: string; model: string }[];
    return tasks.filter(({ task_id, model }) => task_id.startsWith('rnd_') && model === `draft:${id}`).length;
  };

  it('renders a draft whose clip is still being generated; submitting it again starts nothing', async () => {
    const draft_url = await draftOf(await generate('A paper boat'));
    expect(await post('gen_video', { draft_url })).toMatchObject({ status: 200, body: { code: 0 } });
    expect(await post('gen_video', { draft_url })).toMatchObject({ status: 200, body: { code: 0 } });
    expect(await renders(draft_url)).toBe(1);
    for (const route of ['gen_video', 'gen_video_status'])
      expect(await post(route, { draft_url }, OTHER_KEY)).toMatchObject({ status: 404 });

    const film = await ended(draft_url);
    expect(film).toMatchObject({ status: 'completed', progress: 100 });
    const answer = await fetch(String(film.video_url));
    expect(answer.status).toBe(200);
    expect(factsOf(Buffer.from(await answer.arrayBuffer()))).toEqual({
      codecs: ['aac', 'h264'],
      size: '640x360',
      seconds: 2,
    });
  });

  it('keeps the spelling of numbers and the order of keys from an import to the exports', async () => {
    const ODD =
      '"x_odd":{"b":1.0,"a":1e-7,"z":-0.0,"c":12345678901234567890,"E":1E+5,"t":0.10,"list":[2.0,3],"42":{"10":1.0,"9":2},"1":3}';
    const { draft_id } = (await post('create_draft', { width: 640, height: 360 })).body;
    const blank = await (await gateway.fetch(`/api/v1/drafts/${String(draft_id)}/content`)).text();
    const imported = await gateway.fetch('/api/v1/drafts/import', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `${blank.trimEnd().slice(0, -1)},${ODD}}`,
    });
    const { id, draft_url } = (await imported.json()) as { id: string; draft_url: string };
    const captions = [{ start: 0, end: 1_000_000, text: 'Hello' }];
    expect((await post('add_captions', { draft_url, captions })).body).toMatchObject({ code: 0 });

    expect(await (await gateway.fetch(`/api/v1/drafts/${id}/content`)).text()).toContain(ODD);
    const zip = await gateway.fetch(`/api/v1/drafts/${id}/package?profile=capcut-win`);
    const files = await unzip(Buffer.from(await zip.arrayBuffer()));
    const timeline = [...files].find(([path]) => path.endsWith('draft_content.json'));
    expect(timeline?.[1].toString()).toContain(ODD);
  });

  it('says which clip failed', async () => {
    const task = await generate('A clip that is never finished', 10);
    const draft_url = await draftOf(task);
    expect((await post('gen_video', { draft_url })).status).toBe(200);
    expect((await send('POST', `/api/v1/tasks/${task}/cancel`, {})).status).toBe(200);
    expect(await ended(draft_url)).toMatchObject({
      status: 'failed',
      error_message: expect.stringMatching(
        new RegExp(`^Material inaccessible: .*${task}.*cancelled.*Replace the clip`),
      ) as unknown,
    });
    expect(await post('gen_video', { draft_url })).toMatchObject({
      status: 400,
      body: { detail: 'Material inaccessible', error: 'material_inaccessible', param: `task://${task}` },
    });
  });
});

function factsOf(film: Buffer): object {
  const folder = mkdtempSync(join(tmpdir(), 'onereel-film-'));
  try {
    const path = join(folder, 'film.mp4');
    writeFileSync(path, film);
    const entries = 'stream=codec_name,width,height:format=duration';
    const text = execFileSync('ffprobe', ['-v', 'error', '-show_entries', entries, '-of', 'json', path]);
    const { streams, format } = JSON.parse(String(text)) as {
      streams: { codec_name: string; width?: number; height?: number }[];
      format: { duration: string };
    };
    const picture = streams.find(({ width }) => width !== undefined);
    return {
      codecs: streams.map(({ codec_name }) => codec_name).sort(),
      size: `${picture?.width}x${picture?.height}`,
      seconds: Math.round(Number(format.duration) * 10) / 10,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
