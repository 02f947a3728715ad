import { motionAt } from '../plan/motion';
import type { MotionOffset } from '../plan/motion-offset';
import { type Placement, placementAt, type Size } from '../plan/placement';
import { rangeLength } from '../timeline/frame-clock';
import type { Caption, FrameRange } from '../timeline/timeline';
import { graphemes } from './glyphs';

/** What a caption looks like in one frame. */
export interface CaptionState {
  readonly placement: Placement;
  readonly shown: number;
  readonly sung: number;
  readonly blur: number;
}

const UNIT: Size = { width: 1, height: 1 };

/** One for each frame of a range of the film; the same object while nothing moves. */
export function captionStates(caption: Caption, range: FrameRange, canvas: Size): CaptionState[] {
  const length = rangeLength(caption.range);
  const moving =
    Object.keys(caption.curves).length > 0 ||
    caption.motions.length > 0 ||
    caption.text.karaoke !== undefined;
  const count = rangeLength(range);
  const first = range.start - caption.range.start;
  if (!moving) {
    const state = stateAt(caption, first, length, canvas);
    return Array.from({ length: count }, () => state);
  }
  return Array.from({ length: count }, (_, index) => stateAt(caption, first + index, length, canvas));
}

function stateAt(caption: Caption, at: number, length: number, canvas: Size): CaptionState {
  const motion: MotionOffset = motionAt(caption.motions, at, length, true);
  const placement = placementAt(caption, { base: UNIT, canvas }, at, motion);
  return {
    placement,
    shown: shownPart(caption.text.text, motion.reveal),
    sung: caption.text.karaoke?.words.findLast(({ frame }) => frame <= at)?.end ?? 0,
    blur: motion.blur,
  };
}

/** UTF-16 length of the first `share` of the letters; none is cut in two. */
function shownPart(text: string, share: number): number {
  if (share >= 1) return text.length;
  const letters = [...graphemes.segment(text)];
  return letters[Math.floor(share * letters.length + 1e-6)]?.index ?? text.length;
}

/** Runs of frames that look alike, and runs where every frame differs. */
export function stretches(states: readonly CaptionState[]): { from: number; to: number; still: boolean }[] {
  const keys = states.map((state, index) =>
    index > 0 && state === states[index - 1] ? '' : JSON.stringify(state),
  );
  for (let index = 1; index < keys.length; index += 1) if (keys[index] === '') keys[index] = keys[index - 1];
  const found: { from: number; to: number; still: boolean }[] = [];
  for (let from = 0; from < keys.length;) {
    let to = from + 1;
    while (to < keys.length && keys[to] === keys[from]) to += 1;
    const still = to - from > 1 || keys.length === 1;
    const last = found[found.length - 1];
    if (!still && last && !last.still) last.to = to;
    else found.push({ from, to, still });
    from = to;
  }
  return found;
}
