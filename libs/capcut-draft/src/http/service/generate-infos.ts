import { GatewayError } from '@onereel/core';
import type {
  CapcutMateAudioInfosBody,
  CapcutMateCaptionInfosBody,
  CapcutMateEffectInfosBody,
  CapcutMateFilterInfosBody,
  CapcutMateImageInfosBody,
  CapcutMateKeyframesInfosBody,
  CapcutMateTimeSpan,
  CapcutMateVideoInfosBody,
} from '../dto/generators.dto';

type Item = Record<string, unknown>;

/** The generator routes: lists zipped into the JSON text the add routes take. The shortest list decides; unset keys are left out. */
export const generateInfos = {
  audio: (body: CapcutMateAudioInfosBody): string =>
    infos(body.timelines, body.mp3_urls, (audio_url) => ({
      audio_url,
      ...given(body, ['audio_effect', 'volume']),
    })),

  video: (body: CapcutMateVideoInfosBody): string =>
    infos(body.timelines, body.video_urls, (video_url, _, span) => ({
      video_url,
      duration: span.end - span.start,
      ...given(body, ['width', 'height', 'mask', 'transition', 'transition_duration', 'volume']),
    })),

  image: (body: CapcutMateImageInfosBody): string =>
    infos(body.timelines, body.imgs, (image_url, i) => ({
      image_url,
      ...given(body, ['width', 'height', ...LENGTHS]),
      ...Object.fromEntries(
        NAMES.filter((name) => body[name]).map((name) => [name, byPosition(body[name] as string, i)]),
      ),
    })),

  caption: (body: CapcutMateCaptionInfosBody): string =>
    infos(body.timelines, body.texts, (text, i) => ({
      text,
      ...(body.keywords && { keyword: body.keywords[i] ?? '' }),
      ...given(body, ['font_size', ...KEYWORD_KEYS, ...NAMES, ...LENGTHS]),
    })),

  effect: (body: CapcutMateEffectInfosBody): string =>
    infos(body.timelines, body.effects, (effect_title) => ({ effect_title })),

  filter: (body: CapcutMateFilterInfosBody): string => {
    const filters = body.intensities ? body.filters.slice(0, body.intensities.length) : body.filters;
    return infos(body.timelines, filters, (filter_title, i) => ({
      filter_title,
      intensity: clamp(body.intensities?.[i] ?? 100),
    }));
  },

  keyframes: (body: CapcutMateKeyframesInfosBody): string => {
    const offsets = numbers('offsets', body.offsets);
    const values = numbers('values', body.values);
    if (offsets.length !== values.length) {
      throw new GatewayError('invalid_parameter', {
        param: 'values',
        message: `values: there are ${values.length}, but ${offsets.length} offsets; send as many of one as of the other.`,
      });
    }
    const scale = ctypeScale(body);
    return JSON.stringify(
      body.segment_infos.flatMap(({ id, start, end }) =>
        offsets.map((percent, i) => ({
          offset: Math.trunc(((end - start) * percent) / 100),
          property: body.ctype,
          segment_id: id,
          value: (values[i] as number) / scale,
        })),
      ),
    );
  },
};

const NAMES = ['in_animation', 'loop_animation', 'out_animation', 'transition'] as const;
const LENGTHS = [
  'in_animation_duration',
  'loop_animation_duration',
  'out_animation_duration',
  'transition_duration',
] as const;
const KEYWORD_KEYS = [
  'keyword_color',
  'keyword_border_color',
  'keyword_font',
  'keyword_font_size',
  'keyword_has_shadow',
  'keyword_shadow_info',
] as const;

function infos(
  timelines: readonly CapcutMateTimeSpan[],
  list: readonly string[],
  item: (value: string, index: number, span: CapcutMateTimeSpan) => Item,
): string {
  const length = Math.min(timelines.length, list.length);
  const made = Array.from({ length }, (_, i) => {
    const span = timelines[i] as CapcutMateTimeSpan;
    const { start, end } = span;
    return { ...item(list[i] as string, i, span), start, end };
  });
  return JSON.stringify(made);
}

function given(body: object, keys: readonly string[]): Item {
  const values = body as Item;
  return Object.fromEntries(
    keys.filter((key) => values[key] !== undefined && values[key] !== '').map((key) => [key, values[key]]),
  );
}

/** `A|B|C` given out by position; the last one repeats. */
function byPosition(names: string, index: number): string {
  const list = names.split('|').map((name) => name.trim());
  return list[Math.min(index, list.length - 1)] as string;
}

function numbers(param: string, text: string): number[] {
  const list = text.split('|').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (list.some((value) => !Number.isFinite(value))) {
    throw new GatewayError('invalid_parameter', {
      param,
      message: `${param}: "${text.slice(0, 40)}" must be numbers separated by |, e.g. 0|50|100.`,
    });
  }
  return list;
}

function ctypeScale({ ctype, width, height }: CapcutMateKeyframesInfosBody): number {
  if (ctype === 'KFTypePositionX') return width || 1;
  if (ctype === 'KFTypePositionY') return height || 1;
  return 1;
}

function clamp(intensity: number): number {
  return Math.min(100, Math.max(0, intensity));
}
