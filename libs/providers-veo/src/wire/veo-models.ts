import type { GenerationMode, ModelDescriptor, ModelPrice } from '@onereel/core';
import type { VeoTransportName } from './veo-transports';

export interface VeoModel {
  readonly descriptor: ModelDescriptor;
  /** What each transport calls it; absent = the transport does not serve it. */
  readonly names: Readonly<Partial<Record<VeoTransportName, string>>>;
}

const ONE = { min: 0, max: 1 };
const RATIOS = ['16:9', '9:16'];
const SECONDS = [4, 6, 8];
const WORDED = {
  negativePrompt: true,
  cameraMotion: true,
  motionStrength: true,
  enhancePrompt: true,
} as const;
const PROMPT = { required: false, maxLength: 4000 };
const ALL_MODES: readonly GenerationMode[] = [
  'text-to-video',
  'image-to-video',
  'first-last-frame',
  'reference-to-video',
  'video-extend',
];
type Rates = Readonly<Record<string, readonly [loud: number, silent: number]>>;

/** By resolution, with sound first: it is on unless it is turned off. */
function usd(rates: Rates): ModelPrice {
  const rows = Object.entries(rates).flatMap(([resolution, [loud, silent]]) => [
    { resolution, audio: true, perSecond: loud },
    { resolution, audio: false, perSecond: silent },
  ]);
  return { currency: 'USD', perSecond: Math.min(...rows.map(({ perSecond }) => perSecond)), rates: rows };
}

/** What the models of Google's own API share. */
const current = (
  id: string,
  title: string,
  rest: Pick<ModelDescriptor, 'aliases' | 'modes' | 'resolutions' | 'inputs' | 'price' | 'vendorModel'>,
): ModelDescriptor => ({
  id,
  title,
  durations: SECONDS,
  defaultDuration: 8,
  aspectRatios: RATIOS,
  prompt: PROMPT,
  maxCount: 4,
  supports: { ...WORDED, seed: true, audio: true, upsample: true },
  ...rest,
});

/** A model that only the `/v1/video/create` relays name: eight seconds, no choice of resolution. */
const relayed = (
  id: string,
  title: string,
  rest: Partial<Pick<ModelDescriptor, 'modes' | 'inputs' | 'aspectRatios'>> = {},
): VeoModel => ({
  descriptor: {
    id,
    title,
    vendorModel: id,
    modes: ['text-to-video'],
    prompt: { ...PROMPT, required: true },
    supports: { ...WORDED, upsample: true },
    ...rest,
  },
  names: { 'relay-video-create': id },
});

const EVERY_INPUT: ModelDescriptor['inputs'] = {
  first_frame: ONE,
  last_frame: ONE,
  reference: { min: 0, max: 3 },
  source_video: ONE,
};

/**
 * Veo's models and their limits, as documented in November 2026. Prices are Google's list
 * prices; relays have their own. Names
 * that clients of relays use are aliases of the model they mean, so that any transport can serve them.
 */
export const VEO_MODELS: readonly VeoModel[] = [
  {
    descriptor: current('veo-3.1', 'Veo 3.1', {
      aliases: ['veo-3.1-generate-001', 'veo-3.1-generate-preview', 'veo_3_1', 'veo3.1'],
      vendorModel: 'veo-3.1-generate-001',
      modes: ALL_MODES,
      resolutions: ['720p', '1080p', '4k'],
      inputs: EVERY_INPUT,
      price: usd({ '720p': [0.4, 0.2], '1080p': [0.4, 0.2], '4k': [0.6, 0.4] }),
    }),
    names: {
      vertex: 'veo-3.1-generate-001',
      gemini: 'veo-3.1-generate-preview',
      'relay-openai': 'veo_3_1',
      'relay-video-create': 'veo3.1',
    },
  },
  {
    descriptor: current('veo-3.1-fast', 'Veo 3.1 Fast', {
      aliases: ['veo-3.1-fast-generate-001', 'veo-3.1-fast-generate-preview', 'veo_3_1-fast', 'veo3.1-fast'],
      vendorModel: 'veo-3.1-fast-generate-001',
      modes: ALL_MODES,
      resolutions: ['720p', '1080p', '4k'],
      inputs: EVERY_INPUT,
      price: usd({ '720p': [0.1, 0.08], '1080p': [0.12, 0.1], '4k': [0.3, 0.25] }),
    }),
    names: {
      vertex: 'veo-3.1-fast-generate-001',
      gemini: 'veo-3.1-fast-generate-preview',
      'relay-openai': 'veo_3_1-fast',
      'relay-video-create': 'veo3.1-fast',
    },
  },
  {
    descriptor: current('veo-3.1-lite', 'Veo 3.1 Lite', {
      aliases: ['veo-3.1-lite-generate-001', 'veo-3.1-lite-generate-preview', 'veo_3_1-lite'],
      vendorModel: 'veo-3.1-lite-generate-001',
      modes: ['text-to-video', 'image-to-video', 'first-last-frame'],
      resolutions: ['720p', '1080p'],
      inputs: { first_frame: ONE, last_frame: ONE },
      price: usd({ '720p': [0.05, 0.03], '1080p': [0.08, 0.05] }),
    }),
    names: {
      vertex: 'veo-3.1-lite-generate-001',
      gemini: 'veo-3.1-lite-generate-preview',
      'relay-openai': 'veo_3_1-lite',
    },
  },
  relayed('veo3', 'Veo 3 (relay)', { aspectRatios: RATIOS }),
  relayed('veo3-fast', 'Veo 3 Fast (relay)', { aspectRatios: RATIOS }),
  relayed('veo3-pro', 'Veo 3 Pro (relay)', { aspectRatios: RATIOS }),
  relayed('veo3-pro-frames', 'Veo 3 Pro with a first frame (relay)', {
    aspectRatios: RATIOS,
    modes: ['text-to-video', 'image-to-video'],
    inputs: { first_frame: ONE },
  }),
  relayed('veo2', 'Veo 2 (relay)'),
  relayed('veo2-fast', 'Veo 2 Fast (relay)'),
  relayed('veo2-pro', 'Veo 2 Pro (relay)'),
  relayed('veo2-fast-frames', 'Veo 2 Fast with frames (relay)', {
    modes: ['text-to-video', 'image-to-video', 'first-last-frame'],
    inputs: { first_frame: ONE, last_frame: ONE },
  }),
  relayed('veo2-fast-components', 'Veo 2 Fast with elements (relay)', {
    modes: ['text-to-video', 'reference-to-video'],
    inputs: { reference: { min: 0, max: 3 } },
  }),
];

const BY_ID = new Map(VEO_MODELS.map((model) => [model.descriptor.id, model]));

export const findVeoModel = (id: string): VeoModel | undefined => BY_ID.get(id);

/** Ids of the models a transport serves. */
export const servedBy = (transport: VeoTransportName): readonly string[] =>
  VEO_MODELS.filter(({ names }) => names[transport] !== undefined).map(({ descriptor }) => descriptor.id);
