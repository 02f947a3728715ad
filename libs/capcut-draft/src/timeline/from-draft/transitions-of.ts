import { numberOr, stringOr } from '../../draft/model/draft-document';
import type { FrameRange, Picture, Transition } from '../timeline';
import { toFrame } from '../frame-clock';
import { companion, type SegmentInput } from './conversion';

export interface PlacedPicture {
  readonly input: SegmentInput;
  readonly picture: Picture;
}

/**
 * Transitions of one track, in time order. Where the ranges overlap they say when; where they abut, the transition is
 * centered on the cut and as long on both sides, clipped to what the clip with less room has left.
 */
export function transitionsOf(placed: readonly PlacedPicture[]): Transition[] {
  const found: Transition[] = [];
  let freeFrom = 0;
  placed.forEach(({ input, picture }, index) => {
    const material = companion(input, 'transitions');
    const next = placed[index + 1];
    if (!material) return;
    const wanted = toFrame(numberOr(material.duration, 0), input.conversion.fps);
    const range = next && transitionRange(picture.range, next.picture.range, wanted, freeFrom);
    if (!range) {
      input.conversion.rows.push({
        segment: picture.id,
        construct: 'transition',
        grade: 'skipped',
        note: `"${stringOr(material.name, '')}" has no following clip to lead to`,
        frame: picture.range.end - 1,
      });
      return;
    }
    freeFrom = range.end;
    found.push({
      track: picture.track,
      fromId: picture.id,
      toId: next.picture.id,
      range,
      resourceId: stringOr(material.resource_id, ''),
      name: stringOr(material.name, ''),
    });
  });
  return found;
}

function transitionRange(
  from: FrameRange,
  to: FrameRange,
  wanted: number,
  freeFrom: number,
): FrameRange | undefined {
  if (to.start < from.end) return { start: to.start, end: Math.min(from.end, to.end) };
  if (to.start > from.end + 1 || wanted < 1) return undefined;
  const cut = from.end;
  const half = Math.min(cut - Math.max(from.start, freeFrom), Math.floor((to.end - to.start) / 2));
  const length = Math.min(wanted, 2 * half);
  const before = Math.floor(length / 2);
  const after = length - before;
  return before + after > 0 ? { start: cut - before, end: cut + after } : undefined;
}
