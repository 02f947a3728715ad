import type { Picture } from '../timeline/timeline';
import type { ComposeContext } from './compose-context';
import { type PictureTrack, trackOf } from './picture-track';
import { type ScaleStart, scaleStart } from './seen-part';
import { type ClipWindow, holdStill } from './source-stream';

/** A picture ready to be put on the canvas. */
export interface Layer {
  readonly label: string;
  /** Whole pixels, or expressions of the time `t` and the size `w`, `h` of the layer. */
  readonly x: string;
  readonly y: string;
  /** Opaque over the whole canvas, of exactly its size. */
  readonly cover: boolean;
  /** 1 when one frame stands for all. */
  readonly frames: number;
}

/** Whether its place is an expression of the time. */
export const isMoving = ({ x, y }: Pick<Layer, 'x' | 'y'>): boolean =>
  ![x, y].every((at) => /^-?\d+$/.test(at));

/**
 * A stream that is a single frame for as long as nothing in it changes: photos are scaled, colored and turned once, not
 * once per frame.
 */
export interface LayerWork {
  readonly context: ComposeContext;
  readonly picture: Picture;
  readonly track: PictureTrack;
  readonly window: ClipWindow;
  label: string;
  single: boolean;
}

/** Adds filters; those that change from frame to frame end the life of a single frame. */
export function apply(work: LayerWork, filters: readonly string[], changing = false): void {
  if (filters.every((filter) => filter === '')) return;
  if (changing) unroll(work);
  const { graph } = work.context;
  work.label = work.single ? graph.stillChain(work.label, filters) : graph.chain([work.label], filters);
}

/** From one frame to all frames. */
export function unroll(work: LayerWork): void {
  if (!work.single) return;
  work.single = false;
  work.label = work.context.graph.chain([work.label], holdStill(work.window.frames, work.context.fps));
}

export const framesOf = (work: LayerWork): number => (work.single ? 1 : work.window.frames);

export const flips = ({ pose }: Picture): string[] => [pose.flipX ? 'hflip' : '', pose.flipY ? 'vflip' : ''];

/** Size a resized picture is first brought to. */
export const startOf = ({ context, picture, window: { clipFrames } }: LayerWork): ScaleStart =>
  scaleStart(
    picture,
    context.canvas,
    clipFrames,
    (frames) => trackOf(context, picture, { from: 0, frames, clipFrames }).placements,
  );
