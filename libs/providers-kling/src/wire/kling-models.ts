import type { GenerationMode, ModelDescriptor, ModelPrice, PriceRate } from '@onereel/core';
import type { CurrentKind } from './kling-current';
import type { LegacyKind } from './kling-legacy';

export type KlingResolution = '720p' | '1080p' | '4k';
export type KlingMode = 'std' | 'pro' | '4k';

/** What the older API does with a model. */
export interface LegacyTraits {
  readonly kinds: readonly LegacyKind[];
  /** Quality by resolution; absent = the model has a single quality and takes no `mode`. */
  readonly modes?: Readonly<Partial<Record<KlingResolution, KlingMode>>>;
  /** Absent = no last frame. */
  readonly lastFrame?: { readonly mode?: KlingMode; readonly seconds?: number; readonly silent?: boolean };
  /** Where `camera_control` is honored. */
  readonly camera?: {
    readonly kind: LegacyKind;
    readonly mode: KlingMode;
    readonly seconds: number;
    /** Of the types of `camera_control`, only `simple` is documented for it. */
    readonly simpleOnly?: boolean;
  };
  /** Motion brush: `static_mask` and `dynamic_masks`. */
  readonly brush?: { readonly mode?: KlingMode; readonly seconds: number };
  /** Sound with the picture; `mode` = only in that quality. */
  readonly sound?: { readonly mode?: KlingMode };
  /** `cfg_scale` is taken. */
  readonly cfgScale?: boolean;
  readonly multiShot?: boolean;
}

/** What the newer API does with it. */
export interface CurrentTraits {
  /** Name in the path. */
  readonly name: string;
  readonly kinds: readonly CurrentKind[];
  readonly lastFrame?: { readonly resolution?: KlingResolution };
  readonly audio: 'switch' | 'always' | 'never' | { readonly resolution: KlingResolution };
  /** The vendor cuts to several shots unless told not to. */
  readonly multiShot?: boolean;
}

export interface KlingModel {
  readonly descriptor: ModelDescriptor;
  readonly legacy?: LegacyTraits;
  readonly current?: CurrentTraits;
}

const RATIOS = ['16:9', '9:16', '1:1'];
const FIVE_OR_TEN = [5, 10];
const ONE = { min: 0, max: 1 };
const STD_PRO = { '720p': 'std', '1080p': 'pro' } as const;
const STD_PRO_4K = { ...STD_PRO, '4k': '4k' } as const;
const TEXT_AND_IMAGE: readonly GenerationMode[] = ['text-to-video', 'image-to-video'];
const WITH_LAST: readonly GenerationMode[] = [...TEXT_AND_IMAGE, 'first-last-frame'];
const FRAMES = { first_frame: ONE, last_frame: ONE };
const T2V_I2V: readonly LegacyKind[] = ['text2video', 'image2video'];
const WORDED = { negativePrompt: true, cameraMotion: true, motionStrength: true } as const;
const PROMPT = { required: false, maxLength: 2500 };
/** In the newer API; the older one checks its own limit. */
const LONG_PROMPT = { required: false, maxLength: 3072 };
type ByResolution = Readonly<Record<string, number>>;

/** Silent first: sound is off unless it is asked for. `loud` absent = sound has no documented price. */
const usd = (silent: ByResolution, loud: ByResolution = {}): ModelPrice =>
  listPrice('USD', [...ratesOf(silent, false), ...ratesOf(loud, true)]);

const ratesOf = (prices: ByResolution, audio?: boolean): PriceRate[] =>
  Object.entries(prices).map(([resolution, perSecond]) => ({
    resolution,
    ...(audio !== undefined && { audio }),
    perSecond,
  }));

const listPrice = (currency: string, rates: readonly PriceRate[]): ModelPrice => ({
  currency,
  perSecond: Math.min(...rates.map(({ perSecond }) => perSecond)),
  rates,
});

