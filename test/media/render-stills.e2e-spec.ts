import { effectRecipe } from '../../libs/capcut-draft/src/plan/effect-table';
import { transitionRecipe } from '../../libs/capcut-draft/src/plan/transition-table';
import { SLIDERS } from '../../libs/capcut-draft/src/timeline/from-draft/companions-of';
import { clip, DraftKit, keyframes } from './kit/draft-kit';
import { oneOfEach } from './kit/one-of-each';
import { Frames, RenderKit } from './kit/render-kit';

jest.setTimeout(120_000);
const kit = new RenderKit();
const SCENE = 'testsrc=s=120x90:r=30,loop=loop=-1:size=1,trim=end_frame=60,format=rgb24';
beforeAll(async () => {
  await kit.make('still.png', '-f', 'lavfi', '-i', SCENE, '-frames:v', '1');
  const film = ['-c:v', 'libx264rgb', '-preset', 'ultrafast', '-qp', '0'];
  await kit.make('still.mp4', '-f', 'lavfi', '-i', SCENE, ...film);
});
afterAll(() => kit.cleanup());

type Fields = Record<string, unknown>;
type Keys = Parameters<typeof keyframes>[1];
interface Construct {
  readonly fields?: Fields;
  readonly keys?: Readonly<Record<string, Keys>>;
  /** Companions of the clip, by their list. */
  readonly refs?: readonly (readonly [list: string, material: Fields])[];
}

const SMALL = clip({ scale: { x: 0.5, y: 0.5 } });
const moved = {
  KFTypePositionX: [
    [0, -0.3],
    [1, 0.3],
  ],
} satisfies Construct['keys'];
const canvas = (fields: Fields) => ['canvases', fields] as const;
const BLUR = canvas({ type: 'canvas_blur', blur: 0.5 });
const CIRCLE = [
  'common_mask',
  {
    ...{ resource_type: 'circle', name: 'circle' },
    config: {
      width: 0.7,
      height: 0.9,
      centerX: 0,
      centerY: 0,
      rotation: 0,
      feather: 0.2,
      roundCorner: 0,
      invert: false,
    },
  },
] as const;
const blend = (resource_id: string) => ['effects', { type: 'mix_mode', resource_id, name: '' }] as const;
const effect = (resource_id: string) =>
  ['video_effects', { type: 'video_effect', resource_id, name: '' }] as const;
const MULTIPLY = '6758325895519277582';

const CONSTRUCTS: Readonly<Record<string, Construct>> = {
  'at rest': {},
  'moved sideways': { keys: moved },
  'moved by height': {
    keys: {
      KFTypePositionY: [
        [0, -0.3],
        [1, 0.3],
      ],
    },
  },
  'moved beyond the canvas': {
    keys: {
      KFTypePositionX: [
        [0, -2.5],
        [1, 1],
      ],
    },
  },
  'growing beyond the canvas': {
    keys: {
      KFTypeScaleX: [
        [0, 0.3],
        [1, 2],
      ],
    },
  },
  'shrinking and moved': {
    keys: {
      ...moved,
      KFTypeScaleX: [
        [0, 2.5],
        [1, 0.3],
      ],
    },
  },
  'enlarged and moved': { fields: clip({ scale: { x: 2, y: 2 } }), keys: moved },
  turning: {
    keys: {
      KFTypeRotation: [
        [0, 0],
        [1, 120],
      ],
    },
  },
  'turned and moved': { fields: clip({ scale: { x: 0.5, y: 0.5 }, rotation: 30 }), keys: moved },
  'turning and growing': {
    keys: {
      KFTypeRotation: [
        [0, 0],
        [1, 90],
      ],
      KFTypeScaleX: [
        [0, 0.3],
        [1, 0.8],
      ],
    },
  },
  fading: {
    keys: {
      KFTypeAlpha: [
        [0, 0],
        [1, 1],
      ],
    },
  },
  'fading and moved': {
    keys: {
      ...moved,
      KFTypeAlpha: [
        [0, 0.2],
        [1, 1],
      ],
    },
  },
  'half transparent and moved': { fields: clip({ scale: { x: 0.5, y: 0.5 }, alpha: 0.5 }), keys: moved },
  'flipped and moved': {
    fields: clip({ scale: { x: 0.5, y: 0.5 }, flip: { horizontal: true, vertical: true } }),
    keys: moved,
  },
  'over its blur': { refs: [BLUR] },
  'over its blur, moved': { refs: [BLUR], keys: moved },
  'over its blur, growing': {
    refs: [BLUR],
    keys: {
      KFTypeScaleX: [
        [0, 0.3],
        [1, 0.9],
      ],
    },
  },
  'over a color, moved': { refs: [canvas({ type: 'canvas_color', color: '#FF0080FF' })], keys: moved },
  'over a picture, moved': { refs: [canvas({ type: 'canvas_image', image: 'still.png' })], keys: moved },
  masked: { refs: [CIRCLE] },
  'masked and moved': { refs: [CIRCLE], keys: moved },
  'masked and growing': {
    refs: [CIRCLE],
    keys: {
      KFTypeScaleX: [
        [0, 0.3],
        [1, 0.9],
      ],
    },
  },
  'with a mask that moves': {
    refs: [CIRCLE],
    keys: {
      KFTypeCommonMaskPositionX: [
        [0, -0.5],
        [1, 0.5],
      ],
    },
  },
  'mixed and moved': { refs: [blend(MULTIPLY)], keys: moved },
  'desaturating and moved': {
    keys: {
      ...moved,
      KFTypeSaturation: [
        [0, 0],
        [1, -1],
      ],
    },
  },
  'blurred and moved': { refs: [effect('6739752823140913675')], keys: moved },
  'under an effect that opens': { refs: [effect('6706773534074491403')], keys: moved },
};
const NAMES = Object.keys(CONSTRUCTS);
const FRAMES = 20;

