import { fpsValue } from '../timeline/frame-clock';
import { type ComposeContext, opaqueFormat, rateText } from './compose-context';
import { num } from './expression';
import type { TransitionRecipe } from './transition-table';

/**
 * xfade may lose a frame, or stop, when an input ends with the transition; frames past its end cure it. They are cut
 * off afterwards.
 */
export const TRANSITION_TAIL = 3;

export interface TransitionPart {
  /** Whole-canvas frames of both sides, {@link TRANSITION_TAIL} longer than the transition. */
  readonly from: string;
  readonly to: string;
  readonly frames: number;
  /** Frames before the cut between the two clips. */
  readonly cut: number;
  /** Both sides may be transparent. */
  readonly alpha: boolean;
}

/** Blends two streams of whole-canvas frames; the result has exactly the frames of the transition. */
export function transitionStream(
  context: ComposeContext,
  recipe: TransitionRecipe,
  part: TransitionPart,
): string {
  return recipe.kind === 'dip' ? dip(context, recipe.color, part) : mix(context, recipe.xfade, part);
}

function mix(context: ComposeContext, xfade: string, { from, to, frames, alpha }: TransitionPart): string {
  const { graph, fps } = context;
  const blending = context.pixels === 'rgb' ? (alpha ? 'gbrap' : 'gbrp') : alpha ? 'yuva444p' : 'yuv444p';
  const ready = (label: string): string =>
    graph.chain([label], [`format=${blending}`, `fps=${rateText(fps)}`]);
  const duration = num(frames / fpsValue(fps));
  return graph.chain(
    [ready(from), ready(to)],
    [
      `xfade=transition=${xfade}:duration=${duration}:offset=0`,
      `trim=end_frame=${frames}`,
      `format=${resultFormat(context, alpha)}`,
    ],
  );
}

function dip(
  context: ComposeContext,
  color: string,
  { from, to, frames, cut, alpha }: TransitionPart,
): string {
  const { graph } = context;
  const ready = `format=${resultFormat(context, alpha)}`;
  const first = [`trim=end_frame=${cut}`, `fade=t=out:s=0:n=${Math.max(1, cut)}:color=${color}`, ready];
  const rest = frames - cut;
  const second = [
    `trim=start_frame=${cut}:end_frame=${frames}`,
    'setpts=PTS-STARTPTS',
    `fade=t=in:s=0:n=${Math.max(1, rest)}:color=${color}`,
    ready,
  ];
  if (cut === 0) return graph.chain([to], second.slice(2).concat(`trim=end_frame=${frames}`));
  if (rest === 0) return graph.chain([from], first);
  const parts = [graph.chain([from], first), graph.chain([to], second)];
  return graph.chain(parts, ['concat=n=2:v=1:a=0']);
}

function resultFormat(context: ComposeContext, alpha: boolean): string {
  if (!alpha) return opaqueFormat(context);
  return context.pixels === 'yuv' ? 'yuva420p' : 'gbrap';
}
