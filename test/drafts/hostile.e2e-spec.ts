import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ZipFile } from 'yazl';
import { buffer } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { startTestGateway, type TestGateway } from '../http/test-gateway';
import { type Answered, callGateway } from './call-gateway';
import type { Body } from './draft-service';

const PREFIX = '/openapi/capcut-mate/v1';
const HUGE = 100 * 1024 * 1024;

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
}, 60_000);
afterAll(() => gateway.close());

const send = (method: string, path: string, body?: unknown, type = 'application/json'): Promise<Answered> =>
  callGateway(gateway, method, path, body, { 'content-type': type });
const post = (route: string, body: object): Promise<Answered> => send('POST', `${PREFIX}/${route}`, body);
const create = async (): Promise<Body> => (await post('create_draft', {})).body;

/** Every file of the data folder but the database's own, with its size. */
async function tree(): Promise<string[]> {
  const entries = await readdir(gateway.dataDir, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const kept = paths.filter((path) => !/\.(db|sqlite)(-wal|-shm)?$/.test(path));
  return (await Promise.all(kept.map(async (path) => `${path} ${(await stat(path)).size}`))).sort();
}

const zipped = (fill: (zip: ZipFile) => void): Promise<Buffer> => {
  const zip = new ZipFile();
  fill(zip);
  zip.end();
  return buffer(zip.outputStream as Readable);
};

describe('hostile input', () => {
  let before: string[];
  beforeAll(async () => {
    await create();
    before = await tree();
  });
  afterEach(async () => {
    expect(await tree()).toEqual(before);
  });

  const CLIMBING = [
    '../../../../etc/passwd',
    '/etc/passwd',
    '..%2f..%2fetc',
    'C:\\Windows',
    '20260101120000ab12cd3g',
  ];
  it.each(CLIMBING)('the draft id %j reaches no path', async (id) => {
    const url = `https://x/?draft_id=${id}`;
    for (const route of ['save_draft', 'gen_video', 'gen_video_status', 'add_masks']) {
      const { status, body } = await post(route, { draft_url: url, segment_ids: ['x'] });
      expect([400, 404]).toContain(status);
      expect(body.code).toBe(2001);
    }
    const escaped = encodeURIComponent(id);
    for (const path of [`${PREFIX}/get_draft?draft_id=${escaped}`, `/api/v1/drafts/${escaped}`])
      expect([400, 401, 404]).toContain((await send('GET', path)).status);
    expect([400, 401, 404]).toContain((await send('DELETE', `/api/v1/drafts/${escaped}`)).status);
  });

  it('files of a draft are the listed ones only', async () => {
    const { draft_id } = await create();
    const listed = (await send('GET', `${PREFIX}/get_draft?draft_id=${draft_id}`)).body.files as string[];
    const base = (listed[0] as string).slice(0, -'draft_content.json'.length).slice(gateway.url.length);
    for (const path of ['..%2f..%2fonereel.db', '%2e%2e/%2e%2e/onereel.db', '%2fetc%2fpasswd', 'x.json'])
      expect((await send('GET', base + path)).status).toBe(404);
  });

  it('a JSON body of 100 MB is refused, and the service goes on', async () => {
    const text = `{"draft_url":"${'x'.repeat(HUGE)}"}`;
    const answer = await send('POST', `${PREFIX}/add_captions`, text).catch(() => 'closed' as const);
    if (answer !== 'closed') expect(answer).toMatchObject({ status: 413, body: { code: 2004 } });
    const timeline = `{"tracks":[],"x":"${'y'.repeat(HUGE)}"}`;
    const imported = await send('POST', '/api/v1/drafts/import', timeline).catch(() => 'closed' as const);
    if (imported !== 'closed') expect(imported.status).toBe(413);
    expect((await post('get_url', { output: 'still here' })).body.output).toBe('still here');
  }, 60_000);

  it('keys of the prototype are refused', async () => {
    const { draft_url } = await create();
    const text = `{"draft_url":"${draft_url}","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}`;
    expect((await send('POST', `${PREFIX}/save_draft`, text)).status).toBe(400);
    const timeline = '{"tracks":[],"materials":{"__proto__":[{"polluted":1}]}}';
    expect((await send('POST', '/api/v1/drafts/import', timeline)).body).toMatchObject({
      error: { code: 'draft_invalid' },
    });
    expect(({} as Body).polluted).toBeUndefined();
  });

  const PRIVATE = [
    'http://127.0.0.1:1/a.mp4',
    'http://localhost/a.mp4',
    'http://[::1]/a.mp4',
    'http://10.0.0.1/a.mp4',
    'http://169.254.169.254/latest/meta-data',
    'http://0x7f000001/a.mp4',
    'file:///etc/passwd',
  ];
  it.each(PRIVATE)('%s is not fetched', async (address) => {
    const { draft_url } = await create();
    for (const [route, key, url] of [
      ['add_videos', 'videos', 'video_url'],
      ['add_images', 'images', 'image_url'],
      ['add_audios', 'audios', 'audio_url'],
    ] as const) {
      const { status, body } = await post(route, { draft_url, [key]: [{ [url]: address }] });
      expect(status).toBe(400);
      expect(body.param).toBe(`${key}[0].${url}`);
    }
    expect((await post('get_audio_duration', { mp3_url: address })).status).toBe(400);
  });

  it('paths inside an imported timeline are never opened', async () => {
    const paths = ['/etc/passwd', '../../../../etc/passwd', 'C:/Windows/win.ini', 'file:///etc/passwd'];
    const videos = paths.map((path, i) => ({ id: `v${i}`, type: 'video', path }));
    const timeline = JSON.stringify({ tracks: [], materials: { videos } });
    const { status, body } = await send('POST', '/api/v1/drafts/import', timeline);
    expect(status).toBe(201);
    const response = await gateway.fetch(`/api/v1/drafts/${body.id}/package`);
    expect(response.status).toBe(200);
    const bytes = Buffer.from(await response.arrayBuffer()).toString('latin1');
    expect(bytes).not.toContain('root:');
    expect(bytes).not.toContain('etc/passwdPK');
  });

  it('zips with links, climbing names or bombs leave nothing behind', async () => {
    const bad = await Promise.all([
      zipped((zip) => zip.addBuffer(Buffer.from('/etc/passwd'), 'draft_info.json', { mode: 0o120777 })),
      zipped((zip) => zip.addBuffer(Buffer.alloc(30_000_000), 'draft_info.json')),
    ]);
    for (const zip of bad) {
      const answer = await send('POST', '/api/v1/drafts/import', new Uint8Array(zip), 'application/zip');
      expect(answer).toMatchObject({ status: 400, body: { error: { code: 'draft_invalid' } } });
    }
  });
});
