import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { probeMedia } from '@onereel/core/media';
import { renderVideo } from '../../libs/providers-sandbox/src/render/render-video';
import type { RenderSpec } from '../../libs/providers-sandbox/src/wire/render-spec';
import { media } from './kit/ffmpeg-under-test';

let dir: string;
let count = 0;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'onereel-render-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

async function render(fields: Partial<RenderSpec>, image?: string): Promise<string> {
  const output = join(dir, `${(count += 1)}.mp4`);
  const spec: RenderSpec = {
    mode: image === undefined ? 'text-to-video' : 'image-to-video',
    prompt: 'A paper boat',
    size: { width: 192, height: 108 },
    rate: '30/1',
    frames: 6,
    seed: 3,
    audio: false,
    motion: 'static',
    strength: 0.5,
    ...fields,
  };
  const signal = new AbortController().signal;
  await renderVideo(media, spec, { folder: dir, image, output, signal, onProgress: () => undefined });
  return output;
}

/** One frame as RGB bytes. */
async function frameOf(video: string, seconds = 0): Promise<Buffer> {
  const out = ['-frames:v', '1', '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'];
  const { stdout } = await media.ffmpeg([
    '-v',
    'error',
    '-ss',
    String(seconds),
    '-f',
    'mov',
    '-i',
    video,
    ...out,
  ]);
  return stdout;
}

const makePicture = async (name: string, ...args: string[]): Promise<string> => {
  const path = join(dir, name);
  await media.ffmpeg(['-v', 'error', ...args, '-frames:v', '1', '-y', path]);
  return path;
};

describe('length', () => {
  it.each([
    ['30/1', 30],
    ['24/1', 36],
    ['60/1', 75],
    ['30000/1001', 30],
    ['25500/1000', 26],
  ])('at %s holds exactly %d frames and sound of the same length', async (rate, frames) => {
    const facts = await probeMedia(media, await render({ rate, frames, audio: true }));
    const [num, den] = rate.split('/').map(Number);
    const seconds = (frames * den) / num;
    expect(facts.video?.frames).toBe(frames);
    expect(facts.video && facts.video.averageFps.num / facts.video.averageFps.den).toBeCloseTo(num / den, 3);
    expect(facts.durationSeconds).toBeCloseTo(seconds, 1);
    expect(Math.abs((facts.audio?.durationSeconds ?? 0) - seconds)).toBeLessThan(0.03);
  });
});

describe('the file', () => {
  it('starts with its index, and is the same for the same seed only', async () => {
    const hash = async (seed: number): Promise<string> =>
      createHash('sha256')
        .update(await readFile(await render({ seed, audio: true })))
        .digest('hex');
    expect(await hash(5)).toBe(await hash(5));
    expect(await hash(5)).not.toBe(await hash(13));
    const bytes = await readFile(await render({}));
    expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
  });

  it('holds quiet, audible sound that fades in and out', async () => {
    const video = await render({ audio: true, frames: 90 });
    const loudness = async (from: number, to: number): Promise<number> => {
      const filter = `atrim=${from}:${to},volumedetect`;
      const { stderrTail } = await media.ffmpeg([
        '-f',
        'mov',
        '-i',
        video,
        '-vn',
        '-af',
        filter,
        '-f',
        'null',
        '-',
      ]);
      return Number(/mean_volume: (-?[\d.]+) dB/.exec(stderrTail)?.[1]);
    };
    const [start, middle, end] = [await loudness(0, 0.05), await loudness(1, 2), await loudness(2.95, 3)];
    expect(middle).toBeGreaterThan(-42);
    expect(middle).toBeLessThan(-18);
    expect(start).toBeLessThan(middle - 10);
    expect(end).toBeLessThan(middle - 10);
  });
});

