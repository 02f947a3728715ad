import type { FrameRate, Timeline } from '../timeline/timeline';
import { BT709, evenUp, type OutputSettings, type VideoCodec } from '../plan/output-settings';

/** What may be asked of a render beyond the draft itself. */
export interface RenderOptions {
  /** Pixels; one alone keeps the proportions. Default: the canvas. */
  readonly width?: number;
  readonly height?: number;
  /** Default: the draft's. */
  readonly fps?: number;
  /** Default `h264`. */
  readonly codec?: VideoCodec;
  /** Scale of the codec; default by codec. */
  readonly crf?: number;
  /** Encoder preset name; default `veryfast`. */
  readonly preset?: string;
  /** `mp4` by default; `gif` has no sound, `audio` no picture. */
  readonly format?: 'mp4' | 'mov' | 'gif' | 'audio';
  /** Part of the film, seconds. */
  readonly startSeconds?: number;
  readonly endSeconds?: number;
  /** Refuse before rendering when something would be skipped. */
  readonly strict?: boolean;
  /** Copy packets of untouched clips instead of encoding them; default true. */
  readonly copy?: boolean;
  /** FFmpeg processes at a time; default: one per core, within memory. */
  readonly workers?: number;
  /** Memory the render may take with all its processes, MiB; default: half of what the process may use, at most 4096. */
  readonly memoryMb?: number;
  /** Folders with further fonts. */
  readonly fontDirectories?: readonly string[];
}

const DEFAULT_CRF: Readonly<Record<VideoCodec, number>> = { h264: 20, h265: 24, vp9: 31, av1: 32, prores: 0 };
const GOP_SECONDS = 2;

/** The film as it comes out: the wanted size and rate instead of the draft's. */
export function outputSettings(timeline: Timeline, options: RenderOptions): OutputSettings {
  const size = outputSize(timeline, options);
  const [width, height] = [evenUp(size.width), evenUp(size.height)];
  const codec = options.codec ?? (options.format === 'mov' ? 'prores' : 'h264');
  const fps: FrameRate = timeline.fps;
  return {
    width,
    height,
    fps,
    codec,
    crf: options.crf ?? DEFAULT_CRF[codec],
    preset: options.preset ?? 'veryfast',
    gopFrames: Math.round((GOP_SECONDS * fps.num) / fps.den),
    color: BT709,
    parameterSetId: 0,
  };
}

function outputSize(timeline: Timeline, options: RenderOptions): { width: number; height: number } {
  const ratio = timeline.width / timeline.height;
  if (options.width && options.height) return { width: options.width, height: options.height };
  if (options.width) return { width: options.width, height: Math.max(2, Math.round(options.width / ratio)) };
  if (options.height)
    return { width: Math.max(2, Math.round(options.height * ratio)), height: options.height };
  return { width: timeline.width, height: timeline.height };
}
