import type { Timeline, Visual } from '../timeline/timeline';
import { cubeText, sequence, SLIDER_COLORS } from './color-table';
import { planCopies, subtract } from './copy-plan';
import { expressionOf, fitLines } from './expression';
import { maskPixels } from './mask-shape';
import { motionAt } from './motion';
import { baseSize, placementAt } from './placement';
import { sliceRanges } from './slices';
import { transitionRecipe } from './transition-table';

const FPS = { num: 30, den: 1 };
const visual = (start: number, end: number): Visual => ({ range: { start, end } }) as Visual;
const timeline = (visuals: Visual[], transitions: [number, number][] = []): Timeline =>
  ({
    visuals,
    transitions: transitions.map(([start, end]) => ({ range: { start, end } })),
  }) as unknown as Timeline;

describe('sliceRanges', () => {
  const lengths = { longest: 90, shortest: 15 };
  it.each([
    [
      'cuts where something appears',
      [visual(0, 60), visual(20, 40)],
      [],
      60,
      [
        [0, 20],
        [20, 40],
        [40, 60],
      ],
    ],
    [
      'joins what is too short',
      [visual(0, 60), visual(5, 40)],
      [],
      60,
      [
        [0, 40],
        [40, 60],
      ],
    ],
    [
      'divides what is too long',
      [visual(0, 200)],
      [],
      200,
      [
        [0, 67],
        [67, 133],
        [133, 200],
      ],
    ],
    [
      'leaves transitions whole',
      [visual(0, 60), visual(50, 120)],
      [[50, 60]] as [number, number][],
      120,
      [
        [0, 60],
        [60, 120],
      ],
    ],
  ])('%s', (_name, visuals, transitions, end, expected) => {
    const got = sliceRanges(timeline(visuals, transitions), { start: 0, end }, lengths);
    expect(got.map(({ start, end: to }) => [start, to])).toEqual(expected);
  });

  it('plans two thousand segments at once', () => {
    const visuals = Array.from({ length: 2000 }, (_, index) => visual(index * 30, index * 30 + 30));
    const started = Date.now();
    expect(sliceRanges(timeline(visuals), { start: 0, end: 60_000 }, lengths)).toHaveLength(2000);
    expect(Date.now() - started).toBeLessThan(1000);
  });
});

describe('planCopies', () => {
  // Decode order of I b b P groups of six frames: 0 3 1 2 5 4 | 6 9 7 8 11 10 …
  const display = Array.from({ length: 20 }, (_, group) =>
    [0, 3, 1, 2, 5, 4].map((frame) => frame + 6 * group),
  ).flat();
  const keys = display.map((_, index) => index % 6 === 0);
  const copy = (sourceFrame: number, frames: number) =>
    planCopies(
      [{ sourceKey: 'a', path: '/a', range: { start: 100, end: 100 + frames }, sourceFrame }],
      new Map([['a', { display, keys }]]),
    );

  it('takes whole groups from the first key frame on', () => {
    expect(copy(6, 60)).toMatchObject([{ range: { start: 100, end: 160 }, firstFrame: 6 }]);
    expect(copy(8, 60)).toMatchObject([{ range: { start: 104, end: 159 }, firstFrame: 12 }]);
  });

  it('ends where everything decoded so far is a gapless run', () => {
    const [piece] = copy(0, 57);
    const { firstFrame, range } = piece;
    const from = display.indexOf(firstFrame);
    const frames = display.slice(from, from + range.end - range.start).sort((a, b) => a - b);
    expect(frames).toEqual(Array.from({ length: frames.length }, (_, index) => index));
    expect(57 - frames.length).toBeLessThanOrEqual(3);
  });

  it('leaves short stretches to the encoder', () => expect(copy(0, 12)).toEqual([]));
});

it('subtracts ranges', () => {
  expect(
    subtract({ start: 0, end: 10 }, [
      { start: 2, end: 4 },
      { start: 8, end: 20 },
    ]),
  ).toEqual([
    { start: 0, end: 2 },
    { start: 4, end: 8 },
  ]);
});

describe('expressionOf', () => {
  it('is a number for what stands still and one line for what moves evenly', () => {
    expect(expressionOf([5, 5, 5.1], 0.2, FPS)).toBe('5');
    expect(fitLines([0, 2, 4, 6], 0.2)).toHaveLength(2);
  });
  it('keeps every sample within the tolerance', () => {
    const samples = Array.from({ length: 100 }, (_, index) => 100 * Math.sin(index / 9));
    const knots = fitLines(samples, 0.5);
    samples.forEach((value, at) => {
      const after = knots.findIndex((knot) => knot.at >= at);
      const [a, b] = [knots[Math.max(0, after - 1)], knots[after]];
      const line = a.at === b.at ? a.value : a.value + ((b.value - a.value) * (at - a.at)) / (b.at - a.at);
      expect(Math.abs(line - value)).toBeLessThanOrEqual(0.5);
    });
  });
});

describe('placement', () => {
  const pose = {
    x: 0.5,
    y: 0.5,
    scaleX: 1.7778,
    scaleY: 1.7778,
    rotation: 90,
    alpha: 1,
    flipX: false,
    flipY: false,
  };
  it('lets a turned 16:9 clip at scale 1.7778 cover a 9:16 canvas', () => {
    const canvas = { width: 1080, height: 1920 };
    const base = baseSize({ width: 1920, height: 1080 }, canvas, false);
    const placement = placementAt({ pose, curves: {} }, { base, canvas }, 0, motionAt([], 0, 1));
    expect(placement.width).toBeCloseTo(1920, 0);
    expect([placement.centerX, placement.centerY]).toEqual([810, 480]);
  });
});

describe('color', () => {
  it('has identity at zero and clamps', () => {
    for (const slider of Object.values(SLIDER_COLORS))
      slider(0)([0.2, 0.5, 0.8]).forEach((value, index) =>
        expect(value).toBeCloseTo([0.2, 0.5, 0.8][index], 2),
      );
    const rows = cubeText(sequence([SLIDER_COLORS.brightness(1)]), 3)
      .trim()
      .split('\n');
    expect(rows).toHaveLength(28);
    expect(rows[27]).toBe('1.000000 1.000000 1.000000');
  });
});

it('feathers and inverts masks', () => {
  const mask = {
    shape: 'circle',
    centerX: 0,
    centerY: 0,
    width: 0.5,
    height: 0.5,
    rotation: 0,
    feather: 0.5,
    round: 0,
    invert: false,
    curves: {},
  } as const;
  const size = { width: 100, height: 100 };
  const soft = maskPixels(mask, size, 0);
  expect(soft[50 * 100 + 50]).toBeGreaterThan(200);
  expect(soft[50 * 100 + 74]).toBeGreaterThan(60);
  const inverted = maskPixels({ ...mask, invert: true }, size, 0);
  expect(Math.abs(inverted[50 * 100 + 50] + soft[50 * 100 + 50] - 255)).toBeLessThanOrEqual(1);
});

it.each([
  ['', 'Anything at all', 'cross dissolve'],
  ['', '向左擦除', 'wipeleft'],
  ['6726711499676455435', '左移', 'slideleft'],
  ['', 'Glitch Zoom', 'glitch'],
])('transition %s "%s" is drawn as %s', (id, name, label) => {
  expect(transitionRecipe(id, name).label).toBe(label);
});