describe('pictures', () => {
  const COLORS = { R: 'red', G: 'lime', B: 'blue', Y: 'yellow' } as const;
  const nameOf = ([r, g, b]: readonly number[]): string =>
    r > 128 ? (g > 128 ? 'Y' : 'R') : g > 128 ? 'G' : b > 128 ? 'B' : '?';

  async function quadrants(video: string): Promise<string> {
    const frame = await frameOf(video);
    const at = (x: number, y: number): string => {
      const offset = (Math.round(y * 108) * 192 + Math.round(x * 192)) * 3;
      return nameOf([...frame.subarray(offset, offset + 3)]);
    };
    return [at(0.3, 0.3), at(0.7, 0.3), at(0.3, 0.7), at(0.7, 0.7)].join('');
  }

  /** An EXIF block that holds nothing but the orientation. */
  function withOrientation(jpeg: Buffer, orientation: number): Buffer {
    const tiff = Buffer.from('49492a0008000000010012010300010000000000000000000000', 'hex');
    tiff.writeUInt16LE(orientation, 18);
    const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
    const head = Buffer.from([0xff, 0xe1, 0, body.length + 2]);
    return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)]);
  }

  const four = `color=${COLORS.R}:s=96x96[a];color=${COLORS.G}:s=96x96[b];color=${COLORS.B}:s=96x96[c];color=${COLORS.Y}:s=96x96[d];[a][b][c][d]xstack=inputs=4:layout=0_0|w0_0|0_h0|w0_h0`;

  // Stored as RG over BY; what each orientation asks a viewer to show.
  it.each([
    [1, 'RGBY'],
    [2, 'GRYB'],
    [3, 'YBGR'],
    [4, 'BYRG'],
    [5, 'RBGY'],
    [6, 'BRYG'],
    [7, 'YGBR'],
    [8, 'GYRB'],
  ])('are turned upright: orientation %d', async (orientation, shown) => {
    const stored = await readFile(await makePicture('four.jpg', '-f', 'lavfi', '-i', four, '-q:v', '2'));
    const turned = join(dir, `turned-${orientation}.jpg`);
    await writeFile(turned, withOrientation(stored, orientation));
    expect(await quadrants(await render({}, turned))).toBe(shown);
  });

  it.each(['png', 'webp', 'gif', 'bmp', 'jpg'])('are read as %s', async (extension) => {
    const picture = await makePicture(`four.${extension}`, '-f', 'lavfi', '-i', four);
    expect(await quadrants(await render({}, picture))).toBe('RGBY');
  });

  it('fill the frame without being stretched, whatever their shape', async () => {
    const disc = `color=gray:s=600x200,format=gray,geq=lum='if(lt(hypot(X-300\\,Y-100)\\,60)\\,255\\,90)'`;
    const wide = await makePicture('wide.png', '-f', 'lavfi', '-i', disc);
    const frame = await frameOf(await render({ size: { width: 200, height: 200 } }, wide));
    const bright = (x: number, y: number): boolean => frame[(y * 200 + x) * 3] > 180;
    const across = Array.from({ length: 200 }, (_, x) => bright(x, 100)).filter(Boolean).length;
    const down = Array.from({ length: 200 }, (_, y) => bright(100, y)).filter(Boolean).length;
    expect(Math.abs(across - 120)).toBeLessThanOrEqual(2);
    expect(Math.abs(down - 120)).toBeLessThanOrEqual(2);
    expect(Math.min(...frame.filter((_, at) => at % 600 < 3))).toBeGreaterThan(60);
  });

  it('lie on paper where they are transparent', async () => {
    const clear = await makePicture('clear.png', '-f', 'lavfi', '-i', 'color=black@0.0:s=96x54,format=rgba');
    const frame = await frameOf(await render({ motion: 'zoom' }, clear));
    expect(Math.min(...frame)).toBeGreaterThan(230);
  });

  it.each(['pan', 'static'] as const)('may be as small as one pixel: %s', async (motion) => {
    const dot = await makePicture('dot.png', '-f', 'lavfi', '-i', 'color=red:s=2x2,format=rgb24,crop=1:1');
    const [r, g] = await frameOf(await render({ motion }, dot));
    expect(r).toBeGreaterThan(200);
    expect(g).toBeLessThan(40);
  });
});

describe('titles', () => {
  it.each([
    ['landscape', { width: 320, height: 180 }, 'A paper boat sails down a rainy street'],
    ['portrait', { width: 180, height: 320 }, '一只橘猫坐在月球上，望着蓝色的地球缓缓升起'],
    ['square', { width: 240, height: 240 }, 'قطة برتقالية على القمر 🌍'],
    ['endless', { width: 320, height: 180 }, 'word '.repeat(3000)],
    ['one long word', { width: 320, height: 180 }, 'x'.repeat(500)],
    ['smallest', { width: 64, height: 64 }, '🎬'],
  ])('stay inside the frame while they grow: %s', async (_, size, prompt) => {
    const video = await render({ prompt, size, frames: 30, motion: 'zoom', strength: 1 });
    const frame = await frameOf(video, 0.9);
    const white = (x: number, y: number): boolean =>
      Math.min(...frame.subarray((y * size.width + x) * 3, (y * size.width + x) * 3 + 3)) > 215;
    const margin = 2;
    const rows = Array.from({ length: size.height - 8 }, (_unused, y) => y);
    expect(rows.filter((y) => white(margin, y) || white(size.width - 1 - margin, y))).toEqual([]);
    const columns = Array.from({ length: size.width }, (_unused, x) => x);
    expect(columns.filter((x) => white(x, margin))).toEqual([]);
    const differs = frame.some((value, at) => at >= 3 && Math.abs(value - frame[at % 3]) > 60);
    expect(differs).toBe(true);
  });

  it('show emoji in color', async () => {
    const frame = await frameOf(
      await render({ prompt: '🟥', size: { width: 128, height: 128 }, frames: 30 }),
      0.8,
    );
    const reds = Array.from({ length: 128 * 128 }, (_, at) => frame.subarray(at * 3, at * 3 + 3)).filter(
      ([r, g, b]) => r > 190 && g < 110 && b < 110,
    );
    expect(reds.length).toBeGreaterThan(100);
  });
});
