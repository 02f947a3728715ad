import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCommand, stopCommand, waitForOutput } from '../plugins/kit/run-command';
import { resultVideo } from '../simulators/frame/result-video';

const MAIN = join(__dirname, '..', '..', 'apps', 'gateway', 'dist', 'main.js');
/** Of the answer: base64 in JSON. A buffered one would show at either size. */
const MEGABYTES = Number(process.env.ONEREEL_TEST_ANSWER_MB ?? 200);
/** The whole process at its highest. */
const LIMIT = 256;
const MIB = 1024 * 1024;
const OPERATION = 'publishers/google/models/m/operations/o';

let work: string;
let vendor: Server;
let gateway: ChildProcess;
let address: string;
let clip: Buffer;
/** Bytes of the video inside the answer. */
let videoBytes: number;
beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), 'onereel-large-answer-'));
  clip = paddedClip(await readFile(await resultVideo({ seconds: 1 })));
  videoBytes = clip.length + paddingOf(clip);
  vendor = createServer((request, response) => {
    request.resume();
    response.setHeader('content-type', 'application/json');
    if (request.url?.endsWith(':predictLongRunning'))
      return void response.end(JSON.stringify({ name: OPERATION }));
    void answer(response);
  });
  await new Promise<void>((resolve) => vendor.listen(0, '127.0.0.1', resolve));
  gateway = startCommand(process.execPath, [MAIN], {
    cwd: work,
    environment: {
      ...{ PORT: '0', ONEREEL_AUTH: 'none', ONEREEL_PROVIDERS: '@onereel/providers-veo' },
      VEO_VERTEX_BASE_URL: `http://127.0.0.1:${(vendor.address() as AddressInfo).port}`,
      VEO_VERTEX_API_KEY: 'a-key',
      VEO_POLL_SECONDS: '0.5',
    },
  });
  [, address] = await waitForOutput(gateway, /listens on (http:\/\/[^\s,]+)/);
}, 60_000);
afterAll(async () => {
  await stopCommand(gateway);
  vendor?.closeAllConnections();
  vendor?.close();
  rmSync(work, { recursive: true, force: true });
});

/** A playable video of any size: what follows is a box that players skip. */
function paddedClip(video: Buffer): Buffer {
  const box = Buffer.alloc(8);
  box.write('free', 4);
  const head = Buffer.concat([video, box, Buffer.alloc((3 - ((video.length + 8) % 3)) % 3)]);
  head.writeUInt32BE(head.length - video.length + paddingOf(head), video.length);
  return head;
}

/** Zeros that follow: base64 makes four characters of three bytes. */
const paddingOf = (head: Buffer): number => {
  const wanted = Math.floor((MEGABYTES * MIB * 3) / 4) - head.length;
  return wanted - (wanted % 3);
};

async function answer(response: ServerResponse): Promise<void> {
  const write = (text: string): Promise<void> | undefined =>
    response.write(text) ? undefined : new Promise((resolve) => response.once('drain', resolve));
  const piece = Buffer.alloc(3 * 256 * 1024).toString('base64');
  await write(`{"name":"${OPERATION}","done":true,"response":{"videos":[{"bytesBase64Encoded":"`);
  await write(clip.toString('base64'));
  for (let left = (paddingOf(clip) / 3) * 4; left > 0; left -= piece.length)
    await write(piece.slice(0, left));
  response.end('","mimeType":"video/mp4"}]}}');
}

const highestMegabytes = (pid: number | undefined): number =>
  Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

async function finished(id: string): Promise<Record<string, unknown>> {
  for (;;) {
    const video = (await (await fetch(`${address}/v1/videos/${id}`)).json()) as Record<string, unknown>;
    if (video.status === 'completed' || video.status === 'failed') return video;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

const onLinux = existsSync('/proc/self/status') ? it : it.skip;
onLinux(
  `R23: ${MEGABYTES} MB of base64 inside an answer: asked, decoded, stored and served below ${LIMIT} MB`,
  async () => {
    // Buffered anywhere on its way, the answer would lift the process from here to above the limit.
    const before = highestMegabytes(gateway.pid);
    expect(before + MEGABYTES).toBeGreaterThan(LIMIT);
    const created = await fetch(`${address}/v1/videos`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'veo-3.1', prompt: 'a boat' }),
    });
    const { id } = (await created.json()) as { id: string };
    expect(await finished(id)).toMatchObject({ status: 'completed' });
    const content = await fetch(`${address}/v1/videos/${id}/content`);
    let served = 0;
    for await (const chunk of content.body ?? []) served += (chunk as Uint8Array).length;
    expect(served).toBe(videoBytes);
    const peak = highestMegabytes(gateway.pid);
    process.stdout.write(
      `R23: ${MEGABYTES} MB; idle ${Math.round(before)} MB, at most ${Math.round(peak)} MB in memory\n`,
    );
    expect(peak).toBeLessThan(LIMIT);
  },
  180_000,
);