function sourceOf(draft: DraftKit, path: string): string {
  const size = { width: 120, height: 90 };
  return path.endsWith('png')
    ? draft.material('videos', { type: 'photo', path, ...size, duration: 10_800_000_000 })
    : draft.video(path, size);
}

/**
 * All constructs one after the other, each over blue where something lies below. Photos are drawn once where films are
 * drawn for every frame; both must look the same.
 */
async function film(path: string, track: 'lowest' | 'upper'): Promise<Frames> {
  const draft = new DraftKit();
  const blue = draft.color('#2040c0');
  const seconds = FRAMES / 30;
  if (track === 'upper')
    draft.track('video').add(blue.material, 0, seconds * NAMES.length, { extra_material_refs: blue.refs });
  const own = draft.track('video');
  for (const [index, { fields, keys = {}, refs = [] }] of Object.values(CONSTRUCTS).entries()) {
    const material = sourceOf(draft, path);
    const scaled = Object.entries(keys).map(([property, list]) =>
      keyframes(
        property,
        list.map(([at, value]) => [at * seconds, value] as const),
      ),
    );
    own.add(material, index * seconds, seconds, {
      ...SMALL,
      ...fields,
      source_timerange: { start: 0, duration: Math.round(seconds * 1e6) },
      extra_material_refs: refs.map(([list, material]) => draft.material(list, material)),
      common_keyframes: scaled,
    });
  }
  return Frames.of((await kit.render(draft.build(), { crf: 4 })).file);
}

const TRANSITIONS = oneOfEach('transitions', (id, name) => transitionRecipe(id, name).label);
const EFFECTS = oneOfEach(
  'scene-effects',
  (resourceId, name) => effectRecipe({ resourceId, effectId: '', name, params: {} })?.label,
);

/** Every transition from a clip that moves to the same, flipped and resting; 20 frames each, the middle ten are mixed. */
async function transitionFilm(path: string): Promise<Frames> {
  const draft = new DraftKit();
  const track = draft.track('video');
  const half = FRAMES / 2 / 30;
  for (const [index, { name, resourceId }] of TRANSITIONS.entries()) {
    const material = sourceOf(draft, path);
    const of = { name, resource_id: resourceId, duration: 333_333, is_overlap: false };
    const part = { source_timerange: { start: 0, duration: 333_333 } };
    const keys: Keys = [
      [0, -0.2],
      [half, 0],
    ];
    track.add(material, 2 * index * half, half, {
      ...clip(),
      ...part,
      extra_material_refs: [draft.material('transitions', of)],
      common_keyframes: [keyframes('KFTypePositionX', keys)],
    });
    const flip = { horizontal: true, vertical: true };
    track.add(material, (2 * index + 1) * half, half, { ...clip({ flip }), ...part });
  }
  return Frames.of((await kit.render(draft.build(), { crf: 4 })).file);
}

/** Names of the sliders of effects, as the files write them behind a prefix. */
const PARAMS = [
  ...['blur', 'texture', 'noise', 'speed', 'range', 'intensity', 'luminance', 'horizontal', 'vertical'],
  'distortion',
];

/** A clip that fills the canvas under every effect, its own or one over everything. */
async function effectFilm(path: string, own: boolean, amount?: number): Promise<Frames> {
  const draft = new DraftKit();
  const [track, over] = [draft.track('video'), draft.track('effect')];
  const seconds = FRAMES / 30;
  const adjust_params = PARAMS.map((param) => ({ name: `effects_adjust_${param}`, value: amount }));
  for (const [index, { name, resourceId }] of EFFECTS.entries()) {
    const used = draft.material('video_effects', {
      ...{ type: 'video_effect', resource_id: resourceId, name },
      ...(amount === undefined ? {} : { adjust_params }),
    });
    track.add(sourceOf(draft, path), index * seconds, seconds, {
      ...clip({ scale: { x: 4 / 3, y: 4 / 3 } }),
      source_timerange: { start: 0, duration: Math.round(seconds * 1e6) },
      extra_material_refs: own ? [used] : [],
    });
    if (!own) over.add(used, index * seconds, seconds);
  }
  return Frames.of((await kit.render(draft.build(), { crf: 4 })).file);
}

