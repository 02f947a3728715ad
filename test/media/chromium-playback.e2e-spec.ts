import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { stopChild } from '../run-ts/stop-child';
import { clip, DraftKit } from './kit/draft-kit';
import { Frames, media, RenderKit } from './kit/render-kit';

const CHROMIUM = process.env.CHROME_PATH ?? '/usr/bin/chromium';
const FPS = 30;
const PATIENCE_MS = 120_000;

const kit = new RenderKit();
beforeAll(async () => {
  await kit.barcode('one.mp4', 90);
  const other = ['-c:v', 'libx264', '-preset', 'medium', '-profile:v', 'main', '-bf', '0', '-refs', '2'];
  await kit.barcode('two.mp4', 90, ...other, '-crf', '14', '-g', '15');
});
afterAll(() => kit.cleanup());

/** A stretch of source frames; composed ones go through the encoder, the others are copied. */
interface Shot {
  readonly path: string;
  readonly from: number;
  readonly frames: number;
  readonly composed?: boolean;
}

const FILMS: Readonly<Record<string, readonly Shot[]>> = {
  'two parameter sets in one description': [
    { path: 'one.mp4', from: 0, frames: 60 },
    { path: 'one.mp4', from: 10, frames: 20, composed: true },
    { path: 'one.mp4', from: 30, frames: 60 },
  ],
  'parameter sets of two encoders and our own': [
    { path: 'one.mp4', from: 0, frames: 45 },
    { path: 'two.mp4', from: 7, frames: 53 },
    { path: 'two.mp4', from: 20, frames: 20, composed: true },
    { path: 'one.mp4', from: 30, frames: 60 },
    { path: 'two.mp4', from: 15, frames: 45 },
  ],
};

const shown = (shots: readonly Shot[]): number[] =>
  shots.flatMap(({ from, frames }) => Array.from({ length: frames }, (_, n) => from + n));

async function film(shots: readonly Shot[]): Promise<string> {
  const draft = new DraftKit();
  const track = draft.track('video');
  let at = 0;
  for (const { path, from, frames, composed } of shots) {
    const source = (frame: number): number => Math.round((frame * 1e6) / FPS);
    track.add(draft.video(path), at / FPS, frames / FPS, {
      source_timerange: { start: source(from), duration: source(from + frames) - source(from) },
      ...(composed ? clip({ alpha: 0.85 }) : {}),
    });
    at += frames;
  }
  const { file, framesReused } = await kit.render(draft.build());
  expect(framesReused).toBeGreaterThan(60);
  return file;
}

describe.each(Object.entries(FILMS))('a film with %s', (_name, shots) => {
  let file: string;
  beforeAll(async () => {
    file = await film(shots);
  }, PATIENCE_MS);

  it('decodes without a word, every frame once and on its grid', async () => {
    const { stderrTail } = await media.ffmpeg(['-v', 'warning', '-i', file, '-f', 'null', '-']);
    expect(stderrTail).toBe('');
    const frames = await Frames.of(file);
    expect(Array.from({ length: frames.count }, (_, n) => frames.barcode(n))).toEqual(shown(shots));
    const entries = ['-select_streams', 'v', '-show_entries', 'frame=pts_time', '-of', 'json'];
    const { stdout } = await media.ffprobe(['-v', 'error', ...entries, '-i', file]);
    const listed = JSON.parse(stdout.toString()) as { frames: { pts_time: string }[] };
    const times = listed.frames.map((frame) => Number(frame.pts_time));
    expect(times.map((time) => Math.round(time * FPS * 1000) / 1000)).toEqual(shown(shots).map((_, n) => n));
  });

  // A system tool: where there is no Chromium, what other players do is not known here.
  (existsSync(CHROMIUM) ? it : it.skip)(
    'shows every frame in Chromium, and plays to its end',
    async () => {
      const seen = await watchInChromium(file, shown(shots).length);
      expect(seen.error).toBeUndefined();
      expect(seen.times?.map((time) => Math.round(time * FPS))).toEqual(shown(shots).map((_, n) => n));
      expect(seen.codes).toEqual(shown(shots));
      expect(seen).toMatchObject({ width: 320, height: 180, ended: true });
      expect(Math.abs((seen.duration ?? 0) - shown(shots).length / FPS)).toBeLessThan(0.5 / FPS);
    },
    PATIENCE_MS * 2,
  );
});

