import { clip, DraftKit } from './kit/draft-kit';
import { Frames, RenderKit } from './kit/render-kit';

jest.setTimeout(120_000);
const kit = new RenderKit();
afterAll(() => kit.cleanup());

type Color = readonly [red: number, green: number, blue: number];
type Mix = (layer: number, below: number) => number;

const screen: Mix = (s, b) => s + b - s * b;
const hardlight: Mix = (s, b) => (s <= 0.5 ? 2 * s * b : screen(2 * s - 1, b));
const root = (b: number): number => (b <= 0.25 ? ((16 * b - 12) * b + 4) * b : Math.sqrt(b));
/** The formulas of W3C Compositing and Blending, and linear burn. */
const MODES = {
  multiply: ['6758325895519277582', (s, b) => s * b],
  screen: ['6758325170760323597', screen],
  overlay: ['6758324989931295240', (s, b) => hardlight(b, s)],
  softlight: [
    '6758325439212556814',
    (s, b) => (s <= 0.5 ? b - (1 - 2 * s) * b * (1 - b) : b + (2 * s - 1) * (root(b) - b)),
  ],
  hardlight: ['6758325264670790152', hardlight],
  lighten: ['6758324919789949453', Math.max],
  darken: ['6758324839670354445', Math.min],
  dodge: ['6758325800031752712', (s, b) => (b === 0 ? 0 : Math.min(1, b / (1 - s)))],
  burn: ['6758325724848853518', (s, b) => (b === 1 ? 1 : 1 - Math.min(1, (1 - b) / s))],
  linearburn: ['6758325619253056013', (s, b) => Math.max(0, s + b - 1)],
} as const satisfies Record<string, readonly [id: string, mix: Mix]>;
type Mode = keyof typeof MODES;