/** Mean difference of two frames, per sample. */
function difference(a: Frames, b: Frames, frame: number, other = frame): number {
  let sum = 0;
  let count = 0;
  for (let y = 0; y < a.height; y += 3)
    for (let x = 0; x < a.width; x += 3) {
      const [left, right] = [a.pixel(frame, x, y), b.pixel(other, x, y)];
      sum += Math.abs(left[0] - right[0]) + Math.abs(left[1] - right[1]) + Math.abs(left[2] - right[2]);
      count += 3;
    }
  return sum / count;
}

it.each(['lowest', 'upper'] as const)('a photo on the %s track looks like a film of it', async (track) => {
  const [photo, moving] = [await film('still.png', track), await film('still.mp4', track)];
  expect(photo.count).toBe(FRAMES * NAMES.length);
  const different = NAMES.flatMap((name, index) =>
    [0, 5, 10, FRAMES - 1].flatMap((at) => {
      const off = difference(photo, moving, index * FRAMES + at);
      return off > 3 ? [`${name}, frame ${at}: ${off.toFixed(1)}`] : [];
    }),
  );
  expect(different).toEqual([]);
  const keyed = NAMES.filter((name) => CONSTRUCTS[name].keys);
  const still = keyed.filter((name) => {
    const first = NAMES.indexOf(name) * FRAMES;
    return difference(photo, photo, first, first + FRAMES - 1) < 1;
  });
  expect(still).toEqual([]);
});

it('a photo changes into another one like a film of it does', async () => {
  const [photo, moving] = [await transitionFilm('still.png'), await transitionFilm('still.mp4')];
  const different = TRANSITIONS.flatMap(({ label }, index) =>
    [2, 6, 8, 10, 12, 14, 17].flatMap((at) => {
      const off = difference(photo, moving, index * FRAMES + at);
      return off > 3 ? [`${label}, frame ${at}: ${off.toFixed(1)}`] : [];
    }),
  );
  expect(different).toEqual([]);
  // Alike before and after, whatever lies between.
  const away = TRANSITIONS.flatMap(({ label }, index) =>
    [
      difference(photo, photo, 0, index * FRAMES),
      difference(photo, photo, FRAMES - 1, (index + 1) * FRAMES - 1),
    ].some((off) => off > 3)
      ? [label]
      : [],
  );
  expect(away).toEqual([]);
});

describe('effects', () => {
  let films: Record<'own' | 'over' | 'movingOwn' | 'movingOver', Frames>;
  beforeAll(async () => {
    films = {
      own: await effectFilm('still.png', true),
      over: await effectFilm('still.png', false),
      movingOwn: await effectFilm('still.mp4', true),
      movingOver: await effectFilm('still.mp4', false),
    };
  });
  const differing = (a: Frames, b: Frames, limit: number): string[] =>
    EFFECTS.flatMap(({ label }, index) =>
      [0, 5, 10, FRAMES - 1].flatMap((at) => {
        const off = difference(a, b, index * FRAMES + at);
        return off > limit ? [`${label}, frame ${at}: ${off.toFixed(1)}`] : [];
      }),
    );

  it('look alike on a photo and on a film of it', () => {
    expect(films.own.count).toBe(FRAMES * EFFECTS.length);
    expect(differing(films.own, films.movingOwn, 6)).toEqual([]);
    expect(differing(films.over, films.movingOver, 6)).toEqual([]);
  });

  it('look much alike on a clip and over everything', () => {
    expect(differing(films.own, films.over, 35)).toEqual([]);
  });

  it.each([-50, 0, 1, 100])('are drawn with all sliders at %d', async (amount) => {
    expect((await effectFilm('still.png', true, amount)).count).toBe(FRAMES * EFFECTS.length);
  });
});

it.each([-100, -1, 1, 100])('every color slider of a clip may be at %d', async (value) => {
  const draft = new DraftKit();
  const track = draft.track('video');
  for (const [index, slider] of [...SLIDERS].entries())
    track.add(sourceOf(draft, 'still.png'), index / 5, 1 / 5, {
      ...clip(),
      extra_material_refs: [draft.material('effects', { type: slider, value })],
    });
  expect((await Frames.of((await kit.render(draft.build())).file)).count).toBe(6 * SLIDERS.size);
});
