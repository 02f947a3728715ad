import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createMediaProcess,
  describeMissing,
  detectMediaCapabilities,
  extractSpritesheet,
  extractThumbnail,
  FfmpegError,
  MediaError,
  probeMedia,
  sniffFile,
} from '.';
import { quarterTurned } from '../../../../test/media/kit/quarter-turned';

const media = createMediaProcess({
  ffmpegPath: process.env.FFMPEG_PATH ?? 'ffmpeg',
  ffprobePath: process.env.FFPROBE_PATH ?? 'ffprobe',
});
let dir: string;
const at = (name: string): string => join(dir, name);
const make = (name: string, ...args: string[]): Promise<unknown> =>
  media.ffmpeg(['-v', 'error', ...args, '-y', at(name)]);

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'onereel-media-'));
  await make(
    'clip.mp4',
    '-f',
    'lavfi',
    '-i',
    'testsrc2=s=160x90:r=25:d=1',
    '-f',
    'lavfi',
    '-i',
    'sine=d=1:r=44100',
    '-shortest',
  );
  await writeFile(at('turned.mp4'), quarterTurned(await readFile(at('clip.mp4'))));
  await make('photo.jpg', '-f', 'lavfi', '-i', 'testsrc2=s=64x32', '-frames:v', '1');
  await make('tone.wav', '-f', 'lavfi', '-i', 'sine=d=0.5:r=48000');
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const failureOf = async (run: Promise<unknown>): Promise<FfmpegError> => {
  const error: unknown = await run.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof FfmpegError)) throw new Error(`expected an FfmpegError, got ${String(error)}`);
  return error;
};

function box(type: string, size: number, content = Buffer.alloc(0)): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt32BE(size, 0);
  header.write(type, 4, 'latin1');
  return Buffer.concat([header, content]);
}

describe('probeMedia', () => {
  it('reads picture and sound', async () => {
    const facts = await probeMedia(media, at('clip.mp4'));
    expect(facts).toMatchObject({ container: 'mp4', kind: 'video', demuxer: 'mov' });
    expect(facts.durationSeconds).toBeCloseTo(1, 1);
    expect(facts.video).toMatchObject({
      codec: 'h264',
      width: 160,
      height: 90,
      rotation: 0,
      frames: 25,
      averageFps: { num: 25, den: 1 },
    });
    expect(facts.audio).toMatchObject({ codec: 'aac', sampleRate: 44100, channels: 1 });
    expect(facts.bytes).toBe((await stat(at('clip.mp4'))).size);
  });

  it('counts the bytes that a download broke off before', async () => {
    await make('index-first.mp4', '-i', at('clip.mp4'), '-c', 'copy', '-movflags', '+faststart');
    const whole = await readFile(at('index-first.mp4'));
    expect(await probeMedia(media, at('index-first.mp4'))).not.toHaveProperty('missingBytes');
    await writeFile(at('broken-off.mp4'), whole.subarray(0, whole.length - 1_000));
    expect(await probeMedia(media, at('broken-off.mp4'))).toMatchObject({ missingBytes: 1_000 });
  });

  it.each<[string, Buffer, number]>([
    ['a size of 64 bits', box('mdat', 1, Buffer.from([0, 0, 0, 0, 0, 0, 16, 0])), 0x1000 - 16],
    ['a box to the end of the file', box('mdat', 0, Buffer.alloc(40)), 0],
    ['whole boxes and a torn header', Buffer.concat([box('mdat', 8), Buffer.from([0, 0, 1])]), 0],
    ['what is no box behind the last one', box('\x00\x00\x00\x00', 0x7000), 0],
  ])('counts none but those of pictures and sound: %s', async (_what, tail, missingBytes) => {
    await writeFile(at('boxes.mp4'), Buffer.concat([box('ftyp', 16, Buffer.from('isom\0\0\x02\0')), tail]));
    expect(await sniffFile(at('boxes.mp4'))).toMatchObject({ missingBytes });
  });

  it('reads a still picture and a sound file', async () => {
    expect(await probeMedia(media, at('photo.jpg'))).toMatchObject({
      kind: 'image',
      durationSeconds: 0,
      video: { width: 64, height: 32 },
    });
    expect(await probeMedia(media, at('tone.wav'))).toMatchObject({
      kind: 'audio',
      audio: { sampleRate: 48000 },
    });
  });

  it('swaps the display size of a turned clip', async () => {
    const { video } = await probeMedia(media, at('turned.mp4'));
    expect(video).toMatchObject({
      width: 160,
      height: 90,
      displayWidth: 90,
      displayHeight: 160,
    });
    expect([90, 270]).toContain(video?.rotation);
  });

  it.each([
    ['playlist.mp4', '#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n', 'unsupported'],
    ['list.avi', "ffconcat version 1.0\nfile '/etc/passwd'\n", 'unsupported'],
    ['drawing.png', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'unsupported'],
    ['empty.mp4', '', 'unsupported'],
    [
      'torn.mp4',
      Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom'), Buffer.alloc(200)]),
      'unreadable',
    ],
    ['torn.png', Buffer.from('89504e470d0a1a0a0000', 'hex'), 'unreadable'],
  ])('refuses %s', async (name, content, problem) => {
    await writeFile(at(name), content);
    await expect(probeMedia(media, at(name))).rejects.toMatchObject({ name: MediaError.name, problem });
  });
});

