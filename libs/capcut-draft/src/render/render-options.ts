import { BT709, evenUp, type OutputSettings, type VideoCodec } from '../plan/output-settings';
import type { FrameRate, Timeline } from '../timeline/timeline';
import { codecOf, type RenderFormat } from './output-formats';
import type { QualityName } from './quality';
import { crfFor, encoderPresetFor } from './quality';

/** What may be asked of a render beyond the draft itself. */
export interface RenderOptions {
  /** Pixels; one alone keeps the proportions. Default: the canvas. */
  readonly width?: number;
  readonly height?: number;
  /** Instead of a size: factor on the canvas. */
  readonly scale?: number;
  /** Default: the draft's. */
  readonly fps?: number;
  /** Default: the format's first. */
  readonly codec?: VideoCodec;
  /** Scale of the codec; default by codec and quality. */
  readonly crf?: number;
  /** Instead of `crf`: average of the picture, kilobits per second. */
  readonly videoKbps?: number;
  /** Kilobits per second; default by format. */
  readonly audioKbps?: number;
  /** How much time to spend on the picture; default `balanced`. */
  readonly quality?: QualityName;
  /** Encoder preset name, for those who know their encoder; default by quality. */
  readonly preset?: string;
  /** Default: what the codec is kept in, otherwise `mp4`. `gif` has no sound; `m4a`, `mp3` and `wav` no picture. */
  readonly format?: RenderFormat;
  /** Part of the film, seconds. */
  readonly startSeconds?: number;
  readonly endSeconds?: number;
  /** Refuse before rendering when something would be skipped. */
  readonly strict?: boolean;
  /** Copy packets of untouched clips instead of encoding them; default: unless `crf` or `videoKbps` is given. */
  readonly copy?: boolean;
  /** FFmpeg processes at a time; default: one per core, within memory. */
  readonly workers?: number;
  /** Memory the render may take with all its processes, MiB; default: half of what the process may use, at most 4096. */
  readonly memoryMb?: number;
  /** Folders with further fonts. */
  readonly fontDirectories?: readonly string[];
  /** Color tables (`.cube`, or a picture of one) by the resource id of a filter, absolute paths. */
  readonly lutFiles?: Readonly<Record<string, string>>;
}

const GOP_SECONDS = 2;
/** A GIF of the canvas's own size and rate would be larger than the film it shows. */
export const GIF_DEFAULTS = { longestSide: 640, fps: 15 };

/** The frame rate of the film in place of the draft's; `undefined` = the draft's. */
export const fpsFor = (options: RenderOptions, draftFps: number): number | undefined =>
  options.fps ?? (options.format === 'gif' && draftFps > GIF_DEFAULTS.fps ? GIF_DEFAULTS.fps : undefined);

/** The film as it comes out: the wanted size and rate instead of the draft's. */
export function outputSettings(timeline: Timeline, options: RenderOptions): OutputSettings {
  const size = outputSize(timeline, options);
  const [width, height] = [evenUp(size.width), evenUp(size.height)];
  const codec = codecOf(options);
  const fps: FrameRate = timeline.fps;
  return {
    width,
    height,
    fps,
    codec,
    crf: crfFor(codec, options),
    ...(options.videoKbps !== undefined && { kbps: options.videoKbps }),
    preset: encoderPresetFor(options),
    gopFrames: Math.round((GOP_SECONDS * fps.num) / fps.den),
    color: BT709,
    parameterSetId: 0,
  };
}

export function outputSize(
  canvas: { readonly width: number; readonly height: number },
  options: Pick<RenderOptions, 'width' | 'height' | 'scale' | 'format'>,
): { width: number; height: number } {
  const ratio = canvas.width / canvas.height;
  if (options.width && options.height) return { width: options.width, height: options.height };
  if (options.width) return { width: options.width, height: Math.max(2, Math.round(options.width / ratio)) };
  if (options.height)
    return { width: Math.max(2, Math.round(options.height * ratio)), height: options.height };
  const factor = options.scale ?? (options.format === 'gif' ? gifFactor(canvas) : 1);
  const scaled = (side: number): number => Math.max(2, Math.round(side * factor));
  return { width: scaled(canvas.width), height: scaled(canvas.height) };
}

const gifFactor = ({ width, height }: { width: number; height: number }): number =>
  Math.min(1, GIF_DEFAULTS.longestSide / Math.max(width, height));