interface Seen {
  readonly error?: string;
  readonly codes?: readonly number[];
  /** Seconds of the film each of them stands at. */
  readonly times?: readonly number[];
  readonly width?: number;
  readonly height?: number;
  readonly duration?: number;
  readonly ended?: boolean;
}

/**
 * Goes into every frame and reads its bars from a canvas, then plays the last second. Not to the middle of a frame:
 * Chromium shows the nearest one, and there two are equally near.
 */
const PAGE = (
  frames: number,
): string => `<!doctype html><meta charset="utf-8"><video muted playsinline></video><script>
const tell = (seen) => fetch('/seen', { method: 'POST', body: JSON.stringify(seen) });
(async () => {
  const video = document.querySelector('video');
  const failed = new Promise((_, reject) => { video.onerror = () => reject(new Error(video.error.message || 'code ' + video.error.code)); });
  const event = (name) => Promise.race([failed, new Promise((resolve) => video.addEventListener(name, resolve, { once: true }))]);
  let ready = event('loadeddata');
  video.src = '/film.mp4';
  await ready;
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const codes = [];
  const times = [];
  for (let frame = 0; frame < ${frames}; frame += 1) {
    ready = event('seeked');
    const presented = new Promise((resolve) => video.requestVideoFrameCallback((_now, { mediaTime }) => resolve(mediaTime)));
    video.currentTime = (frame + 0.25) / ${FPS};
    await ready;
    times.push(await Promise.race([failed, presented]));
    context.drawImage(video, 0, 0);
    const row = context.getImageData(0, 90, canvas.width, 1).data;
    codes.push([0, 1, 2, 3, 4, 5, 6, 7].reduce((sum, bit) => sum + (row[4 * (40 * bit + 20) + 1] > 128 ? 2 ** bit : 0), 0));
  }
  ready = event('seeked');
  video.currentTime = Math.max(0, video.duration - 1);
  await ready;
  ready = event('ended');
  await video.play();
  await ready;
  await tell({ codes, times, width: video.videoWidth, height: video.videoHeight, duration: video.duration, ended: video.ended });
})().catch((error) => tell({ error: String(error) }));
</script>`;

async function watchInChromium(file: string, frames: number): Promise<Seen> {
  const bytes = await readFile(file);
  let tell: (seen: Seen) => void = () => undefined;
  const seen = new Promise<Seen>((resolve) => (tell = resolve));
  const server = createServer((request, response) => {
    if (request.url === '/seen') {
      void text(request).then((body) => tell(JSON.parse(body) as Seen));
      response.end();
    } else if (request.url === '/film.mp4') sendRange(request, response, bytes);
    else response.setHeader('content-type', 'text/html').end(PAGE(frames));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const profile = await mkdtemp(join(tmpdir(), 'onereel-chromium-'));
  const browser = open(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, profile);
  const timer = setTimeout(() => tell({ error: 'nothing was seen in time' }), PATIENCE_MS);
  try {
    return await seen;
  } finally {
    clearTimeout(timer);
    await stopChild(browser);
    server.closeAllConnections();
    server.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 10 });
  }
}

function open(url: string, profile: string): ChildProcess {
  const quiet = ['--disable-background-networking', '--no-first-run', '--disable-gpu', '--no-sandbox'];
  const media = ['--autoplay-policy=no-user-gesture-required', '--mute-audio', '--disable-dev-shm-usage'];
  return spawn(CHROMIUM, ['--headless', ...quiet, ...media, `--user-data-dir=${profile}`, url], {
    stdio: 'ignore',
  });
}

function sendRange({ headers }: IncomingMessage, response: ServerResponse, bytes: Buffer): void {
  const [, from = '0', to = ''] = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? '') ?? [];
  const start = Number(from);
  const end = Math.min(bytes.length - 1, to === '' ? bytes.length - 1 : Number(to));
  response
    .writeHead(headers.range ? 206 : 200, {
      'content-type': 'video/mp4',
      'accept-ranges': 'bytes',
      'content-length': end - start + 1,
      ...(headers.range && { 'content-range': `bytes ${start}-${end}/${bytes.length}` }),
    })
    .end(bytes.subarray(start, end + 1));
}
