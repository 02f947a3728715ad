import { clip, DraftKit } from './kit/draft-kit';
import { Frames, RenderKit } from './kit/render-kit';

jest.setTimeout(120_000);
const kit = new RenderKit();
const [WIDTH, HEIGHT] = [320, 180];
const SMALL = { scale: { x: 0.25, y: 0.25 } };

/** Red left of an edge and blue right of it, with green above another edge. */
async function quarters(name: string, size: readonly [number, number], edge: readonly [number, number]) {
  const [width, height] = size;
  const [x, y] = edge;
  const picture = [
    `color=red:s=${width}x${height}`,
    'format=gbrp',
    `drawbox=x=${x}:y=0:w=${width}:h=${height}:color=blue:t=fill`,
    `drawbox=x=0:y=0:w=${x}:h=${y}:color=yellow:t=fill`,
    `drawbox=x=${x}:y=0:w=${width}:h=${y}:color=cyan:t=fill`,
  ].join(',');
  const pixels = name.endsWith('.png') ? ['-pix_fmt', 'rgb24'] : ['-pix_fmt', 'yuvj420p', '-q:v', '1'];
  await kit.make(name, '-f', 'lavfi', '-i', picture, '-frames:v', '1', ...pixels);
}

beforeAll(() => kit.make('white.png', '-f', 'lavfi', '-i', 'color=white:s=320x180', '-frames:v', '1'));
afterAll(() => kit.cleanup());

type Material = Readonly<Record<string, unknown>>;

async function behind(canvas: Material, photo = 'white.png', place: Record<string, unknown> = SMALL) {
  const draft = new DraftKit(WIDTH, HEIGHT);
  const refs = [draft.material('canvases', canvas)];
  draft.track('video').add(draft.photo(photo), 0, 0.2, { extra_material_refs: refs, ...clip(place) });
  const { file, report } = await kit.render(draft.build(), { crf: 1 });
  const rows = report.rows.filter(({ construct }) => construct.includes('background'));
  const media = report.rows.filter(({ construct }) => construct === 'media');
  return { frames: await Frames.of(file), rows, media };
}

const close = (got: readonly number[], expected: readonly number[], tolerance = 6): void =>
  got.forEach((value, index) => expect(Math.abs(value - expected[index])).toBeLessThanOrEqual(tolerance));

/** First pixel of a row (or column) where a channel passes half. */
function turn(frames: Frames, channel: 0 | 1 | 2, along: 'x' | 'y', at: number): number {
  const length = along === 'x' ? WIDTH : HEIGHT;
  const bright = (index: number): boolean =>
    (along === 'x' ? frames.pixel(2, index, at) : frames.pixel(2, at, index))[channel] > 127;
  return Array.from({ length }, (_, index) => index).findIndex(
    (index) => index > 0 && bright(index) !== bright(0),
  );
}

describe('a picture behind a clip', () => {
  it.each([
    ['tall.png', [200, 240], [90, 100]],
    ['tall.jpg', [200, 240], [90, 100]],
    ['odd.png', [203, 241], [90, 101]],
    ['wide.png', [640, 160], [300, 60]],
    ['wider.png', [655, 163], [300, 60]],
    ['small.png', [64, 36], [20, 8]],
  ] as const)('%s of %j covers the canvas and is cut evenly', async (name, size, edge) => {
    await quarters(name, size, edge);
    const { frames, rows } = await behind({ type: 'canvas_image', image: name });
    const factor = Math.max(WIDTH / size[0], HEIGHT / size[1]);
    const place = (at: number, side: 0 | 1): number =>
      (at - size[side] / 2) * factor + [WIDTH, HEIGHT][side] / 2;
    const [x, y] = [place(edge[0], 0), place(edge[1], 1)];
    expect(Math.abs(turn(frames, 2, 'x', 175) - x)).toBeLessThanOrEqual(1);
    expect(Math.abs(turn(frames, 1, 'y', 5) - y)).toBeLessThanOrEqual(1);
    close(frames.pixel(2, 2, 2), [255, 255, 0], 8);
    close(frames.pixel(2, 317, 177), [0, 0, 255], 8);
    close(frames.pixel(2, 160, 90), [255, 255, 255]);
    expect(rows).toEqual([
      expect.objectContaining({ construct: 'background', grade: 'exact', note: 'image' }),
    ]);
  });

  it('is cut at odd places', async () => {
    const edge = 'color=black:s=326x180,format=gray,drawbox=x=100:y=0:w=326:h=180:color=white:t=fill';
    const coded = ['-frames:v', '1', '-pix_fmt', 'yuvj420p', '-q:v', '1'];
    await kit.make('edge.jpg', '-f', 'lavfi', '-i', edge, ...coded);
    const { frames } = await behind({ type: 'canvas_image', image: 'edge.jpg' });
    expect(turn(frames, 1, 'x', 175)).toBe(97);
  });

  it('is as large as the canvas whatever the clip is', async () => {
    await quarters('canvas.png', [WIDTH, HEIGHT], [100, 60]);
    const place = { scale: { x: 0.2, y: 0.3 }, transform: { x: 0.6, y: -0.6 }, rotation: 30, alpha: 0.5 };
    const { frames } = await behind({ type: 'canvas_image', image: 'canvas.png' }, 'white.png', place);
    expect([turn(frames, 2, 'x', 175), turn(frames, 1, 'y', 5)]).toEqual([100, 60]);
    // Half of the clip's white over blue.
    close(frames.pixel(2, 256, 144), [128, 128, 255]);
  });

  it('that is gone has a row, and the clip is drawn', async () => {
    const { frames, media } = await behind({ type: 'canvas_image', image: 'gone.png' });
    close(frames.pixel(2, 160, 90), [255, 255, 255]);
    expect(media).toEqual([expect.objectContaining({ grade: 'skipped' })]);
  });
});

