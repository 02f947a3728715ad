import { fpsValue } from '../timeline/frame-clock';
import { type ComposeContext, opaqueFormat, rateText } from './compose-context';
import { frameClock, num } from './expression';
import type { SlideDirection, TransitionRecipe } from './transition-table';

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
  switch (recipe.kind) {
    case 'dip':
      return dip(context, recipe.color, part);
    case 'slide':
      return slide(context, recipe.direction, part);
    case 'mix':
      return mix(context, recipe.xfade, part);
  }
}

/** Full chroma, so that edges may lie on any pixel. */
function mixFormat(context: ComposeContext, alpha: boolean): string {
  if (context.pixels === 'rgb') return alpha ? 'gbrap' : 'gbrp';
  return alpha ? 'yuva444p' : 'yuv444p';
}

function mix(context: ComposeContext, xfade: string, { from, to, frames, alpha }: TransitionPart): string {
  const { graph, fps } = context;
  // A color counts as much as it is opaque; else what is clear would darken what is not.
  const [weigh, unweigh] = alpha ? ['premultiply=inplace=1', 'unpremultiply=inplace=1'] : ['', ''];
  const ready = (label: string): string =>
    graph.chain([label], [`format=${mixFormat(context, alpha)}`, weigh, `fps=${rateText(fps)}`]);
  const duration = num(frames / fpsValue(fps));
  return graph.chain(
    [ready(from), ready(to)],
    [
      `xfade=transition=${xfade}:duration=${duration}:offset=0`,
      `trim=end_frame=${frames}`,
      unweigh,
      `format=${resultFormat(context, alpha)}`,
    ],
  );
}

/**
 * Both pictures side by side, and a window of one picture's size that moves over them. The slides of xfade show a column of
 * the wrong picture at the seam and are a pixel off where a division comes out even.
 */
function slide(
  context: ComposeContext,
  direction: SlideDirection,
  { from, to, frames, alpha }: TransitionPart,
): string {
  const { graph, fps, canvas } = context;
  const format = mixFormat(context, alpha);
  const ready = [from, to].map((label) => graph.chain([label], [`format=${format}`]));
  const sideways = direction === 'left' || direction === 'right';
  const forwards = direction === 'left' || direction === 'up';
  const passed = `${frameClock(fps)}/${frames}`;
  const way = `round(${sideways ? canvas.width : canvas.height}*${forwards ? passed : `(1-${passed})`})`;
  return graph.chain(forwards ? ready : ready.reverse(), [
    sideways ? 'hstack' : 'vstack',
    `crop=${canvas.width}:${canvas.height}:x='${sideways ? way : 0}':y='${sideways ? 0 : way}':exact=1`,
    `trim=end_frame=${frames}`,
    `format=${resultFormat(context, alpha)}`,
  ]);
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
