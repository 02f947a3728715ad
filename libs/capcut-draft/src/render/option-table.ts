import { PREVIEW_FORMATS } from './preview-formats';
import { RENDER_FORMATS, VIDEO_CODECS } from './output-formats';
import { QUALITY_NAMES } from './quality';
import type { RenderOptions } from './render-options';
import type { Thumbnail } from './thumbnail';
import { type Watermark, WATERMARK_DEFAULTS, WATERMARK_POSITIONS } from './watermark';

/** What a value must be. Ranges are inclusive. */
export type OptionRule =
  | { readonly kind: 'number'; readonly min: number; readonly max: number; readonly unit?: string }
  | { readonly kind: 'integer'; readonly min: number; readonly max: number; readonly unit?: string }
  | { readonly kind: 'choice'; readonly values: readonly string[] }
  | { readonly kind: 'flag' };

/** One option of a render, the same over HTTP and on the command line. */
export type OptionRow<Options> = OptionRule & {
  /** Name in a request; on the command line with dashes. */
  readonly field: string;
  /** What it sets. */
  readonly option: keyof Options & string;
  readonly about: string;
  readonly default?: string | number | boolean;
};

/** The longest moment that is taken, seconds. */
export const LONGEST_SECONDS = 43_200;
const SIDE = { kind: 'integer', min: 16, max: 7680, unit: 'pixels' } as const;
const MOMENT = { kind: 'number', min: 0, max: LONGEST_SECONDS, unit: 'seconds' } as const;

export const OPTION_ROWS: readonly OptionRow<RenderOptions>[] = [
  {
    ...{ field: 'format', option: 'format', kind: 'choice', values: RENDER_FORMATS },
    about: 'Default: what the codec is kept in, else mp4.',
  },
  {
    ...{ field: 'codec', option: 'codec', kind: 'choice', values: VIDEO_CODECS },
    about: 'mp4: h264, h265, av1. webm: vp9, av1. mov: prores, h264, h265. The first is the default.',
  },
  {
    ...{ field: 'preset', option: 'quality', kind: 'choice', values: QUALITY_NAMES },
    ...{ about: 'How much time to spend.', default: 'balanced' },
  },
  {
    ...{ field: 'width', option: 'width', ...SIDE },
    about: 'Pixels; one side alone keeps the shape. Default: the canvas.',
  },
  { field: 'height', option: 'height', ...SIDE, about: 'Pixels.' },
  {
    ...{ field: 'scale', option: 'scale', kind: 'number', min: 0.05, max: 4 },
    about: 'Factor on the canvas.',
  },
  {
    ...{ field: 'fps', option: 'fps', kind: 'number', min: 1, max: 120, unit: 'frames per second' },
    about: 'Default: the draft’s.',
  },
  {
    ...{ field: 'crf', option: 'crf', kind: 'integer', min: 0, max: 63 },
    about: 'Quality, lower is better: to 51 for h264 and h265, to 63 for vp9 and av1.',
  },
  {
    ...{ field: 'bitrate_kbps', option: 'videoKbps', kind: 'integer', min: 50, max: 200_000 },
    about: 'Instead of `crf`: average of the picture.',
  },
  {
    ...{ field: 'audio_bitrate_kbps', option: 'audioKbps', kind: 'integer', min: 32, max: 320 },
    about: 'Of the sound.',
  },
  {
    ...{ field: 'strict', option: 'strict', kind: 'flag' },
    ...{ about: 'Refuse when something would be skipped.', default: false },
  },
];

/** Fields of `range`. */
export const RANGE_ROWS: readonly OptionRow<RenderOptions>[] = [
  { field: 'start', option: 'startSeconds', ...MOMENT, about: 'Seconds; default 0.' },
  { field: 'end', option: 'endSeconds', ...MOMENT, about: 'Seconds; default the end of the draft.' },
];

/** Fields of `watermark` beside its picture or text. */
export const WATERMARK_ROWS: readonly OptionRow<Watermark>[] = [
  {
    ...{ field: 'position', option: 'position', kind: 'choice', values: WATERMARK_POSITIONS },
    ...{ about: 'Where it stands.', default: 'bottom-right' },
  },
  {
    ...{ field: 'scale', option: 'scale', kind: 'number', min: 0.01, max: 1 },
    about: `Width of the picture as a share of the film (default ${WATERMARK_DEFAULTS.imageScale}), or height of a line of text as a share of its height (default ${WATERMARK_DEFAULTS.textScale}).`,
  },
  {
    ...{ field: 'opacity', option: 'opacity', kind: 'number', min: 0, max: 1 },
    ...{ about: 'Opacity.', default: WATERMARK_DEFAULTS.opacity },
  },
  {
    ...{ field: 'margin', option: 'margin', kind: 'number', min: 0, max: 0.4 },
    ...{
      about: 'Distance from the edges as a share of the shorter side.',
      default: WATERMARK_DEFAULTS.margin,
    },
  },
];

/** Fields of `thumbnail`. */
export const THUMBNAIL_ROWS: readonly OptionRow<Thumbnail>[] = [
  {
    ...{ field: 'at', option: 'atSeconds', ...MOMENT },
    about: 'Moment of the draft in seconds. Default: the first frame that is not black.',
  },
  {
    ...{ field: 'format', option: 'format', kind: 'choice', values: PREVIEW_FORMATS },
    ...{ about: 'Kind of picture.', default: 'jpeg' },
  },
  {
    ...{ field: 'width', option: 'width', ...SIDE },
    about: 'Pixels; the shape is kept. Default: the film.',
  },
];
