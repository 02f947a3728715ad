import { intersection } from '../timeline/frame-clock';
import type { FrameRange, Picture, Timeline, Transition } from '../timeline/timeline';

/** One thing to draw in a run: a clip where it is alone, or two clips in transition. */
export type Piece = { readonly range: FrameRange } & (
  | { readonly kind: 'clip'; readonly picture: Picture }
  | {
      readonly kind: 'transition';
      readonly transition: Transition;
      readonly from: Picture;
      readonly to: Picture;
    }
);

/** The pieces of a track inside a range, in time order. */
export function piecesOf(timeline: Timeline, track: string, run: FrameRange): Piece[] {
  const pictures = timeline.visuals.filter(
    (visual): visual is Picture => visual.kind === 'picture' && visual.track === track,
  );
  const byId = new Map(pictures.map((picture) => [picture.id, picture]));
  const transitions = timeline.transitions.filter((transition) => transition.track === track);
  const pieces: Piece[] = [];
  for (const transition of transitions) {
    const range = intersection(transition.range, run);
    const from = byId.get(transition.fromId);
    const to = byId.get(transition.toId);
    if (range && from && to) pieces.push({ kind: 'transition', range, transition, from, to });
  }
  for (const picture of pictures) {
    const entry = transitions.find((transition) => transition.toId === picture.id);
    const exit = transitions.find((transition) => transition.fromId === picture.id);
    const alone = {
      start: entry?.range.end ?? picture.range.start,
      end: exit?.range.start ?? picture.range.end,
    };
    const range = alone.end > alone.start ? intersection(alone, run) : undefined;
    if (range) pieces.push({ kind: 'clip', range, picture });
  }
  return pieces.sort((a, b) => a.range.start - b.range.start);
}
