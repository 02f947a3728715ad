import type { CatalogueKind, EditContext } from '../write/edit-context';
import type { AnimationRole, NewAnimation } from '../write/new-effects';
import type { DraftWarning, NamedEffect } from './draft-command';

export interface AskedAnimations {
  readonly inAnimation?: NamedEffect;
  readonly outAnimation?: NamedEffect;
  readonly loopAnimation?: NamedEffect;
}

const FALLBACK_DURATION = 500_000;
type Kinds = Readonly<Record<'in' | 'out' | 'loop', CatalogueKind>>;
const CLIP_KINDS: Kinds = {
  in: 'clip-animations-in',
  out: 'clip-animations-out',
  loop: 'clip-animations-combo',
};
const TEXT_KINDS: Kinds = {
  in: 'text-animations-in',
  out: 'text-animations-out',
  loop: 'text-animations-loop',
};

/** Animations of a clip: a combination runs over the whole clip and excludes the other two. */
export function clipAnimations(
  context: EditContext,
  asked: AskedAnimations,
  length: number,
  field: string,
  warn: (warning: DraftWarning) => void,
): NewAnimation[] {
  const edges = edgeAnimations(context, asked, length, field, CLIP_KINDS);
  if (!asked.loopAnimation) return edges;
  if (edges.length > 0) {
    warn({
      field: `${field}.loop_animation`,
      message: 'A combination animation cannot run beside an in or out animation; it was left out.',
    });
    return edges;
  }
  return [
    resolve(context, asked.loopAnimation, 'group', CLIP_KINDS.loop, `${field}.loop_animation`, {
      start: 0,
      room: length,
      whole: true,
    }),
  ];
}

/** Animations of a text: the loop fills the time between the intro and the outro. */
export function textAnimations(
  context: EditContext,
  asked: AskedAnimations,
  length: number,
  field: string,
): NewAnimation[] {
  const edges = edgeAnimations(context, asked, length, field, TEXT_KINDS);
  if (!asked.loopAnimation) return edges;
  const intro = edges.find((animation) => animation.role === 'in')?.duration ?? 0;
  const outro = edges.find((animation) => animation.role === 'out')?.duration ?? 0;
  const room = Math.max(0, length - intro - outro);
  const place = { start: intro, room };
  return [
    ...edges,
    resolve(context, asked.loopAnimation, 'loop', TEXT_KINDS.loop, `${field}.loop_animation`, place),
  ];
}

function edgeAnimations(
  context: EditContext,
  asked: AskedAnimations,
  length: number,
  field: string,
  kinds: Kinds,
): NewAnimation[] {
  const animations: NewAnimation[] = [];
  if (asked.inAnimation) {
    animations.push(
      resolve(context, asked.inAnimation, 'in', kinds.in, `${field}.in_animation`, {
        start: 0,
        room: length,
      }),
    );
  }
  if (asked.outAnimation) {
    const room = length - (animations[0]?.duration ?? 0);
    const out = resolve(context, asked.outAnimation, 'out', kinds.out, `${field}.out_animation`, {
      start: 0,
      room,
    });
    animations.push({ ...out, start: length - out.duration });
  }
  return animations;
}

function resolve(
  context: EditContext,
  asked: NamedEffect,
  role: AnimationRole,
  kind: CatalogueKind,
  param: string,
  place: { start: number; room: number; whole?: boolean },
): NewAnimation {
  const entry = context.find(kind, asked.name, param);
  const natural = place.whole ? place.room : (entry.duration ?? FALLBACK_DURATION);
  return {
    role,
    entry,
    start: place.start,
    duration: Math.max(0, Math.min(asked.duration ?? natural, place.room)),
  };
}
