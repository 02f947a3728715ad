import type { FrameRate, Picture, SourceRef } from '../timeline/timeline';
import type { ComposeContext } from './compose-context';
import { expressionOf, wholeNumber } from './expression';
import { entryOf } from './media-book';
import { evenUp } from './output-settings';
import { motionAt } from './motion';
import type { MotionOffset } from './motion-offset';
import {
  baseSize,
  croppedSize,
  pixelBox,
  type Placement,
  placementAt,
  samePlacement,
  type Size,
} from './placement';
import { type SeenPart, WHOLE } from './seen-part';
import type { ClipWindow } from './source-stream';

/** Where a picture is over the frames of a window; one entry when it stands still. */
export interface PictureTrack {
  readonly placements: readonly Placement[];
  readonly motions: readonly MotionOffset[];
  readonly still: boolean;
  readonly fps: FrameRate;
}

type Sources = Pick<ComposeContext, 'book' | 'canvas' | 'fps'>;

export function trackOf(context: Sources, picture: Picture, window: ClipWindow): PictureTrack {
  const size = croppedSize(sourceSize(context, picture), picture.crop);
  const natural = picture.content.kind === 'file' && picture.content.source.kind === 'sticker';
  const geometry = { base: baseSize(size, context.canvas, natural), canvas: context.canvas };
  const moving = Object.keys(picture.curves).length > 0 || picture.motions.length > 0;
  const count = moving ? window.frames : 1;
  const { fps } = context;
  const motions: MotionOffset[] = [];
  const placements: Placement[] = [];
  for (let index = 0; index < count; index += 1) {
    const at = window.from + index;
    const motion = motionAt(picture.motions, at, window.clipFrames);
    motions.push(motion);
    placements.push(placementAt(picture, geometry, at, motion));
  }
  const still =
    placements.every((placement) => samePlacement(placement, placements[0])) &&
    motions.every((motion) => motion.blur === motions[0].blur);
  return still
    ? { placements: [placements[0]], motions: [motions[0]], still, fps }
    : { placements, motions, still, fps };
}

function sourceSize(context: Sources, picture: Picture): Size {
  const { content } = picture;
  if (content.kind === 'film')
    return { width: evenUp(content.film.width), height: evenUp(content.film.height) };
  if (content.kind === 'color') return context.canvas;
  return displaySize(context, content.source);
}

function displaySize(context: Sources, source: SourceRef): Size {
  const { video } = entryOf(context.book, source).facts;
  return video ? { width: video.displayWidth, height: video.displayHeight } : context.canvas;
}

export function covers(placement: Placement, canvas: Size): boolean {
  const box = pixelBox(placement);
  return (
    placement.rotation % 360 === 0 &&
    placement.alpha > 0.999 &&
    box.x <= 0 &&
    box.y <= 0 &&
    box.x + box.width >= canvas.width &&
    box.y + box.height >= canvas.height
  );
}

export function isResized(track: PictureTrack): boolean {
  const [first, ...rest] = track.placements.map(pixelBox);
  return rest.some((box) => box.width !== first.width || box.height !== first.height);
}

export function isTurned(track: PictureTrack): boolean {
  return track.placements.some((placement) => placement.rotation % 360 !== 0);
}

export function isTurning(track: PictureTrack): boolean {
  return track.placements.some(
    (placement) => Math.abs(placement.rotation - track.placements[0].rotation) > 0.01,
  );
}

export function isFading(track: PictureTrack): boolean {
  return track.placements.some((placement) => Math.abs(placement.alpha - track.placements[0].alpha) > 0.001);
}

export function largestBox(track: PictureTrack): Size {
  const boxes = track.placements.map(pixelBox);
  return {
    width: Math.max(...boxes.map((box) => box.width)),
    height: Math.max(...boxes.map((box) => box.height)),
  };
}

/** Tolerance of fitted sizes and positions, pixels, before they are rounded to whole ones. */
const FIT = 0.2;

function fitted(track: PictureTrack, of: (placement: Placement) => number): string {
  return expressionOf(track.placements.map(of), FIT, track.fps);
}

/** Options of the scale filter for a size that changes: of the picture, or of a part of it that still covers the canvas. */
export function sizeExpressions(track: PictureTrack, cover?: { part: SeenPart; canvas: Size }): string {
  const side = (of: (placement: Placement) => number, least: number): string =>
    `'max(${least},${wholeNumber(fitted(track, of))})'`;
  const { part, canvas } = cover ?? { part: WHOLE, canvas: { width: 1, height: 1 } };
  const width = side((placement) => placement.width * part.width, canvas.width);
  const height = side((placement) => placement.height * part.height, canvas.height);
  return `w=${width}:h=${height}`;
}

/** Where the layer's upper left corner goes; expressions use the time of the layer and its current size, `w` and `h`. */
export function cornerOf(track: PictureTrack, layer?: Size): { x: string; y: string } {
  const [first] = track.placements;
  const boxes = track.placements.map(pixelBox);
  const moves = boxes.some(
    (box) =>
      box.x !== boxes[0].x ||
      box.y !== boxes[0].y ||
      box.width !== boxes[0].width ||
      box.height !== boxes[0].height,
  );
  if (moves) {
    return {
      x: wholeNumber(`${fitted(track, ({ centerX }) => centerX)}-w/2`),
      y: wholeNumber(`${fitted(track, ({ centerY }) => centerY)}-h/2`),
    };
  }
  if (!layer) return { x: String(boxes[0].x), y: String(boxes[0].y) };
  return {
    x: String(Math.round(first.centerX - layer.width / 2)),
    y: String(Math.round(first.centerY - layer.height / 2)),
  };
}

/** Cuts a picture larger than the canvas to the part that is on it. */
export function cropToCanvas(track: PictureTrack, canvas: Size, part = WHOLE): string {
  const box = pixelBox(track.placements[0]);
  if (track.still && box.x === 0 && box.y === 0 && box.width === canvas.width && box.height === canvas.height)
    return '';
  const size = `crop=${canvas.width}:${canvas.height}`;
  if (track.still) return `${size}:${-box.x}:${-box.y}:exact=1`;
  const x = fitted(track, ({ width, centerX }) => width * (0.5 - part.left) - centerX);
  const y = fitted(track, ({ height, centerY }) => height * (0.5 - part.top) - centerY);
  return `${size}:x='${wholeNumber(x)}':y='${wholeNumber(y)}':exact=1`;
}
