import { rangeLength } from '../timeline/frame-clock';
import type { FileContent, FrameRange, Picture } from '../timeline/timeline';
import type { ClipWindow } from './source-stream';

/** What is decoded once for a clip and others of the same source. */
export interface SharedRead {
  /** Of the clip whose frames the window counts. */
  readonly content: FileContent;
  readonly window: ClipWindow;
  /** What is added to a frame of the clip to get the one of that clip that shows the same. */
  readonly shift: number;
}

/** By the clip's id. */
export type SharedReads = ReadonlyMap<string, SharedRead>;

/** The part of a clip that fills a range of the film, and frames after it where a transition needs more. */
export function windowOf(picture: Picture, range: FrameRange, extra = 0): ClipWindow {
  return {
    from: range.start - picture.range.start,
    frames: rangeLength(range) + extra,
    clipFrames: rangeLength(picture.range),
  };
}
