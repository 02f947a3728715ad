import type { Caption, FrameRange, FrameRate, Timeline } from '../timeline/timeline';
import type { SharedReads } from './clip-window';
import type { FilterGraph, GraphAsset } from './filter-graph';
import type { MediaBook } from './media-book';
import type { ColorMatrix } from './output-settings';
import type { Size } from './placement';

/** One drawn piece of a caption: a still picture, or one picture per frame. Even position and size. */
export interface CaptionLayer {
  /** Frames of the film. */
  readonly range: FrameRange;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly asset: GraphAsset;
  /** Frames in the asset; 1 = a PNG, more = raw RGBA frames. */
  readonly frames: number;
}

/** Draws captions. Layout happens at planning time, drawing when the asset is produced. */
export interface CaptionArtist {
  layers(caption: Caption, range: FrameRange, canvas: Size, fps: FrameRate): CaptionLayer[];
}

/**
 * What every part of a composition needs. Layers are blended as YUV 4:2:0 where all of them stand still (fast), as
 * planar RGB where something moves or mixes (whole-pixel positions are then exact).
 */
export interface ComposeContext {
  readonly graph: FilterGraph;
  readonly timeline: Timeline;
  readonly canvas: Size;
  readonly fps: FrameRate;
  readonly book: MediaBook;
  readonly captions: CaptionArtist;
  readonly pixels: 'yuv' | 'rgb';
  /** How YUV codes colors in the output and in everything on the way there. */
  readonly matrix: ColorMatrix;
  /** Only some of the layers, on top of what a process before this one composed of the others. */
  readonly stage?: ComposeStage;
  /** Clips that are read once for several pieces of a run. */
  readonly reads?: SharedReads;
  /** Composes a range of a film; here so that compound clips can call back. */
  readonly compose: (context: ComposeContext, range: FrameRange) => string;
}

/** Layers above the ground, counted from below. */
export interface ComposeStage {
  readonly from: number;
  readonly to: number;
  /** Label of what is below them; default: the ground itself. */
  readonly base?: string;
}

export interface PlacedLayer {
  readonly label: string;
  /** Pixels or expressions of the layer's time `t` and size `w`, `h`. */
  readonly x: string;
  readonly y: string;
  readonly frames: number;
  readonly range: FrameRange;
}

export const opaqueFormat = (context: ComposeContext): string =>
  context.pixels === 'yuv' ? 'yuv420p' : 'gbrp';

/** Filters that bring planar RGB into the format layers are blended in. */
export function toBlending(context: ComposeContext, alpha: boolean): string[] {
  if (context.pixels === 'rgb') return [`format=${alpha ? 'gbrap' : 'gbrp'}`];
  const format = alpha ? 'yuva420p' : 'yuv420p';
  return [`scale=out_color_matrix=${context.matrix}:out_range=tv`, `format=${format}`];
}

export const rateText = ({ num, den }: FrameRate): string => `${num}/${den}`;
export const frameTimeBase = ({ num, den }: FrameRate): string => `settb=${den}/${num}`;

/** A stream of one color, a given number of frames long. */
export function colorStream(
  context: ComposeContext,
  options: { color: string; size?: Size; frames: number; format?: string },
): string {
  const { width, height } = options.size ?? context.canvas;
  const source = `color=c=${options.color}:s=${width}x${height}:r=${rateText(context.fps)}`;
  const format = options.format ?? opaqueFormat(context);
  // The source must be told that alpha is wanted: left to itself it makes pictures without.
  const rgb = format.startsWith('yuva') || format.startsWith('gbra') ? 'gbrap' : 'gbrp';
  const matrix = format.startsWith('yuv') ? [`scale=out_color_matrix=${context.matrix}:out_range=tv`] : [];
  const made = [source, `format=${rgb}`, `trim=end_frame=${options.frames}`];
  return context.graph.chain([], [...made, ...matrix, `format=${format}`]);
}
