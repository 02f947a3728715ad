import { rangeLength } from '../timeline/frame-clock';
import type { FrameRange, Picture } from '../timeline/timeline';
import type { ClipWindow } from './source-stream';

/** Windows that hold all that a run reads of a clip, by the clip's id. */
export type SharedReads = ReadonlyMap<string, ClipWindow>;

/** The part of a clip that fills a range of the film, and frames after it where a transition needs more. */
export function windowOf(picture: Picture, range: FrameRange, extra = 0): ClipWindow {
  return {
    from: range.start - picture.range.start,
    frames: rangeLength(range) + extra,
    clipFrames: rangeLength(picture.range),
  };
}
