import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestGateway, type TestGateway } from '../http/test-gateway';
import { wrapFfmpeg } from '../media/kit/wrapped-ffmpeg';

jest.setTimeout(120_000);

// The shapes differ per route; tests look into them freely.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Body = any;

let folder: string;
let gateway: TestGateway;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onereel-encoding-'));
  // While `broken` is there every file with an index in front breaks off; each run of an encoder is noted in `drawn`.
  const script = [
    `case "$*" in *libx264*) echo >> '${folder}/drawn';; esac`,
    `case "$*" in *+faststart*) [ -e '${folder}/broken' ] && { for last; do :; done; "$real" "$@"; truncate -s 100 "$last"; echo 'Error writing trailer' >&2; exit 1; };; esac`,
  ].join('\n');
  const ffmpegPath = wrapFfmpeg(join(folder, 'breaks-off'), script);
  gateway = await startTestGateway({ ffmpegPath, renderWorkers: 1 });
});
afterAll(async () => {
  await gateway.close();
  await rm(folder, { recursive: true, force: true });
});

async function send(path: string, body: object): Promise<Body> {
  const headers = { 'content-type': 'application/json' };
  return (await gateway.fetch(path, { method: 'POST', headers, body: JSON.stringify(body) })).json();
}

const PREFIX = '/openapi/capcut-mate/v1';

async function ended(draft_url: string): Promise<Body> {
  for (let tries = 0; tries < 400; tries++) {
    const body = await send(`${PREFIX}/gen_video_status`, { draft_url });
    if (!['pending', 'processing'].includes(body.status)) return body;
    await new Promise((settle) => setTimeout(settle, 100));
  }
  throw new Error('The render does not end.');
}

const drawn = async (): Promise<number> => (await readFile(join(folder, 'drawn'))).length;
const filesIn = async (...path: string[]): Promise<string[]> =>
  (await readdir(join(gateway.dataDir, ...path), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);

it('says that a film cannot be put together, leaves nothing of it, and keeps the pieces for the next try', async () => {
  const { draft_url } = await send(`${PREFIX}/create_draft`, { width: 320, height: 180 });
  const draft_id = new URL(draft_url as string).searchParams.get('draft_id');
  const captions = [{ start: 0, end: 1_000_000, text: 'Hello', in_animation: '放大' }];
  await send(`${PREFIX}/add_captions`, { draft_url, captions });
  await writeFile(join(folder, 'broken'), '');

  // A MOV is always written anew from its pieces; an MP4 without sound is one already.
  const { id } = await send('/api/v1/renders', { draft_id, format: 'mov', codec: 'h264' });
  expect(await ended(draft_url)).toMatchObject({
    status: 'failed',
    error_message: expect.stringMatching(/^Encoding failed: the film cannot be written: /) as unknown,
  });
  const { error } = (await (await gateway.fetch(`/api/v1/renders/${id}`)).json()) as Body;
  expect(error).toMatchObject({ code: 'encoding_failed', retryable: false });
  expect(error.message).toContain('Error writing trailer');
  expect(await readdir(join(gateway.dataDir, 'work', 'renders'))).toEqual([]);
  expect(await filesIn('artifacts')).toEqual([]);
  const pieces = await filesIn('work', 'render-cache', 'slices');
  expect([pieces.length > 0, await drawn()]).toEqual([true, 1]);

  await rm(join(folder, 'broken'));
  const again = await send('/api/v1/renders', { draft_id, format: 'mov', codec: 'h264' });
  expect(await ended(draft_url)).toMatchObject({ status: 'completed' });
  expect((await gateway.fetch(`/api/v1/renders/${again.id}/content`)).status).toBe(200);
  expect(await filesIn('work', 'render-cache', 'slices')).toEqual(pieces);
  expect(await drawn()).toBe(1);
});