describe('createMediaProcess', () => {
  const endless = ['-f', 'lavfi', '-i', 'testsrc2=s=64x64:r=30', '-vf', 'realtime', '-f', 'null', '-'];

  it('reports progress in frames and microseconds', async () => {
    const seen: number[] = [];
    await media.ffmpeg(['-f', 'lavfi', '-i', 'testsrc2=s=64x64:r=30:d=2', '-f', 'null', '-'], {
      onProgress: ({ frame, outTimeUs }) => seen.push(frame, outTimeUs),
    });
    expect(seen.slice(-2)).toEqual([60, expect.closeTo(2_000_000, -5)]);
  });

  it('ends an aborted run within a second', async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 300);
    const error = await failureOf(media.ffmpeg(endless, { signal: controller.signal }));
    expect(error.failure).toBe('aborted');
    expect(error.durationMs).toBeLessThan(1300);
  });

  it('names a time limit, a stall, a missing program and an ordinary failure', async () => {
    expect((await failureOf(media.ffmpeg(endless, { timeoutMs: 200 }))).failure).toBe('timed_out');
    const absent = createMediaProcess({ ffmpegPath: '/nowhere/ffmpeg', ffprobePath: '/nowhere/ffprobe' });
    expect((await failureOf(absent.ffmpeg(['-version']))).failure).toBe('not_found');
    const stuck = media.ffmpeg(['-f', 'rawvideo', '-s', '64x64', '-i', 'pipe:0', '-f', 'null', '-'], {
      stdin: new (await import('node:stream')).PassThrough(),
      stallMs: 300,
      onProgress: () => undefined,
    });
    expect((await failureOf(stuck)).failure).toBe('stalled');
    const broken = await failureOf(media.ffmpeg(['-f', 'lavfi', '-i', 'nosuchfilter', '-f', 'null', '-']));
    expect(broken).toMatchObject({ failure: 'failed', stderrTail: expect.stringContaining('nosuchfilter') });
  });

  it('opens nothing but local files', async () => {
    for (const input of ['http://127.0.0.1:1/x.mp4', 'concat:/etc/passwd', 'relative.mp4', '-version']) {
      await expect(media.ffmpeg(['-i', input, '-f', 'null', '-'])).rejects.toThrow(RangeError);
    }
    await writeFile(at('hls.m3u8'), '#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:1/x.ts\n#EXT-X-ENDLIST\n');
    expect(
      (await failureOf(media.ffmpeg(['-f', 'hls', '-i', at('hls.m3u8'), '-f', 'null', '-']))).stderrTail,
    ).toMatch(/not on whitelist/i);
  });

  it('hands the child none of our environment', async () => {
    process.env.ONEREEL_SENTINEL = 'leak';
    const printer = createMediaProcess({
      ffmpegPath: '/usr/bin/env',
      ffprobePath: '/usr/bin/env',
      env: { PATH: '/usr/bin' },
    });
    const error = await failureOf(printer.ffmpeg([]));
    expect(error.stdout.toString() + error.stderrTail).not.toContain('leak');
    delete process.env.ONEREEL_SENTINEL;
  });
});

describe('pictures out of clips', () => {
  it.each(['thumb.webp', 'thumb.jpg', 'thumb.png'])('writes %s', async (name) => {
    await extractThumbnail(media, { input: at('clip.mp4'), output: at(name), maxSide: 80 });
    expect((await probeMedia(media, at(name))).video).toMatchObject({ width: 80, height: 44 });
  });

  it('takes the last frame when asked for a moment past the end', async () => {
    await extractThumbnail(media, { input: at('clip.mp4'), output: at('late.jpg'), atSeconds: 99 });
    expect((await probeMedia(media, at('late.jpg'))).video?.width).toBe(160);
  });

  it('lays frames out as a sheet', async () => {
    const sheet = await extractSpritesheet(media, {
      input: at('clip.mp4'),
      output: at('sheet.webp'),
      columns: 4,
      rows: 2,
      tileWidth: 40,
    });
    expect(sheet).toEqual({
      columns: 4,
      rows: 2,
      tileWidth: 40,
      tileHeight: 22,
      intervalSeconds: expect.closeTo(0.125, 2),
    });
    expect((await probeMedia(media, at('sheet.webp'))).video).toMatchObject({ width: 160, height: 44 });
  });
});

describe('detectMediaCapabilities', () => {
  it('finds what is installed and names what is not', async () => {
    const found = await detectMediaCapabilities();
    expect(found.versionSupported).toBe(true);
    expect(
      describeMissing(found, { filters: ['overlay', 'xfade'], encoders: ['libx264', 'aac'] }),
    ).toBeUndefined();
    expect(describeMissing(found, { filters: ['nosuch'] })).toMatch(
      /filters missing: nosuch.*Install FFmpeg with/,
    );
  });

  it('gives the cure when nothing is installed', async () => {
    const found = await detectMediaCapabilities({ ffmpegPath: '/nowhere/ffmpeg', searchPath: '/nowhere' });
    expect(describeMissing(found)).toMatch(/^ffmpeg and ffprobe not found .*Install FFmpeg with: /);
  });
});