describe('a color behind a clip', () => {
  it.each(['#00FF00FF', '#3366CCFF', '#FF8000FF'])('%s fills the canvas', async (color) => {
    const { frames, rows } = await behind({ type: 'canvas_color', color });
    const expected = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
    for (const [x, y] of [
      [2, 2],
      [317, 2],
      [2, 177],
      [317, 177],
      [100, 90],
    ] as const)
      close(frames.pixel(2, x, y), expected, 3);
    close(frames.pixel(2, 160, 90), [255, 255, 255]);
    expect(rows).toEqual([expect.objectContaining({ grade: 'exact', note: 'color' })]);
  });

  it('moves with its clip in a transition, and ends with it', async () => {
    const draft = new DraftKit(WIDTH, HEIGHT);
    const canvas = (color: string): string => draft.material('canvases', { type: 'canvas_color', color });
    const slide = draft.material('transitions', {
      ...{ name: '', resource_id: '6726711499676455435', duration: 1_000_000 },
    });
    const track = draft.track('video');
    const [red, blue] = [canvas('#FF0000FF'), canvas('#0000FFFF')];
    track.add(draft.photo('white.png'), 0, 1, { extra_material_refs: [red, slide], ...clip(SMALL) });
    track.add(draft.photo('white.png'), 1, 1, { extra_material_refs: [blue], ...clip(SMALL) });
    track.add(draft.photo('white.png'), 2.5, 0.5, clip(SMALL));
    const frames = await Frames.of((await kit.render(draft.build(), { crf: 1 })).file);
    close(frames.pixel(30, 100, 10), [255, 0, 0], 8);
    close(frames.pixel(30, 220, 10), [0, 0, 255], 8);
    close(frames.pixel(30, 10, 90), [255, 255, 255], 8);
    close(frames.pixel(30, 310, 90), [255, 255, 255], 8);
    close(frames.pixel(68, 160, 90), [0, 0, 0]);
    close(frames.pixel(80, 10, 10), [0, 0, 0]);
  });
});

describe('the clip itself behind it, blurred', () => {
  it('covers the canvas and says that its strength is a guess', async () => {
    // A square whose left half is red: enlarged to cover, the halves meet in the middle of the canvas.
    await quarters('halves.png', [180, 180], [90, 1]);
    const { frames, rows } = await behind({ type: 'canvas_blur', blur: 0.0625 }, 'halves.png');
    close(frames.pixel(2, 10, 10), [255, 0, 0], 12);
    close(frames.pixel(2, 310, 170), [0, 0, 255], 12);
    expect(Math.abs(turn(frames, 2, 'x', 170) - 160)).toBeLessThanOrEqual(3);
    expect(rows).toEqual([expect.objectContaining({ grade: 'approximate' })]);
  });

  it('is the softer the higher its level', async () => {
    await quarters('halves.png', [180, 180], [90, 1]);
    const widths = [];
    for (const blur of [0.0625, 0.375, 0.75, 1]) {
      const { frames } = await behind({ type: 'canvas_blur', blur }, 'halves.png');
      const row = Array.from({ length: WIDTH }, (_, x) => frames.pixel(2, x, 170)[2]);
      widths.push(row.filter((value) => value > 26 && value < 229).length);
    }
    expect(widths).toEqual([...new Set(widths)].sort((a, b) => a - b));
  });
});
