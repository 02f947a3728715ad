import type { Picture } from '../timeline/timeline';
import { evenUp } from './output-settings';
import { pixelBox, type Placement, type Size } from './placement';

/** A part of a picture, as fractions of its sides. */
export interface SeenPart {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export const WHOLE: SeenPart = { left: 0, top: 0, width: 1, height: 1 };

/** What is scaled again for every frame starts from this. */
export interface ScaleStart {
  /** Largest size of the picture, even: where chroma is subsampled, its grid lies on that of an even picture. */
  readonly size: Size;
  /** Of that size, what is ever on the canvas; even pixels. */
  readonly part: SeenPart;
}

const known = new WeakMap<Picture, Map<string, ScaleStart>>();

/**
 * Largest size a picture has anywhere in its clip, and the part of it that is seen anywhere. Both are the same whatever part
 * of the clip is drawn, so that pictures do not change their sharpness from slice to slice.
 */
export function scaleStart(
  picture: Picture,
  canvas: Size,
  clipFrames: number,
  placements: (frames: number) => readonly Placement[],
): ScaleStart {
  const ofPicture = known.get(picture) ?? new Map<string, ScaleStart>();
  known.set(picture, ofPicture);
  const key = `${canvas.width}x${canvas.height}:${clipFrames}`;
  // One frame more: a transition shows the last pose longer than the clip lasts.
  const start = ofPicture.get(key) ?? startOf(placements(clipFrames + 1), canvas);
  ofPicture.set(key, start);
  return start;
}

function startOf(placements: readonly Placement[], canvas: Size): ScaleStart {
  const boxes = placements.map(pixelBox);
  const size = {
    width: evenUp(Math.max(...boxes.map((box) => box.width))),
    height: evenUp(Math.max(...boxes.map((box) => box.height))),
  };
  const [left, width] = reach(
    boxes.map((box) => [-box.x / box.width, (canvas.width - box.x) / box.width]),
    size.width,
  );
  const [top, height] = reach(
    boxes.map((box) => [-box.y / box.height, (canvas.height - box.y) / box.height]),
    size.height,
  );
  return { size, part: { left, top, width, height } };
}

/** Pixels left around what is seen, for rounding and for filters that look at neighbors. */
const MARGIN = 4;

/** Start and length of all intervals together, on even pixels of the side, as fractions of it. */
function reach(intervals: readonly (readonly [number, number])[], side: number): [number, number] {
  const least = Math.min(...intervals.map(([from]) => from)) * side;
  const most = Math.max(...intervals.map(([, to]) => to)) * side;
  const from = Math.max(0, 2 * Math.floor((least - MARGIN) / 2));
  const to = Math.min(side, 2 * Math.ceil((most + MARGIN) / 2));
  return to > from ? [from / side, (to - from) / side] : [0, 1];
}
