import { createHash, randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { get as httpGet, request as httpRequest } from 'node:http';
import { Readable } from 'node:stream';
import { ARTIFACT_STORE, type ArtifactStore, TASK_STORE, type TaskStore } from '@onereel/core/engine';
import { sampleTask } from '../../libs/core/src/testing/engine/sample-task';
import { startTestGateway, TEST_KEY, type TestGateway } from '../http/test-gateway';
import { pause } from './vendor-behind-gateway';

const BOUNDARY = 'onereel-boundary';
const MEGABYTE = 1024 * 1024;

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ logLevel: 'debug' });
});
afterAll(() => gateway.close());

/** Files of inputs, outputs and uploads on their way; databases and keys are always there. */
async function files(): Promise<string[]> {
  const entries = await readdir(gateway.dataDir, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !/onereel\.db|secret|\.lock/.test(entry.name))
    .map(({ parentPath, name }) => `${parentPath.slice(gateway.dataDir.length)}/${name}`);
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await condition()) return;
    await pause(50);
  }
  throw new Error('the condition never came true');
}

/** Announces `announced` bytes, sends `sent`, waits until the gateway has written some of it where it does, and hangs up. */
async function hangUp(path: string, contentType: string, sent: Buffer, announced: number): Promise<void> {
  const headers = {
    authorization: `Bearer ${TEST_KEY}`,
    'content-type': contentType,
    'content-length': announced,
  };
  const request = httpRequest(gateway.url + path, { method: 'POST', headers });
  request.on('error', () => undefined);
  await new Promise<void>((resolve) => request.write(sent, () => resolve()));
  await pause(300);
  request.destroy();
}

const part = (name: string, value: string): string =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const FORM = Buffer.concat([
  Buffer.from(part('model', 'sandbox') + part('prompt', 'a boat')),
  Buffer.from(
    `--${BOUNDARY}\r\nContent-Disposition: form-data; name="input_reference"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n`,
  ),
  Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ', 'base64'),
  randomBytes(2 * MEGABYTE),
]);
const JSON_BODY = Buffer.from(`{"model":"sandbox","prompt":"a boat","image":"${'A'.repeat(MEGABYTE)}`);

describe('R35: a client that hangs up while it sends', () => {
  it.each<[string, string, string, Buffer]>([
    ['a form with a picture', '/v1/videos', `multipart/form-data; boundary=${BOUNDARY}`, FORM],
    ['JSON, native', '/api/v1/videos/generate', 'application/json', JSON_BODY],
    ['JSON, OpenAI', '/v1/videos', 'application/json', JSON_BODY],
    ['JSON, video/create', '/v1/video/create', 'application/json', JSON_BODY],
    ['JSON, video/generations', '/v1/video/generations', 'application/json', JSON_BODY],
  ])('leaves no task and no file: %s', async (_name, path, contentType, sent) => {
    await hangUp(path, contentType, sent, sent.length + MEGABYTE);
    await until(async () => (await files()).length === 0);
    const { tasks } = (await (await gateway.fetch('/api/v1/tasks')).json()) as { tasks: unknown[] };
    expect(tasks).toEqual([]);
    expect((await gateway.fetch('/v1/models')).status).toBe(200);
  });
});

describe('R35: a client that hangs up while it reads', () => {
  const content = randomBytes(24 * MEGABYTE);
  let path: string;
  beforeAll(async () => {
    const store = gateway.app.get<ArtifactStore>(ARTIFACT_STORE);
    const task = sampleTask({
      ownerId: 'tester',
      status: 'completed',
      progress: 100,
      completedAt: Date.now(),
    });
    const stored = await store.put(`${task.id}/video.mp4`, Readable.from([content]), {
      mediaType: 'video/mp4',
    });
    const outputs = [{ id: 'video', ...stored, durationSeconds: 5 }];
    await gateway.app.get<TaskStore>(TASK_STORE).insert({ ...task, outputs });
    path = `/v1/videos/${task.id}/content`;
  });

  /** Reads until `enough` bytes are there, then hangs up. */
  const some = (enough: number): Promise<{ bytes: Buffer; etag: string }> =>
    new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${TEST_KEY}` };
      const request = httpGet(gateway.url + path, { headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('error', () => undefined);
        response.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          const bytes = Buffer.concat(chunks);
          if (bytes.length < enough) return;
          request.destroy();
          resolve({ bytes, etag: String(response.headers.etag) });
        });
      });
      request.on('error', reject);
    });

  it('goes on where it stopped, again and again, and has the whole file', async () => {
    const first = await some(3 * MEGABYTE);
    expect(first.bytes.length).toBeLessThan(content.length);
    const pieces = [first.bytes];
    let at = first.bytes.length;
    while (at < content.length) {
      const end = Math.min(at + 7 * MEGABYTE, content.length) - 1;
      const headers = { range: `bytes=${at}-${end}`, 'if-range': first.etag };
      const answer = await gateway.fetch(path, { headers });
      expect(answer.status).toBe(206);
      expect(answer.headers.get('content-range')).toBe(`bytes ${at}-${end}/${content.length}`);
      pieces.push(Buffer.from(await answer.arrayBuffer()));
      at = end + 1;
    }
    const hash = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
    expect(hash(Buffer.concat(pieces))).toBe(hash(content));
  });

  it('gets the whole file instead of a wrong rest when it names another version', async () => {
    const headers = { range: 'bytes=100-', 'if-range': '"another"' };
    const answer = await gateway.fetch(path, { headers });
    expect([answer.status, (await answer.arrayBuffer()).byteLength]).toEqual([200, content.length]);
  });
});
