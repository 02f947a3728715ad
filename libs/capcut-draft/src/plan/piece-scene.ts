import { rangeLength } from '../timeline/frame-clock';
import type { FrameRange, Picture } from '../timeline/timeline';
import { windowOf } from './clip-window';
import { colorStream, type ComposeContext } from './compose-context';
import { sceneStream } from './scene';
import type { Piece } from './track-pieces';
import { TRANSITION_TAIL, transitionStream } from './transition-graph';
import { transitionRecipe } from './transition-table';

type TransitionPiece = Extract<Piece, { kind: 'transition' }>;

/** A piece of a track as frames of the whole canvas; what is empty is black, or shows what is below. */
export function pieceScene(context: ComposeContext, piece: Piece, transparent: boolean): string {
  if (piece.kind === 'transition') return transitionScene(context, piece, { transparent });
  const { picture, range } = piece;
  return sceneStream(context, { picture, window: windowOf(picture, range), transparent });
}

/** What one clip alone adds to a transition; the place of the other is empty. */
export const sideScene = (context: ComposeContext, piece: TransitionPiece, only: Picture): string =>
  transitionScene(context, piece, { transparent: true, only });

function transitionScene(
  context: ComposeContext,
  { transition, from, to, range }: TransitionPiece,
  { transparent, only }: { transparent: boolean; only?: Picture },
): string {
  const whole = transition.range;
  const scene = (picture: Picture): string =>
    only && only !== picture
      ? nothing(context, rangeLength(whole) + TRANSITION_TAIL)
      : sceneStream(context, { picture, window: windowOf(picture, whole, TRANSITION_TAIL), transparent });
  const stream = transitionStream(context, transitionRecipe(transition.resourceId, transition.name), {
    from: scene(from),
    to: scene(to),
    frames: rangeLength(whole),
    cut: Math.min(rangeLength(whole), Math.max(0, middleOf(from, to, whole) - whole.start)),
    alpha: transparent,
  });
  if (range.start === whole.start && range.end === whole.end) return stream;
  const [start, end] = [range.start - whole.start, range.end - whole.start];
  return context.graph.chain([stream], [`trim=start_frame=${start}:end_frame=${end}`, 'setpts=PTS-STARTPTS']);
}

const nothing = (context: ComposeContext, frames: number): string =>
  colorStream(context, { color: 'black@0', frames, format: 'gbrap' });

/** Where one clip gives way to the other: the cut, or the middle where they overlap. */
function middleOf(from: Picture, to: Picture, whole: FrameRange): number {
  return to.range.start >= from.range.end - 1 ? to.range.start : Math.round((whole.start + whole.end) / 2);
}
