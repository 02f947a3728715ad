import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GatewayError } from '@onereel/core';
import { ARTIFACT_STORE, type ArtifactStore } from '@onereel/core/engine';
import { startTestGateway, type TestGateway } from '../http/test-gateway';
import { putOnSmallDisk, type SmallDisk } from './small-disk';

jest.setTimeout(120_000);

// The shapes differ per route; tests look into them freely.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Body = any;

let dataDir: string;
let disk: SmallDisk;
let gateway: TestGateway;
let draft_id: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'onereel-full-disk-'));
  disk = putOnSmallDisk(join(dataDir, 'artifacts'));
  gateway = await startTestGateway({ dataDir });
  const { draft_url } = await send('/openapi/capcut-mate/v1/create_draft', { width: 640, height: 360 });
  const captions = [{ start: 0, end: 2_000_000, text: 'Hello', in_animation: '放大' }];
  await send('/openapi/capcut-mate/v1/add_captions', { draft_url, captions });
  draft_id = new URL(draft_url).searchParams.get('draft_id') ?? '';
});
afterAll(async () => {
  await gateway.close();
  disk.release();
  await rm(dataDir, { recursive: true, force: true });
});

async function send(path: string, body: object): Promise<Body> {
  const headers = { 'content-type': 'application/json' };
  return (await gateway.fetch(path, { method: 'POST', headers, body: JSON.stringify(body) })).json();
}

/** A film of some hundred KiB, whatever it shows. */
async function render(): Promise<Body> {
  const { id } = await send('/api/v1/renders', { draft_id, format: 'mov', codec: 'prores' });
  for (let tries = 0; tries < 400; tries++) {
    const body = (await (await gateway.fetch(`/api/v1/renders/${id}`)).json()) as Body;
    if (!['pending', 'processing'].includes(body.status)) return body;
    await new Promise((settle) => setTimeout(settle, 100));
  }
  throw new Error('The render does not end.');
}

async function filesIn(...folder: string[]): Promise<string[]> {
  const entries = await readdir(join(dataDir, ...folder), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}

it('calls a disk that runs full while the film is stored by its name, and keeps nothing but finished pieces', async () => {
  const film = await render();
  expect(film).toMatchObject({ status: 'failed', error: { code: 'disk_full', retryable: true } });
  expect(film.error.message).toMatch(/free space/);
  expect(await filesIn('artifacts')).toEqual([]);
  expect(await readdir(join(dataDir, 'work', 'renders'))).toEqual([]);
  expect((await filesIn('work', 'render-cache', 'slices')).length).toBeGreaterThan(0);
});

it('stores the film, its report and its picture together or not at all', async () => {
  disk.grow();
  const artifacts = gateway.app.get<ArtifactStore>(ARTIFACT_STORE);
  const put = jest.spyOn(artifacts, 'put').mockRejectedValueOnce(new GatewayError('disk_full'));
  expect(await render()).toMatchObject({ status: 'failed', error: { code: 'disk_full' } });
  expect(put).toHaveBeenCalledTimes(1);
  expect(await filesIn('artifacts')).toEqual([]);
});

it('renders the same once there is room', async () => {
  expect(await render()).toMatchObject({ status: 'completed', error: null });
});
