import type { Motion } from '../timeline/timeline';
import { easeInCubic, easeOutCubic } from './easing';
import { type MotionRecipe, recipeOf } from './motion-table';

/** What animations add to a pose: shifts in half-canvas units, y up; factors; clockwise degrees. */
export interface MotionOffset {
  readonly x: number;
  readonly y: number;
  readonly scaleX: number;
  readonly scaleY: number;
  readonly rotation: number;
  readonly alpha: number;
  /** Part of the text shown, 0–1 of its characters; 1 for pictures. */
  readonly reveal: number;
  /** Blur as a fraction of the canvas height. */
  readonly blur: number;
}

export const AT_REST: MotionOffset = {
  x: 0,
  y: 0,
  scaleX: 1,
  scaleY: 1,
  rotation: 0,
  alpha: 1,
  reveal: 1,
  blur: 0,
};

/** Offset of all animations of a clip at a frame counted from its start. */
export function motionAt(motions: readonly Motion[], at: number, length: number, text = false): MotionOffset {
  let offset = AT_REST;
  for (const motion of motions) {
    const recipe = recipeOf(motion, text);
    const distance = recipe && displacement(motion, recipe, at, length, motions);
    if (recipe && distance) offset = combine(offset, recipe.at(distance.away, distance.phase));
  }
  return offset;
}

/**
 * How far from rest an animation is: `away` runs from 1 (fully displaced) to 0 (at rest), `phase` is the fraction of
 * the cycle for animations that repeat.
 */
function displacement(
  motion: Motion,
  recipe: MotionRecipe,
  at: number,
  length: number,
  all: readonly Motion[],
): { away: number; phase: number } | undefined {
  const frames = Math.min(motion.frames, length);
  switch (motion.phase) {
    case 'in': {
      if (at >= frames) return undefined;
      const progress = Math.max(0, at) / frames;
      return { away: 1 - (recipe.easing ?? easeOutCubic)(progress), phase: progress };
    }
    case 'out': {
      const from = length - frames;
      if (at < from) return undefined;
      const progress = Math.min(1, (at - from + 1) / frames);
      return { away: (recipe.easing ?? easeInCubic)(progress), phase: progress };
    }
    case 'group': {
      const progress = length > 1 ? at / (length - 1) : 1;
      return { away: Math.sin(Math.PI * progress), phase: progress };
    }
    case 'loop': {
      const entry = all.find((other) => other.phase === 'in')?.frames ?? 0;
      const exit = length - (all.find((other) => other.phase === 'out')?.frames ?? 0);
      if (at < entry || at >= exit) return undefined;
      const phase = ((at - entry) % motion.frames) / motion.frames;
      return { away: Math.sin(Math.PI * phase), phase };
    }
  }
}

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
