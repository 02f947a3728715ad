import { type Server, createServer } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { StoredArtifact } from '@onereel/core/engine';
import { ArtifactResponder } from '../../apps/gateway/src/http/files/artifact-responder';
import { FileArtifactStore } from '../../apps/gateway/src/infrastructure/embedded/file-artifact-store';

describe('ArtifactResponder', () => {
  const content = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 251));
  let folder: string;
  let server: Server;
  let url: string;
  let stored: StoredArtifact;
  let finished: number;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'onereel-responder-'));
    const store = await FileArtifactStore.open(folder);
    stored = await store.put('tasks/a/video.mp4', Readable.from([content]), { mediaType: 'video/mp4' });
    const responder = new ArtifactResponder(store);
    finished = 0;
    server = createServer((request, response) => {
      void responder
        .send(request, response, stored, { filename: 'a "b"/../c.mp4' })
        .finally(() => (finished += 1));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true, force: true });
  });

  const etag = (): string => `"${stored.sha256}"`;

  it.each<[string, Record<string, string>, number, [from: number, to: number], string | null]>([
    ['everything', {}, 200, [0, 300_000], null],
    ['a part', { range: 'bytes=10-19' }, 206, [10, 20], 'bytes 10-19/300000'],
    ['the rest', { range: 'bytes=299990-' }, 206, [299_990, 300_000], 'bytes 299990-299999/300000'],
    ['the end', { range: 'bytes=-5' }, 206, [299_995, 300_000], 'bytes 299995-299999/300000'],
    [
      'more than there is',
      { range: 'bytes=299999-400000' },
      206,
      [299_999, 300_000],
      'bytes 299999-299999/300000',
    ],
    ['several parts: everything', { range: 'bytes=0-1,5-6' }, 200, [0, 300_000], null],
    [
      'a part of an older version: everything',
      { range: 'bytes=0-1', 'if-range': '"old"' },
      200,
      [0, 300_000],
      null,
    ],
    ['another version than the one known', { 'if-none-match': '"old"' }, 200, [0, 300_000], null],
  ])('sends %s', async (_name, headers, status, [from, to], contentRange) => {
    const response = await fetch(url, { headers });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-range')).toBe(contentRange);
    expect(response.headers.get('content-length')).toBe(String(to - from));
    expect(response.headers.get('content-type')).toBe('video/mp4');
    expect(response.headers.get('etag')).toBe(etag());
    expect(response.headers.get('accept-ranges')).toBe('bytes');
    expect(response.headers.get('content-disposition')).toBe('inline; filename="a_b_.._c.mp4"');
    expect(Buffer.from(await response.arrayBuffer()).equals(content.subarray(from, to))).toBe(true);
  });

  it('keeps a part of the version the client has', async () => {
    const response = await fetch(url, { headers: { range: 'bytes=0-1', 'if-range': etag() } });
    expect(response.status).toBe(206);
  });

  it('says where the file ends when asked for more', async () => {
    const response = await fetch(url, { headers: { range: 'bytes=300000-' } });
    expect(response.status).toBe(416);
    expect(response.headers.get('content-range')).toBe('bytes */300000');
    expect(await response.text()).toBe('');
  });

  it.each(['"x", W/{etag}', '{etag}', '*'])('does not repeat what %s knows', async (known) => {
    const response = await fetch(url, { headers: { 'if-none-match': known.replace('{etag}', etag()) } });
    expect(response.status).toBe(304);
    expect(response.headers.get('etag')).toBe(etag());
  });

  it('answers HEAD like GET without the bytes', async () => {
    const response = await fetch(url, { method: 'HEAD', headers: { range: 'bytes=0-9' } });
    expect(response.status).toBe(206);
    expect(response.headers.get('content-length')).toBe('10');
    expect(await response.text()).toBe('');
  });

  it('ends when the client goes away', async () => {
    const before = finished;
    const controller = new AbortController();
    await fetch(url, { signal: controller.signal });
    controller.abort();
    const deadline = Date.now() + 2_000;
    while (finished === before && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(finished).toBe(before + 1);
  });
});
