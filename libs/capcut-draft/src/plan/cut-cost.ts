import { type MediaFacts, rationalValue } from '@onereel/core/media';
import type { FileContent, Picture, Timeline } from '../timeline/timeline';
import { entryOf, type MediaBook } from './media-book';
import { reading } from './source-stream';
import { timelineWithin } from './timeline-window';

/** A clip on screen on both sides of a cut: who begins there decodes it from the key frame before that moment once more. */
export interface ResumedClip {
  readonly sourceKey: string;
  /** Of the source, in seconds. */
  readonly moment: number;
  readonly pixelsPerSecond: number;
}

/** What is decoded twice when one process ends and another begins at a frame. */
export function resumedClips(timeline: Timeline, book: MediaBook, frame: number): ResumedClip[] {
  const { visuals } = timelineWithin(timeline, { start: frame - 1, end: frame + 1 });
  return visuals.flatMap((visual) => {
    if (visual.kind !== 'picture' || visual.range.start >= frame || visual.range.end <= frame) return [];
    const { content } = visual;
    return content.kind === 'file' && !content.still
      ? resumed(visual, content, { timeline, book, frame })
      : [];
  });
}

function resumed(
  { range }: Picture,
  content: FileContent,
  { timeline, book, frame }: { timeline: Timeline; book: MediaBook; frame: number },
): ResumedClip[] {
  const { facts, missing } = entryOf(book, content.source);
  if (missing || !facts.video || facts.durationSeconds === 0) return [];
  const window = { from: frame - range.start, frames: 1, clipFrames: range.end - range.start };
  const { forward, at } = reading(content, window, timeline.fps);
  return [
    {
      sourceKey: content.source.key,
      moment: at(forward.from),
      pixelsPerSecond: pixelRate(facts.video),
    },
  ];
}

const pixelRate = ({ width, height, averageFps }: NonNullable<MediaFacts['video']>): number =>
  width * height * rationalValue(averageFps);