/** Fields every row shares. */
const describe = (
  id: string,
  title: string,
  rest: Omit<ModelDescriptor, 'id' | 'title' | 'vendorModel' | 'supports' | 'prompt'> &
    Partial<Pick<ModelDescriptor, 'supports' | 'prompt' | 'vendorModel'>>,
): ModelDescriptor => ({
  id,
  title,
  vendorModel: id,
  prompt: PROMPT,
  supports: WORDED,
  durations: FIVE_OR_TEN,
  defaultDuration: 5,
  ...rest,
});

/**
 * Kling's models and their limits, as documented in November 2026. Prices are list prices per second;
 * models without one have no documented price per second.
 */
export const KLING_MODELS: readonly KlingModel[] = [
  {
    descriptor: describe('kling-v3', 'Kling 3.0', {
      prompt: LONG_PROMPT,
      aliases: ['kling-3.0', 'kling-v3.0'],
      modes: WITH_LAST,
      durations: { min: 3, max: 15, step: 1 },
      aspectRatios: RATIOS,
      resolutions: ['720p', '1080p', '4k'],
      inputs: FRAMES,
      supports: { ...WORDED, audio: true },
      price: usd({ '720p': 0.084, '1080p': 0.112, '4k': 0.42 }, { '720p': 0.126, '1080p': 0.168 }),
    }),
    legacy: { kinds: T2V_I2V, modes: STD_PRO_4K, lastFrame: {}, sound: {}, multiShot: true },
    current: {
      name: 'kling-3.0',
      kinds: ['text-to-video', 'image-to-video'],
      lastFrame: {},
      audio: 'switch',
      multiShot: true,
    },
  },
  {
    descriptor: describe('kling-3.0-turbo', 'Kling 3.0 Turbo', {
      prompt: LONG_PROMPT,
      aliases: ['kling-v3-turbo'],
      modes: TEXT_AND_IMAGE,
      durations: { min: 3, max: 15, step: 1 },
      aspectRatios: RATIOS,
      resolutions: ['720p', '1080p'],
      inputs: { first_frame: ONE },
      supports: { ...WORDED, audio: true },
      price: listPrice('CNY', ratesOf({ '720p': 0.8, '1080p': 1 })),
    }),
    current: {
      name: 'kling-3.0-turbo',
      kinds: ['text-to-video', 'image-to-video'],
      audio: 'always',
      multiShot: true,
    },
  },
  {
    descriptor: describe('kling-v3-omni', 'Kling 3.0 Omni', {
      prompt: LONG_PROMPT,
      aliases: ['kling-3.0-omni'],
      modes: [...WITH_LAST, 'reference-to-video'],
      durations: { min: 3, max: 15, step: 1 },
      aspectRatios: RATIOS,
      resolutions: ['720p', '1080p'],
      inputs: { ...FRAMES, reference: { min: 0, max: 7 } },
      supports: { ...WORDED, audio: true },
    }),
    current: {
      name: 'kling-3.0-omni',
      kinds: ['omni-video'],
      lastFrame: {},
      audio: 'switch',
    },
  },
  {
    descriptor: describe('kling-video-o1', 'Kling O1', {
      aliases: ['kling-o1'],
      modes: [...WITH_LAST, 'reference-to-video'],
      durations: { min: 3, max: 10, step: 1 },
      aspectRatios: RATIOS,
      resolutions: ['720p', '1080p'],
      inputs: { ...FRAMES, reference: { min: 0, max: 7 } },
    }),
    current: { name: 'kling-o1', kinds: ['omni-video'], lastFrame: {}, audio: 'never' },
  },
  {
    descriptor: describe('kling-v2-6', 'Kling 2.6', {
      aliases: ['kling-2.6', 'kling-v2.6'],
      modes: WITH_LAST,
      aspectRatios: RATIOS,
      resolutions: ['720p', '1080p'],
      inputs: FRAMES,
      supports: { ...WORDED, audio: true },
      price: usd({ '720p': 0.042, '1080p': 0.07 }),
    }),
    legacy: {
      kinds: T2V_I2V,
      modes: STD_PRO,
      lastFrame: { mode: 'pro', silent: true },
      sound: { mode: 'pro' },
    },
    current: {
      name: 'kling-2.6',
      kinds: ['text-to-video', 'image-to-video'],
      lastFrame: { resolution: '1080p' },
      audio: { resolution: '1080p' },
    },
  },
  {
    descriptor: describe('kling-v2-5-turbo', 'Kling 2.5 Turbo', {
      aliases: ['kling-2.5-turbo', 'kling-v2.5-turbo'],
      modes: WITH_LAST,
      aspectRatios: RATIOS,
      resolutions: ['720p', '1080p'],
      inputs: FRAMES,
      price: listPrice('USD', ratesOf({ '720p': 0.042, '1080p': 0.07 })),
    }),
    legacy: { kinds: T2V_I2V, modes: STD_PRO, lastFrame: { mode: 'pro' } },
    current: {
      name: 'kling-2.5-turbo',
      kinds: ['text-to-video', 'image-to-video'],
      lastFrame: { resolution: '1080p' },
      audio: 'never',
    },
  },
  {
    descriptor: describe('kling-v2-1-master', 'Kling 2.1 Master', {
      aliases: ['kling-v2.1-master'],
      modes: TEXT_AND_IMAGE,
      aspectRatios: RATIOS,
      resolutions: ['1080p'],
      inputs: { first_frame: ONE },
      deprecatedOn: '2026-09-30',
    }),
    legacy: { kinds: T2V_I2V },
  },
  {
    descriptor: describe('kling-v2-1', 'Kling 2.1', {
      aliases: ['kling-v2.1'],
      modes: ['image-to-video', 'first-last-frame'],
      resolutions: ['720p', '1080p'],
      inputs: FRAMES,
    }),
    legacy: { kinds: ['image2video'], modes: STD_PRO, lastFrame: { mode: 'pro' } },
  },
  {
    descriptor: describe('kling-v2-master', 'Kling 2.0 Master', {
      modes: TEXT_AND_IMAGE,
      aspectRatios: RATIOS,
      resolutions: ['720p'],
      inputs: { first_frame: ONE },
    }),
    legacy: { kinds: T2V_I2V },
  },
  {
    descriptor: describe('kling-v1-6', 'Kling 1.6', {
      aliases: ['kling-v1.6'],
      modes: [...WITH_LAST, 'reference-to-video', 'video-extend'],
      aspectRatios: RATIOS,
      resolutions: ['720p', '1080p'],
      inputs: { ...FRAMES, reference: { min: 0, max: 4 } },
    }),
    legacy: {
      kinds: [...T2V_I2V, 'multi-image2video', 'video-extend'],
      modes: STD_PRO,
      lastFrame: { mode: 'pro' },
      cfgScale: true,
    },
  },
  {
    descriptor: describe('kling-v1-5', 'Kling 1.5', {
      aliases: ['kling-v1.5'],
      modes: ['image-to-video', 'first-last-frame', 'video-extend'],
      resolutions: ['720p', '1080p'],
      inputs: FRAMES,
    }),
    legacy: {
      kinds: ['image2video', 'video-extend'],
      modes: STD_PRO,
      lastFrame: { mode: 'pro' },
      camera: { kind: 'image2video', mode: 'pro', seconds: 5, simpleOnly: true },
      brush: { mode: 'pro', seconds: 5 },
      cfgScale: true,
    },
  },
  {
    descriptor: describe('kling-v1', 'Kling 1.0', {
      modes: [...WITH_LAST, 'video-extend'],
      aspectRatios: RATIOS,
      resolutions: ['720p'],
      inputs: FRAMES,
    }),
    legacy: {
      kinds: [...T2V_I2V, 'video-extend'],
      modes: { '720p': 'std' },
      lastFrame: { seconds: 5 },
      camera: { kind: 'text2video', mode: 'std', seconds: 5 },
      brush: { seconds: 5 },
      cfgScale: true,
    },
  },
];

const BY_NAME = new Map(
  KLING_MODELS.flatMap((model) => {
    const { id, aliases = [] } = model.descriptor;
    return [id, ...aliases].map((name) => [name, model] as const);
  }),
);

/** By our id, an alias or the vendor's name. */
export const findKlingModel = (name: string): KlingModel | undefined => BY_NAME.get(name);