const hex = (color: Color): string =>
  `#${color
    .map((value) =>
      Math.round(255 * value)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
const mixed = (mode: Mode, layer: Color, below: Color): Color => {
  const [, mix] = MODES[mode];
  return [0, 1, 2].map((channel) => mix(layer[channel], below[channel])) as unknown as Color;
};
const between = (a: Color, b: Color, weight: number): Color =>
  [0, 1, 2].map((channel) => a[channel] * (1 - weight) + b[channel] * weight) as unknown as Color;
const close = (got: readonly number[], expected: Color, tolerance = 5): void =>
  got.forEach((value, index) =>
    expect({ expected, got, off: Math.abs(value - 255 * expected[index]) <= tolerance }).toEqual({
      expected,
      got,
      off: true,
    }),
  );

const GROUND: Color = [0.2, 0.4, 0.8];
const FIRST: Color = [0.8, 0.6, 0.3];
const SECOND: Color = [0.4, 0.9, 0.6];
const BLACK: Color = [0, 0, 0];
const DISSOLVE = '6724845717472416269';
const SLIDE_LEFT = '6726711499676455435';
const TO_BLACK = '6724239388189921806';

interface Layer {
  readonly color: Color;
  readonly mode?: Mode;
  readonly at?: number;
  readonly seconds?: number;
  /** Resource id of the transition to the next layer, a second long. */
  readonly transition?: string;
  /** Further materials. */
  readonly refs?: readonly string[];
  readonly place?: Record<string, unknown>;
}

function layers(draft: DraftKit, ...clips: readonly Layer[]): void {
  const track = draft.track('video');
  for (const { color, mode, at = 0, seconds = 1, transition, refs = [], place = {} } of clips) {
    const { material, refs: own } = draft.color(hex(color));
    if (mode)
      own.push(draft.material('effects', { type: 'mix_mode', resource_id: MODES[mode][0], name: '' }));
    if (transition)
      own.push(draft.material('transitions', { name: '', resource_id: transition, duration: 1_000_000 }));
    track.add(material, at, seconds, { extra_material_refs: [...own, ...refs], ...clip(place) });
  }
}

async function film(draft: DraftKit, options: Parameters<RenderKit['render']>[1] = {}) {
  const { file, report } = await kit.render(draft.build(), { crf: 1, ...options });
  const frames = await Frames.of(file);
  const rows = report.rows.filter(({ construct }) => construct === 'mix mode');
  return { frames, rows: rows.map(({ grade, note }) => `${grade}: ${note}`) };
}

describe('mix modes', () => {
  it.each(Object.keys(MODES) as Mode[])('%s by its formula, and only where the clip is', async (mode) => {
    const draft = new DraftKit();
    const grounds: Color[] = [[0.1, 0.3, 0.45], GROUND, [0.6, 0.75, 0.95]];
    grounds.forEach((color, index) => layers(draft, { color, at: index * 0.2, seconds: 0.2 }));
    const layer: Color = [0.25, 0.55, 0.85];
    layers(draft, { color: layer, mode, seconds: 0.6, place: { scale: { x: 0.5, y: 0.5 } } });
    const { frames, rows } = await film(draft);
    grounds.forEach((ground, index) => {
      close(frames.pixel(6 * index + 3, 160, 90), mixed(mode, layer, ground), 4);
      close(frames.pixel(6 * index + 3, 20, 90), ground, 4);
    });
    expect(rows).toEqual([`near: ${mode}`]);
  });

  it('takes the color of a clip as much as it is opaque', async () => {
    const draft = new DraftKit();
    layers(draft, { color: GROUND });
    layers(draft, { color: FIRST, mode: 'multiply', place: { alpha: 0.4 } });
    const { frames } = await film(draft);
    close(frames.pixel(10, 160, 90), between(GROUND, mixed('multiply', FIRST, GROUND), 0.4));
  });

  it('lie on the black of a gap, however the film is cut', async () => {
    const draft = new DraftKit();
    layers(draft, { color: GROUND });
    layers(draft, { color: FIRST, mode: 'multiply', seconds: 2 }, { color: SECOND, at: 2, seconds: 0.5 });
    const whole = (await film(draft)).frames;
    close(whole.pixel(15, 160, 90), mixed('multiply', FIRST, GROUND));
    close(whole.pixel(45, 160, 90), BLACK);
    close(whole.pixel(70, 160, 90), SECOND);
    const part = (await film(draft, { startSeconds: 1.2, endSeconds: 2.5 })).frames;
    close(part.pixel(5, 160, 90), BLACK);
    close(part.pixel(34, 160, 90), SECOND);
  });

  it('need something below them', async () => {
    const draft = new DraftKit();
    const filter = draft.material('effects', { type: 'saturation', value: 0.1 });
    draft.track('adjust').add(filter, 0, 1);
    layers(draft, { color: FIRST, mode: 'multiply' });
    const { frames, rows } = await film(draft);
    close(frames.pixel(15, 160, 90), FIRST);
    expect(rows).toEqual(['skipped: multiply: nothing lies below the clip, which is drawn normally']);
  });

  it('apply to a clip together with its background', async () => {
    const draft = new DraftKit();
    layers(draft, { color: GROUND });
    const canvas = draft.material('canvases', { type: 'canvas_color', color: '#FF8000FF' });
    const place = { scale: { x: 0.5, y: 0.5 } };
    layers(draft, { color: FIRST, mode: 'multiply', refs: [canvas], place });
    const { frames, rows } = await film(draft);
    close(frames.pixel(15, 160, 90), mixed('multiply', FIRST, GROUND));
    close(frames.pixel(15, 20, 20), mixed('multiply', [1, 128 / 255, 0], GROUND));
    expect(rows).toEqual(['near: multiply; together with its background']);
  });
});

/** Two clips on the ground, in transition from frame 15 to frame 45. */
function pair(transition: string, first: Partial<Layer>, second: Partial<Layer>): DraftKit {
  const draft = new DraftKit();
  layers(draft, { color: GROUND, seconds: 2 });
  layers(draft, { color: FIRST, transition, ...first }, { color: SECOND, at: 1, ...second });
  return draft;
}

describe('mix modes in transitions', () => {
  it.each(['multiply', 'screen'] as const)('%s mixes the dissolved picture', async (mode) => {
    const { frames, rows } = await film(pair(DISSOLVE, { mode }, { mode }));
    for (const frame of [10, 15, 22, 30, 38, 44, 50]) {
      const layer = between(FIRST, SECOND, Math.min(1, Math.max(0, (frame - 15) / 30)));
      close(frames.pixel(frame, 160, 90), mixed(mode, layer, GROUND));
    }
    expect(rows).toEqual([`near: ${mode}`, `near: ${mode}`]);
  });

  it('push one picture out by the other and leave what is below in its place', async () => {
    const draft = pair(SLIDE_LEFT, { mode: 'multiply' }, { mode: 'multiply' });
    const mark = { scale: { x: 0.1, y: 1 }, transform: { x: -0.5, y: 0 } };
    // Another clip of the ground, whose edges would show it if it moved.
    const ground: Color = [0.9, 0.9, 0.9];
    const marked = new DraftKit();
    layers(marked, { color: GROUND, seconds: 2 });
    layers(marked, { color: ground, seconds: 2, place: mark });
    layers(
      marked,
      { color: FIRST, mode: 'multiply', transition: SLIDE_LEFT },
      { color: SECOND, mode: 'multiply', at: 1 },
    );
    for (const [kind, seen] of [
      [draft, GROUND],
      [marked, ground],
    ] as const) {
      const { frames } = await film(kind);
      // Half way, the seam is in the middle.
      close(frames.pixel(30, 80, 90), mixed('multiply', FIRST, seen));
      close(frames.pixel(30, 155, 90), mixed('multiply', FIRST, GROUND));
      close(frames.pixel(30, 165, 90), mixed('multiply', SECOND, GROUND));
    }
  });

  it.each([
    ['two modes', 'multiply', 'screen'],
    ['a mode and none', 'multiply', undefined],
    ['none and a mode', undefined, 'burn'],
  ] as const)('give each clip its own of %s', async (_name, from, to) => {
    const alone = (mode: Mode | undefined, color: Color): Color =>
      mode ? mixed(mode, color, GROUND) : color;
    const { frames, rows } = await film(pair(DISSOLVE, { mode: from }, { mode: to }));
    for (const frame of [10, 15, 22, 30, 38, 44, 50]) {
      const weight = Math.min(1, Math.max(0, (frame - 15) / 30));
      close(frames.pixel(frame, 160, 90), between(alone(from, FIRST), alone(to, SECOND), weight), 6);
    }
    const grades = rows.map((row) => row.split(':')[0]);
    expect(grades).toEqual([from, to].filter((mode) => mode !== undefined).map(() => 'approximate'));
    const slid = (await film(pair(SLIDE_LEFT, { mode: from }, { mode: to }))).frames;
    close(slid.pixel(30, 150, 90), alone(from, FIRST));
    close(slid.pixel(30, 170, 90), alone(to, SECOND));
  });

  it('mix the picture on its way to black', async () => {
    const { frames } = await film(pair(TO_BLACK, { mode: 'screen' }, { mode: 'multiply' }));
    close(frames.pixel(22, 160, 90), mixed('screen', between(FIRST, BLACK, 7 / 15), GROUND), 8);
    close(frames.pixel(38, 160, 90), mixed('multiply', between(BLACK, SECOND, 8 / 15), GROUND), 8);
  });

  it('are there when the film begins in the middle of the transition', async () => {
    const draft = pair(DISSOLVE, { mode: 'multiply' }, {});
    const { frames } = await film(draft, { startSeconds: 1.2, endSeconds: 2 });
    const expected = between(mixed('multiply', FIRST, GROUND), SECOND, 21 / 30);
    close(frames.pixel(0, 160, 90), expected, 6);
  });

  it.each([
    ['dissolve', DISSOLVE],
    ['dip to black', TO_BLACK],
    ['slide', SLIDE_LEFT],
    ['wipe', '6724849898857959950'],
    ['opening', '6724492948144132621'],
    ['clock', '6851775006418932238'],
    ['mosaic', '6724866519022440967'],
    ['blur', '6916426617455645186'],
    ['squeeze', '6751618376780485133'],
    ['whirl', '6851810799510360583'],
  ])('leave what lies beside smaller clips in sight: %s', async (_name, transition) => {
    const place = { scale: { x: 0.25, y: 0.25 } };
    const { frames } = await film(pair(transition, { place }, { place }));
    for (const frame of [16, 22, 29, 30, 37, 44])
      for (const [x, y] of [
        [6, 6],
        [313, 173],
        [160, 20],
      ])
        close(frames.pixel(frame, x, y), GROUND);
  });

  it.each([
    ['standing', {}],
    ['beside a moving clip', { motion: true }],
  ])(
    'cross smaller clips over what is below without darkening their edges, %s',
    async (_name, { motion }: { motion?: boolean }) => {
      const left = { scale: { x: 0.25, y: 0.5 }, transform: { x: -0.5, y: 0 } };
      const right = { scale: { x: 0.25, y: 0.5 }, transform: { x: 0.5, y: 0 } };
      const draft = pair(DISSOLVE, { place: left }, { place: right });
      if (motion) {
        const slide = {
          name: 'Slide Left',
          resource_id: '6798332871267324423',
          type: 'in',
          duration: 2_000_000,
        };
        const refs = [draft.material('material_animations', { animations: [slide] })];
        layers(draft, {
          color: BLACK,
          refs,
          seconds: 2,
          place: { scale: { x: 0.05, y: 0.05 }, transform: { x: 0, y: -0.9 } },
        });
      }
      const { frames } = await film(draft);
      for (const frame of [15, 20, 30, 40]) {
        const weight = (frame - 15) / 30;
        close(frames.pixel(frame, 80, 90), between(FIRST, GROUND, weight));
        close(frames.pixel(frame, 240, 90), between(GROUND, SECOND, weight));
        close(frames.pixel(frame, 160, 90), GROUND);
      }
    },
  );
});
