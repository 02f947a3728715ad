import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderVideo } from '../../libs/providers-sandbox/src/render/render-video';
import type { RenderSpec } from '../../libs/providers-sandbox/src/wire/render-spec';
import { media } from './kit/ffmpeg-under-test';

const SIZE = { width: 640, height: 360 };
const FRAMES = 60;
/** Share of the picture that full strength travels, as documented. */
const FULL_TRAVEL = 0.26;
/** Middle of the dot, pixels of the picture. */
const DOT = { x: 400, y: 150 };
let dir: string;
let picture: string;

const spec = (fields: Partial<RenderSpec>): RenderSpec => ({
  mode: 'image-to-video',
  prompt: '',
  size: SIZE,
  rate: '30/1',
  frames: FRAMES,
  seed: 1,
  audio: false,
  motion: 'pan',
  strength: 0.5,
  ...fields,
});

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'onereel-motion-'));
  picture = join(dir, 'dot.png');
  const distance = `hypot(X-${DOT.x - 0.5}\\,Y-${DOT.y - 0.5})`;
  const dot = `geq=lum='60+160*exp(-pow(${distance}/9\\,2))':cb=128:cr=128`;
  const source = `color=gray:s=${SIZE.width}x${SIZE.height}`;
  await media.ffmpeg(['-v', 'error', '-f', 'lavfi', '-i', source, '-vf', dot, '-frames:v', '1', picture]);
});
afterAll(() => rm(dir, { recursive: true, force: true }));

interface Seen {
  readonly x: number;
  readonly y: number;
  /** Root mean square distance of the light from its middle, pixels: grows with the zoom. */
  readonly spread: number;
  /** Darkest pixel along the four edges. */
  readonly darkestEdge: number;
}

async function film(fields: Partial<RenderSpec>): Promise<Seen[]> {
  const output = join(dir, 'film.mp4');
  const target = { folder: dir, image: picture, output, signal: new AbortController().signal };
  await renderVideo(media, spec(fields), { ...target, onProgress: () => undefined });
  const gray = ['-f', 'rawvideo', '-pix_fmt', 'gray', '-'];
  const { stdout } = await media.ffmpeg(['-v', 'error', '-f', 'mov', '-i', output, ...gray]);
  const bytes = SIZE.width * SIZE.height;
  return Array.from({ length: stdout.length / bytes }, (_, index) =>
    look(stdout.subarray(index * bytes, (index + 1) * bytes)),
  );
}

function look(frame: Buffer): Seen {
  const { width, height } = SIZE;
  let [sum, sumX, sumY, sumSquares, darkestEdge] = [0, 0, 0, 0, 255];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const value = frame[y * width + x];
      if (x === 0 || y === 0 || x === width - 1 || y === height - 1)
        darkestEdge = Math.min(darkestEdge, value);
      if (value <= 90) continue;
      const light = value - 90;
      sum += light;
      sumX += light * (x + 0.5);
      sumY += light * (y + 0.5);
      sumSquares += light * (x * x + y * y + x + y + 0.5);
    }
  }
  const [x, y] = [sumX / sum, sumY / sum];
  return { x, y, spread: Math.sqrt(Math.max(0, sumSquares / sum - x * x - y * y)), darkestEdge };
}

const eased = (frame: number): number => (1 - Math.cos((Math.PI * frame) / (FRAMES - 1))) / 2;
const largest = (values: readonly number[]): number => Math.max(...values.map(Math.abs));
/** Root mean square deviation from the mean: an even shift is no jitter. */
function roughness(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
/** Pixels. Encoding alone causes about half of it. */
const NO_JITTER = 0.11;

describe('the camera over a picture', () => {
  it('pans along the eased path, far below a pixel', async () => {
    const seen = await film({ motion: 'pan' });
    const travel = FULL_TRAVEL / 2;
    const path = seen.map((_, frame) => (DOT.x - travel * SIZE.width * eased(frame)) / (1 - travel));
    expect(seen).toHaveLength(FRAMES);
    expect(roughness(seen.map(({ x }, frame) => x - path[frame]))).toBeLessThan(NO_JITTER);
    expect(roughness(seen.map(({ y }) => y))).toBeLessThan(NO_JITTER);
    // What the limit is worth: the same path in whole pixels.
    expect(roughness(path.map((x) => Math.round(x) - x))).toBeGreaterThan(2 * NO_JITTER);
    const way = seen[0].x - seen[FRAMES - 1].x;
    expect(way).toBeCloseTo(path[0] - path[FRAMES - 1], 0);
    expect(Math.abs(seen[3].x - seen[0].x) + Math.abs(seen[FRAMES - 1].x - seen[FRAMES - 4].x)).toBeLessThan(
      way / 40,
    );
  });

  it('tilts straight up', async () => {
    const seen = await film({ motion: 'tilt' });
    const travel = FULL_TRAVEL / 2;
    const path = seen.map((_, frame) => (DOT.y - travel * SIZE.height * (1 - eased(frame))) / (1 - travel));
    expect(roughness(seen.map(({ y }, frame) => y - path[frame]))).toBeLessThan(NO_JITTER);
    expect(roughness(seen.map(({ x }) => x))).toBeLessThan(NO_JITTER);
  });

  it('zooms evenly about the middle', async () => {
    const seen = await film({ motion: 'zoom' });
    const path = seen.map((_, frame) => 320 + (DOT.x - 320) / (1 - (FULL_TRAVEL / 2) * eased(frame)));
    expect(roughness(seen.map(({ x }, frame) => x - path[frame]))).toBeLessThan(NO_JITTER);
    expect(seen[FRAMES - 1].x).toBeCloseTo(path[FRAMES - 1], 0);
    const sizes = seen.map(({ spread }) => spread);
    expect(sizes[FRAMES - 1] / sizes[0]).toBeCloseTo(1 / (1 - FULL_TRAVEL / 2), 1);
  });

  it.each([
    ['static', 1],
    ['zoom', 0],
    ['pan', 0],
  ] as const)('stands still: %s at strength %d', async (motion, strength) => {
    const seen = await film({ motion, strength, frames: 24 });
    expect(largest(seen.map(({ x }) => x - DOT.x))).toBeLessThan(0.05);
  });

  it('moves twice as far at twice the strength', async () => {
    const [gentle, strong] = [await film({ strength: 0.25 }), await film({ strength: 0.5 })];
    const way = (seen: readonly Seen[], strength: number): number =>
      (seen[0].x - seen[FRAMES - 1].x) * (1 - FULL_TRAVEL * strength);
    expect(way(strong, 0.5) / way(gentle, 0.25)).toBeCloseTo(2, 1);
  });

  it.each(['pan', 'tilt', 'zoom'] as const)('shows no border at full strength: %s', async (motion) => {
    const seen = await film({ motion, strength: 1, frames: 30 });
    expect(Math.min(...seen.map(({ darkestEdge }) => darkestEdge))).toBeGreaterThan(50);
  });
});
