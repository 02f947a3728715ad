import type { GenerationMode, ModelDescriptor } from '@onereel/core';
import { MAX_VISUAL_PROMPT, REQ_KEYS, VISUAL_RATIOS } from './req-key-table';

/** What the visual API does with a model. */
export interface VisualTraits {
  /** The keys it may be sent under, the preferred ones first. */
  readonly reqKeys: readonly string[];
}

/** What Ark does with a model. */
export interface ArkTraits {
  /** Makes sound unless told not to; absent = always silent. */
  readonly sound?: boolean;
}

export interface JimengModel {
  readonly descriptor: ModelDescriptor;
  readonly visual?: VisualTraits;
  readonly ark?: ArkTraits;
}

const ONE = { min: 0, max: 1 };
const REQUIRED = { min: 1, max: 1 };
const FIVE_OR_TEN = { durations: [5, 10], defaultDuration: 5 };
const WORDED = { negativePrompt: true, cameraMotion: true, motionStrength: true, seed: true } as const;
const FRAME_MODES: readonly GenerationMode[] = ['image-to-video', 'first-last-frame'];
const cny = (perSecond: number): ModelDescriptor['price'] => ({ currency: 'CNY', perSecond });

type Rest = Omit<ModelDescriptor, 'id' | 'title' | 'supports' | 'vendorModel'> & {
  readonly reqKeys?: string[];
};

/** A row of the visual API. Prices are list prices per second, as of November 2026. */
function visual(id: string, title: string, { reqKeys = [id], prompt, ...rest }: Rest): JimengModel {
  return {
    descriptor: {
      id,
      title,
      vendorModel: reqKeys[0],
      prompt: { required: prompt?.required ?? false, maxLength: MAX_VISUAL_PROMPT },
      supports: WORDED,
      ...(reqKeys.some((key) => REQ_KEYS[key].frames) && FIVE_OR_TEN),
      ...(rest.modes.includes('text-to-video') && { aspectRatios: VISUAL_RATIOS }),
      ...rest,
    },
    visual: { reqKeys },
  };
}

const V30 = [
  'jimeng_t2v_v30',
  'jimeng_t2v_v30_1080p',
  'jimeng_i2v_first_v30',
  'jimeng_i2v_first_v30_1080',
  'jimeng_i2v_first_tail_v30',
  'jimeng_i2v_first_tail_v30_1080',
  'jimeng_i2v_recamera_v30',
];
const FIRST_AND_LAST = { first_frame: REQUIRED, last_frame: REQUIRED };

/** The whole families first; below them one row per key, for clients that name it. */
const VISUAL_MODELS: readonly JimengModel[] = [
  visual('jimeng-3.0', 'Jimeng 3.0', {
    aliases: ['jimeng_v30', 'jimeng-v30', 'jimeng'],
    reqKeys: V30,
    modes: ['text-to-video', ...FRAME_MODES],
    resolutions: ['720p', '1080p'],
    inputs: { first_frame: ONE, last_frame: ONE },
    price: {
      currency: 'CNY',
      perSecond: 0.28,
      rates: [
        { resolution: '720p', perSecond: 0.28 },
        { resolution: '1080p', perSecond: 0.63 },
      ],
    },
  }),
  visual('jimeng-3.0-pro', 'Jimeng 3.0 Pro', {
    aliases: ['jimeng_ti2v_v30_pro', 'jimeng_v30_pro', 'jimeng-v30-pro'],
    reqKeys: ['jimeng_ti2v_v30_pro'],
    modes: ['text-to-video', 'image-to-video'],
    resolutions: ['1080p'],
    inputs: { first_frame: ONE },
    price: cny(1),
  }),
  visual('jimeng-s2.0-pro', 'Jimeng S2.0 Pro', {
    aliases: ['jimeng_vgfm_t2v_l20', 'jimeng_vgfm_i2v_l20'],
    reqKeys: ['jimeng_vgfm_t2v_l20', 'jimeng_vgfm_i2v_l20'],
    modes: ['text-to-video', 'image-to-video'],
    inputs: { first_frame: ONE },
    price: cny(0.65),
  }),
  visual('jimeng_t2v_v30', 'Jimeng 3.0, text, 720p', {
    modes: ['text-to-video'],
    prompt: { required: true },
    resolutions: ['720p'],
    price: cny(0.28),
  }),
  visual('jimeng_t2v_v30_1080p', 'Jimeng 3.0, text, 1080p', {
    modes: ['text-to-video'],
    prompt: { required: true },
    resolutions: ['1080p'],
    price: cny(0.63),
  }),
  visual('jimeng_i2v_first_v30', 'Jimeng 3.0, first frame, 720p', {
    modes: ['image-to-video'],
    resolutions: ['720p'],
    inputs: { first_frame: REQUIRED },
    price: cny(0.28),
  }),
  visual('jimeng_i2v_first_v30_1080', 'Jimeng 3.0, first frame, 1080p', {
    modes: ['image-to-video'],
    resolutions: ['1080p'],
    inputs: { first_frame: REQUIRED },
    price: cny(0.63),
  }),
  visual('jimeng_i2v_first_tail_v30', 'Jimeng 3.0, first and last frame, 720p', {
    modes: ['first-last-frame'],
    resolutions: ['720p'],
    inputs: FIRST_AND_LAST,
    price: cny(0.28),
  }),
  visual('jimeng_i2v_first_tail_v30_1080', 'Jimeng 3.0, first and last frame, 1080p', {
    modes: ['first-last-frame'],
    resolutions: ['1080p'],
    inputs: FIRST_AND_LAST,
    price: cny(0.63),
  }),
  visual('jimeng_i2v_recamera_v30', 'Jimeng 3.0, camera move, 720p', {
    modes: ['image-to-video'],
    resolutions: ['720p'],
    inputs: { first_frame: REQUIRED },
    price: cny(0.28),
  }),
];

