import type { InputRole } from '@onereel/core';

/** What this API documents about one of its models. */
export interface VideoCreateModel {
  readonly name: string;
  /** Takes `aspect_ratio`, 16:9 or 9:16. */
  readonly aspectRatio: boolean;
  /** What each of `images` is for, in order; as many as there are roles. */
  readonly images: readonly InputRole[];
}

export const ASPECT_RATIOS = ['16:9', '9:16'] as const;

const row = (name: string, aspectRatio: boolean, ...images: InputRole[]): VideoCreateModel => ({
  name,
  aspectRatio,
  images,
});

/** The model table of the API. Which provider serves a name is the router's business. */
export const VIDEO_CREATE_MODELS: readonly VideoCreateModel[] = [
  row('veo2', false),
  row('veo2-fast', false),
  row('veo2-pro', false),
  row('veo2-fast-frames', false, 'first_frame', 'last_frame'),
  row('veo2-fast-components', false, 'reference', 'reference', 'reference'),
  row('veo3', true),
  row('veo3-fast', true),
  row('veo3-pro', true),
  row('veo3-pro-frames', true, 'first_frame'),
  row('veo3.1', true),
  row('veo3.1-fast', true),
];

/** `undefined` for other models of this gateway: their own limits apply. */
export const videoCreateModel = (name: string): VideoCreateModel | undefined =>
  VIDEO_CREATE_MODELS.find((model) => model.name === name.toLowerCase());
