import { clip, DraftKit, keyframes } from './kit/draft-kit';
import { Frames, RenderKit } from './kit/render-kit';

jest.setTimeout(120_000);
const kit = new RenderKit();
const [WIDTH, HEIGHT] = [320, 180];
beforeAll(() =>
  kit.make('white.png', '-f', 'lavfi', '-i', `color=white:s=${WIDTH}x${HEIGHT}`, '-frames:v', '1'),
);
afterAll(() => kit.cleanup());

type Point = readonly [x: number, y: number];
type Config = Readonly<Record<string, unknown>>;
interface Place extends Config {
  readonly width: number;
  readonly height: number;
  readonly centerX?: number;
  readonly centerY?: number;
  readonly rotation?: number;
}

async function masked(shape: string, config: Config, fields: Record<string, unknown> = {}) {
  const draft = new DraftKit(WIDTH, HEIGHT);
  const mask = draft.material('common_mask', { resource_type: shape, name: shape, config });
  draft.track('video').add(draft.photo('white.png'), 0, 1, { extra_material_refs: [mask], ...fields });
  const { file, report } = await kit.render(draft.build(), {
    crf: 1,
    endSeconds: fields.common_keyframes ? 1 : 0.1,
  });
  const row = report.rows.find(({ construct }) => construct === 'mask');
  return { frames: await Frames.of(file), row };
}

/** Box of what is brighter than half. */
function boxOf(frames: Frames, frame = 1): { left: number; right: number; top: number; bottom: number } {
  const box = { left: Infinity, right: 0, top: Infinity, bottom: 0 };
  for (let y = 0; y < frames.height; y += 1)
    for (let x = 0; x < frames.width; x += 1) {
      if (frames.pixel(frame, x, y)[1] < 128) continue;
      box.left = Math.min(box.left, x);
      box.right = Math.max(box.right, x + 1);
      box.top = Math.min(box.top, y);
      box.bottom = Math.max(box.bottom, y + 1);
    }
  return box;
}

/** A five-pointed star whose points lie on a circle, as straight lines between its points lead through its corners. */
const STAR: readonly Point[] = Array.from({ length: 10 }, (_, index) => {
  const radius = index % 2 === 0 ? 1 : Math.cos((2 * Math.PI) / 5) / Math.cos(Math.PI / 5);
  const angle = -Math.PI / 2 + (index * Math.PI) / 5;
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
});
/** x = 16 sin³t, y = 13 cos t − 5 cos 2t − 2 cos 3t − cos 4t. */
const HEART: readonly Point[] = Array.from({ length: 2000 }, (_, index) => {
  const t = (index / 2000) * 2 * Math.PI;
  const y = 13 * Math.cos(t) - 5 * Math.cos(2 * t) - 2 * Math.cos(3 * t) - Math.cos(4 * t);
  return [16 * Math.sin(t) ** 3, -y];
});

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly rotation?: number;
}

/** An outline stretched over a box, turned clockwise about its center; pixels. */
function within(outline: readonly Point[], { x, y, width, height, rotation = 0 }: Box): Point[] {
  const span = (axis: 0 | 1): [number, number] => {
    const values = outline.map((point) => point[axis]);
    return [Math.min(...values), Math.max(...values)];
  };
  const [[left, right], [top, bottom]] = [span(0), span(1)];
  const [cos, sin] = [Math.cos((rotation * Math.PI) / 180), Math.sin((rotation * Math.PI) / 180)];
  return outline.map(([px, py]) => {
    const dx = ((px - left) / (right - left) - 0.5) * width;
    const dy = ((py - top) / (bottom - top) - 0.5) * height;
    return [x + dx * cos - dy * sin, y + dx * sin + dy * cos];
  });
}

/** Area and centroid of a polygon. */
function momentsOf(outline: readonly Point[]): { area: number; x: number; y: number } {
  let [area, x, y] = [0, 0, 0];
  outline.forEach(([ax, ay], index) => {
    const [bx, by] = outline[(index + 1) % outline.length];
    const cross = ax * by - bx * ay;
    area += cross / 2;
    x += ((ax + bx) * cross) / 6;
    y += ((ay + by) * cross) / 6;
  });
  return { area: Math.abs(area), x: x / area, y: y / area };
}

