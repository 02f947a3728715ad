import { toFrame } from '../timeline/frame-clock';
import type { FrameRange, Timeline } from '../timeline/timeline';
import type { RenderOptions } from './render-options';

/** The frames of the film that were asked for. @throws RangeError when there are none */
export function spanOf(timeline: Timeline, options: RenderOptions): FrameRange {
  const frame = (seconds: number): number => toFrame(seconds * 1e6, timeline.fps);
  const start = Math.min(Math.max(0, frame(options.startSeconds ?? 0)), Math.max(0, timeline.frames - 1));
  const end =
    options.endSeconds === undefined ? timeline.frames : Math.min(timeline.frames, frame(options.endSeconds));
  if (end <= start)
    throw new RangeError(
      timeline.frames === 0
        ? 'the draft is empty: there is nothing to render'
        : 'the range to render is empty',
    );
  return { start, end };
}
