import type { Motion } from '../timeline/timeline';
import { easeInCubic, easeOutCubic } from './easing';
import { AT_REST, type MotionOffset } from './motion-offset';
import { type MotionRecipe, recipeOf } from './motion-table';

/** Offset of all animations of a clip at a frame counted from its start. */
export function motionAt(motions: readonly Motion[], at: number, length: number, text = false): MotionOffset {
  let offset = AT_REST;
  for (const motion of motions) {
    const recipe = recipeOf(motion, text);
    const distance = PHASES[motion.phase]({ motion, recipe, at, length, all: motions });
    if (distance) offset = combine(offset, recipe.at(distance.away, distance.phase));
  }
  return offset;
}

/** How far from rest: `away` 1 is fully displaced, 0 at rest; `phase` is the fraction of the way or of the cycle. */
interface Displacement {
  readonly away: number;
  readonly phase: number;
}

interface Moment {
  readonly motion: Motion;
  readonly recipe: MotionRecipe;
  readonly at: number;
  readonly length: number;
  readonly all: readonly Motion[];
}

const PHASES: Readonly<Record<Motion['phase'], (moment: Moment) => Displacement | undefined>> = {
  in: ({ motion, recipe, at, length }) => {
    const frames = Math.min(motion.frames, length);
    const progress = Math.max(0, at) / frames;
    return at < frames ? { away: 1 - (recipe.easing ?? easeOutCubic)(progress), phase: progress } : undefined;
  },
  out: ({ motion, recipe, at, length }) => {
    const frames = Math.min(motion.frames, length);
    const progress = Math.min(1, (at - length + frames + 1) / frames);
    return at >= length - frames
      ? { away: (recipe.easing ?? easeInCubic)(progress), phase: progress }
      : undefined;
  },
  group: ({ at, length }) => {
    const progress = length > 1 ? at / (length - 1) : 1;
    return { away: Math.sin(Math.PI * progress), phase: progress };
  },
  loop: ({ motion, at, length, all }) => {
    const entry = all.find((other) => other.phase === 'in')?.frames ?? 0;
    const exit = length - (all.find((other) => other.phase === 'out')?.frames ?? 0);
    const phase = ((at - entry) % motion.frames) / motion.frames;
    return at >= entry && at < exit ? { away: Math.sin(Math.PI * phase), phase } : undefined;
  },
};

function combine(a: MotionOffset, b: Partial<MotionOffset>): MotionOffset {
  return {
    x: a.x + (b.x ?? 0),
    y: a.y + (b.y ?? 0),
    scaleX: a.scaleX * (b.scaleX ?? 1),
    scaleY: a.scaleY * (b.scaleY ?? 1),
    rotation: a.rotation + (b.rotation ?? 0),
    alpha: a.alpha * (b.alpha ?? 1),
    reveal: Math.min(a.reveal, b.reveal ?? 1),
    blur: a.blur + (b.blur ?? 0),
  };
}
