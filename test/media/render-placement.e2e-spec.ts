import { clip, DraftKit, keyframes } from './kit/draft-kit';
import { Frames, RenderKit } from './kit/render-kit';

jest.setTimeout(120_000);
const kit = new RenderKit();
afterAll(() => kit.cleanup());

type Point = readonly [x: number, y: number];
const [WIDTH, HEIGHT] = [320, 180];
const SIDE = 8;

/** A picture with a red, a green and a blue square, centered on these points. */
function squares(name: string, points: readonly Point[]): Promise<string> {
  const boxes = points.map(([x, y], index) => {
    const color = ['0xff0000', '0x00ff00', '0x0000ff'][index];
    return `drawbox=x=${x - SIDE / 2}:y=${y - SIDE / 2}:w=${SIDE}:h=${SIDE}:color=${color}:t=fill`;
  });
  const source = `color=black:s=${WIDTH}x${HEIGHT},format=gbrp,${boxes.join(',')}`;
  return kit.make(name, '-f', 'lavfi', '-i', source, '-frames:v', '1', '-pix_fmt', 'rgb24');
}

/** Area and middle of one color. */
function colored(frames: Frames, channel: number, frame = 1): { area: number; x: number; y: number } {
  let [area, x, y] = [0, 0, 0];
  for (let row = 0; row < frames.height; row += 1)
    for (let column = 0; column < frames.width; column += 1) {
      const pixel = frames.pixel(frame, column, row);
      const weight =
        Math.max(0, pixel[channel] - Math.max(...pixel.filter((_, other) => other !== channel))) / 255;
      if (weight < 0.1) continue;
      area += weight;
      x += weight * (column + 0.5);
      y += weight * (row + 0.5);
    }
  return { area, x: x / area, y: y / area };
}

const cropOf = (corners: readonly Point[]): Record<string, number> =>
  Object.fromEntries(
    ['upper_left', 'upper_right', 'lower_left', 'lower_right'].flatMap((name, index) => [
      [`${name}_x`, corners[index][0] / WIDTH],
      [`${name}_y`, corners[index][1] / HEIGHT],
    ]),
  );

describe('crop', () => {
  it.each([
    ['straight', 0, 160, 90, [160, 90]],
    ['beside the middle', 0, 120, 100, [190, 80]],
    ['turned', 20, 160, 90, [160, 90]],
    ['turned the other way, not as wide', -35, 80, 100, [150, 95]],
  ] as const)(
    '%s shows what is in the box, as large as fits',
    async (_name, angle, width, height, middle) => {
      const [cos, sin] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
      /** From the box's own axes to the source. */
      const source = (dx: number, dy: number): Point => [
        middle[0] + dx * cos - dy * sin,
        middle[1] + dx * sin + dy * cos,
      ];
      const [right, down] = [width / 2, height / 2];
      const corners = [
        source(-right, -down),
        source(right, -down),
        source(-right, down),
        source(right, down),
      ];
      const inside: Point[] = [
        [-0.3 * width, -0.25 * height],
        [0.3 * width, 0],
        [0, 0.3 * height],
      ];
      const marks = inside.map(([dx, dy]) => source(dx, dy).map(Math.round) as unknown as Point);
      const name = await squares(`marks-${angle}-${width}.png`, marks);
      const draft = new DraftKit(WIDTH, HEIGHT);
      const photo = draft.material('videos', {
        type: 'photo',
        path: name,
        duration: 1e9,
        crop: cropOf(corners),
      });
      draft.track('video').add(photo, 0, 0.1);
      const frames = await Frames.of((await kit.render(draft.build(), { crf: 1 })).file);
      const factor = Math.min(WIDTH / width, HEIGHT / height);
      marks.forEach(([x, y], channel) => {
        const [px, py] = [x - middle[0], y - middle[1]];
        const got = colored(frames, channel);
        expect(Math.abs(got.x - (WIDTH / 2 + factor * (px * cos + py * sin)))).toBeLessThan(1);
        expect(Math.abs(got.y - (HEIGHT / 2 + factor * (py * cos - px * sin)))).toBeLessThan(1);
        expect(Math.abs(got.area / (SIDE * factor) ** 2 - 1)).toBeLessThan(0.12);
      });
    },
  );
});

describe('keyframes of a text', () => {
  it('move, scale and fade it', async () => {
    const draft = new DraftKit(960, 540);
    const style = { fill: { content: { solid: { color: [0, 1, 0] } } }, size: 40 };
    const text = draft.text('I', style);
    const ramp = (property: string, from: number, to: number) =>
      keyframes(property, [
        [0, from],
        [1, to],
      ]);
    draft.track('text').add(text, 0, 1, {
      ...clip(),
      common_keyframes: [
        ramp('KFTypePositionX', -0.5, 0.5),
        ramp('KFTypePositionY', 0.4, -0.4),
        ramp('KFTypeScaleX', 1, 2),
        ramp('KFTypeAlpha', 1, 0.5),
      ],
    });
    const frames = await Frames.of((await kit.render(draft.build(), { crf: 1 })).file);
    const first = colored(frames, 1, 0);
    const height = (frame: number, least: number): number =>
      Array.from({ length: frames.height }, (_, y) => y).filter((y) =>
        Array.from({ length: frames.width }, (_, x) => frames.pixel(frame, x, y)[1]).some(
          (green) => green > least,
        ),
      ).length;
    // The ink lies beside the middle of its box by as much as the letter does, which grows with it.
    const beside = [first.x - 240, first.y - 162];
    for (const frame of [0, 8, 15, 22, 29]) {
      const part = frame / 30;
      const [scale, alpha] = [1 + part, 1 - part / 2];
      const got = colored(frames, 1, frame);
      expect(Math.abs(got.x - (240 + 480 * part + beside[0] * scale))).toBeLessThan(1.5);
      expect(Math.abs(got.y - (162 + 216 * part + beside[1] * scale))).toBeLessThan(1.5);
      expect(
        Math.abs(frames.pixel(frame, Math.round(got.x), Math.round(got.y))[1] - 255 * alpha),
      ).toBeLessThan(4);
      const tall = height(frame, 127 * alpha);
      expect(Math.abs(tall - height(0, 127) * scale)).toBeLessThanOrEqual(2);
    }
    expect(Math.abs(beside[0])).toBeLessThan(2);
  });
});
