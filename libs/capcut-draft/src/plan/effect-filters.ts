import type { EffectUse, FrameRate } from '../timeline/timeline';
import type { ComposeContext } from './compose-context';
import { effectRecipe } from './effect-table';

/** Filters that count time from a moment some frames before their stream begins. */
export function onClock(frames: number, fps: FrameRate, filters: readonly string[]): string[] {
  if (filters.length === 0) return [];
  const shift = `${frames}*${fps.den}/${fps.num}/TB`;
  return [`setpts=PTS+${shift}`, ...filters, `setpts=PTS-${shift}`];
}

/** Files of third-party tools hold values that no slider has, and that filters refuse. */
const share = (value: number): number => Math.min(1, Math.max(0, value));

/** Filters of all effects that have a stand-in; parameters may be written with or without their common prefix. */
export function effectFilters(effects: readonly EffectUse[], context: ComposeContext): string[] {
  return effects.flatMap((effect) => {
    const recipe = effectRecipe(effect);
    if (!recipe) return [];
    const amount = (name: string, fallback: number): number =>
      share(effect.params[`effects_adjust_${name}`] ?? effect.params[name] ?? fallback);
    return recipe.filters(amount, context.canvas);
  });
}