const SHAPES = { star: ['pentagram', STAR], heart: ['heart', HEART] } as const;
const CONFIGS: readonly Place[] = [
  { width: 0.5, height: 0.8 },
  { width: 0.4, height: 0.6, centerX: 0.3, centerY: -0.2 },
  { width: 0.4, height: 0.7, rotation: 25, centerX: -0.2 },
];
const CASES = (['star', 'heart'] as const).flatMap((shape) =>
  CONFIGS.map((config) => [shape, config] as const),
);
const boxFor = ({ width, height, centerX = 0, centerY = 0, rotation }: Place): Box => ({
  ...{ x: WIDTH * (0.5 + centerX / 2), y: HEIGHT * (0.5 - centerY / 2) },
  ...{ width: width * WIDTH, height: height * HEIGHT, rotation },
});

describe('masks', () => {
  it.each([
    ['circle', { width: 0.5, height: 0.5 }, Math.PI / 16],
    ['rectangle', { width: 0.5, height: 0.25 }, 0.125],
    ['rectangle', { width: 0.5, height: 0.5, rotation: 30 }, 0.25],
    [
      'rectangle',
      { width: 0.5, height: 0.5, roundCorner: 1 },
      0.25 - ((4 - Math.PI) * 45 ** 2) / (320 * 180),
    ],
    ['line', {}, 0.5],
    ['mirror', { height: 0.5 }, 0.5],
  ] as const)('a %s of %j leaves its area', async (type, config, share) => {
    const { frames, row } = await masked(type, config);
    expect(Math.abs(frames.blob(1).area / (WIDTH * HEIGHT) - share)).toBeLessThan(0.004);
    expect(row?.grade).toBe('exact');
  });

  it('a line keeps what is above it, turned clockwise', async () => {
    const { frames } = await masked('line', { centerY: 0.5 });
    expect([44, 46].map((y) => frames.pixel(1, 160, y)[1] > 128)).toEqual([true, false]);
    const turned = (await masked('line', { rotation: 90 })).frames;
    expect([158, 161].map((x) => turned.pixel(1, x, 90)[1] > 128)).toEqual([false, true]);
  });

  it.each([
    ['circle', { width: 0.3, height: 0.6, centerX: 0.25, centerY: 0.3 }],
    ['rectangle', { width: 0.3, height: 0.6, centerX: -0.25, centerY: 0.3 }],
  ])('a %s fills its box', async (type, config) => {
    const { x, y, width, height } = boxFor(config);
    const box = boxOf((await masked(type, config)).frames);
    const expected = [x - width / 2, x + width / 2, y - height / 2, y + height / 2];
    [box.left, box.right, box.top, box.bottom].forEach((side, index) =>
      expect(Math.abs(side - expected[index])).toBeLessThanOrEqual(1.5),
    );
  });

  it.each(CASES)(
    'a %s of %j has the area, the middle and the corners of its outline',
    async (shape, config) => {
      const [type, curve] = SHAPES[shape];
      const outline = within(curve, boxFor(config));
      const { area, x, y } = momentsOf(outline);
      const { frames, row } = await masked(type, config);
      const blob = frames.blob(1);
      expect(Math.abs(blob.area / area - 1)).toBeLessThan(0.01);
      expect(Math.abs(blob.x - x)).toBeLessThan(0.5);
      expect(Math.abs(blob.y - y)).toBeLessThan(0.5);
      // The inner corners of the star, the round of the heart: inside and outside, on the way from the middle.
      const seen = shape === 'star' ? [1, 3, 5, 7, 9] : [300, 500, 700, 850, 1150, 1300, 1500, 1700];
      for (const [px, py] of seen.map((index) => outline[index])) {
        const far = Math.hypot(px - x, py - y);
        const at = (offset: number): number =>
          frames.pixel(
            1,
            Math.floor(px + ((px - x) * offset) / far),
            Math.floor(py + ((py - y) * offset) / far),
          )[1];
        expect([at(-2.5) > 200, at(2.5) < 55]).toEqual([true, true]);
      }
      expect(row).toMatchObject({ grade: 'near' });
    },
  );

  it.each(CASES.filter(([, { rotation }]) => !rotation))(
    'a %s of %j fills its box',
    async (shape, config) => {
      const { x, y, width, height } = boxFor(config);
      const box = boxOf((await masked(SHAPES[shape][0], config)).frames);
      // A point is thinner than a pixel.
      const expected = [x - width / 2, x + width / 2, y - height / 2, y + height / 2];
      [box.left, box.right, box.top, box.bottom].forEach((side, index) =>
        expect(Math.abs(side - expected[index])).toBeLessThanOrEqual(3),
      );
    },
  );

  it.each(['pentagram', 'heart', 'circle', 'rectangle', 'line', 'mirror'])(
    'an inverted %s is what the mask hides',
    async (type) => {
      const config = { width: 0.5, height: 0.7, rotation: 10 };
      for (const feather of [0, 0.2]) {
        const plain = (await masked(type, { ...config, feather })).frames;
        const inverted = (await masked(type, { ...config, feather, invert: true })).frames;
        let worst = 0;
        for (let y = 0; y < HEIGHT; y += 1)
          for (let x = 0; x < WIDTH; x += 1)
            worst = Math.max(worst, Math.abs(plain.pixel(1, x, y)[1] + inverted.pixel(1, x, y)[1] - 255));
        expect(worst).toBeLessThanOrEqual(6);
      }
    },
  );

  it('scales, moves and turns with its picture', async () => {
    const { frames } = await masked(
      'rectangle',
      { width: 0.5, height: 1, centerX: 0.5 },
      clip({ scale: { x: 0.5, y: 0.5 }, rotation: 90, transform: { x: 0.5, y: 0 } }),
    );
    // The right half of the picture, which a quarter turn clockwise brings to the bottom.
    const blob = frames.blob(1);
    expect(Math.abs(blob.area / (80 * 90) - 1)).toBeLessThan(0.02);
    expect([Math.abs(blob.x - 240) < 1, Math.abs(blob.y - 130) < 1]).toEqual([true, true]);
  });

  it('follows keyframes', async () => {
    const common_keyframes = [
      keyframes('KFTypeCommonMaskPositionX', [
        [0, -0.5],
        [1, 0.5],
      ]),
      keyframes('KFTypeCommonMaskSizeHeight', [
        [0, 0.2],
        [1, 0.8],
      ]),
    ];
    const { frames } = await masked('rectangle', { width: 0.2 }, { common_keyframes });
    for (const frame of [0, 10, 20, 29]) {
      const part = frame / 30;
      const blob = frames.blob(frame);
      expect(Math.abs(blob.x - (80 + 160 * part))).toBeLessThan(1);
      expect(Math.abs(blob.area / (64 * 180 * (0.2 + 0.6 * part)) - 1)).toBeLessThan(0.03);
    }
  });
});