const TEXT_FIRST: readonly GenerationMode[] = ['text-to-video', 'image-to-video'];
const FRAMES = { first_frame: ONE, last_frame: ONE };
const WITH_REFERENCES: Pick<ModelDescriptor, 'modes' | 'inputs'> = {
  modes: [...TEXT_FIRST, 'first-last-frame', 'reference-to-video', 'video-extend'],
  inputs: { ...FRAMES, reference: { min: 0, max: 9 }, source_video: { min: 0, max: 3 } },
};
const HD = ['480p', '720p', '1080p'];

/** A row of Ark. It bills by tokens, which have no list price per second. */
function seedance(
  version: string,
  date: string,
  seconds: readonly [min: number, max: number],
  rest: Pick<ModelDescriptor, 'modes' | 'inputs'> & Partial<ModelDescriptor>,
  traits: ArkTraits = {},
): JimengModel {
  const vendorModel = `doubao-seedance-${version}-${date}`;
  return {
    descriptor: {
      id: `seedance-${version}`,
      title: `Seedance ${version.replace('-', '.').replaceAll('-', ' ')}`,
      vendorModel,
      aliases: [vendorModel, `doubao-seedance-${version}`],
      prompt: { required: false },
      supports: { ...WORDED, ...(traits.sound && { audio: true }) },
      durations: { min: seconds[0], max: seconds[1], step: 1 },
      defaultDuration: 5,
      aspectRatios: VISUAL_RATIOS,
      resolutions: HD,
      ...rest,
    },
    ark: traits,
  };
}

const SOUND: ArkTraits = { sound: true };
const SEEDANCE_MODELS: readonly JimengModel[] = [
  seedance('2-5', '260628', [4, 30], WITH_REFERENCES, SOUND),
  seedance('2-0', '260128', [4, 15], WITH_REFERENCES, SOUND),
  seedance('2-0-fast', '260128', [4, 15], { ...WITH_REFERENCES, resolutions: ['480p', '720p'] }, SOUND),
  seedance('2-0-mini', '260615', [4, 15], WITH_REFERENCES, SOUND),
  seedance(
    '1-5-pro',
    '251215',
    [4, 12],
    { modes: [...TEXT_FIRST, 'first-last-frame'], inputs: FRAMES },
    SOUND,
  ),
  seedance('1-0-pro', '250528', [2, 12], { modes: [...TEXT_FIRST, 'first-last-frame'], inputs: FRAMES }),
  seedance('1-0-pro-fast', '251015', [2, 12], { modes: TEXT_FIRST, inputs: { first_frame: ONE } }),
  seedance('1-0-lite-t2v', '250428', [2, 12], { modes: ['text-to-video'] }),
  seedance('1-0-lite-i2v', '250428', [2, 12], {
    modes: [...FRAME_MODES, 'reference-to-video'],
    inputs: { ...FRAMES, reference: { min: 0, max: 4 } },
  }),
];

/** Models of both ways, the visual API's first. */
export const JIMENG_MODELS: readonly JimengModel[] = [...VISUAL_MODELS, ...SEEDANCE_MODELS];

const BY_ID = new Map(JIMENG_MODELS.map((model) => [model.descriptor.id, model]));

export const findJimengModel = (id: string): JimengModel | undefined => BY_ID.get(id);

/** Ids of the rows that one way serves. */
export const modelsOver = (way: 'visual' | 'ark'): readonly string[] =>
  JIMENG_MODELS.filter((model) => model[way]).map(({ descriptor }) => descriptor.id);