const smoothstep = (value: number): number => {
  const t = Math.min(1, Math.max(0, value));
  return t * t * (3 - 2 * t);
};

describe('feather', () => {
  const feather = 0.4;
  const circleWidth = (radius: number): number => 2 * 4.86 * feather ** 1.866 * radius;
  it.each([
    ['circle', 'down', 0.3 * HEIGHT, circleWidth(0.3 * HEIGHT)],
    ['rectangle', 'down', 0.3 * HEIGHT, circleWidth(0.3 * HEIGHT)],
    ['line', 'down', 0, (feather ** 2 * HEIGHT) / 2],
    ['mirror', 'down', 0.3 * HEIGHT, (feather ** 2 * HEIGHT) / 2],
  ] as const)(
    'of a %s is as wide as reported, half on each side of its edge',
    async (type, _way, edge, wide) => {
      const square = (0.6 * HEIGHT) / WIDTH;
      const { frames, row } = await masked(type, { width: square, height: 0.6, feather });
      for (let y = 91; y < HEIGHT; y += 8) {
        const inside = edge - (y + 0.5 - 90);
        expect(
          Math.abs(frames.pixel(1, 160, y)[1] - 255 * smoothstep(inside / wide + 0.5)),
        ).toBeLessThanOrEqual(5);
      }
      expect(row?.grade).toBe('near');
    },
  );

  it.each(['pentagram', 'heart'])('of a %s leaves its edge half clear', async (type) => {
    const config = { width: 0.5, height: 0.8 };
    const outline = within(type === 'heart' ? HEART : STAR, boxFor(config));
    const { frames, row } = await masked(type, { ...config, feather: 0.15 });
    // Between the corners, where the edge is straight or nearly so.
    const edge =
      type === 'heart'
        ? [300, 500, 700, 1300, 1500, 1700].map((index) => outline[index])
        : outline.map(([x, y], index) => {
            const [nextX, nextY] = outline[(index + 1) % 10];
            return [(x + nextX) / 2, (y + nextY) / 2] as const;
          });
    for (const [x, y] of edge)
      expect(Math.abs(frames.pixel(1, Math.floor(x), Math.floor(y))[1] - 128)).toBeLessThanOrEqual(25);
    expect(row?.grade).toBe('near');
  });
});
