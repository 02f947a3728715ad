import type { EffectUse } from '../timeline/timeline';
import type { ComposeContext } from './compose-context';
import { effectRecipe } from './effect-table';

/** Filters of all effects that have a stand-in; parameters may be written with or without their common prefix. */
export function effectFilters(effects: readonly EffectUse[], context: ComposeContext): string[] {
  return effects.flatMap((effect) => {
    const recipe = effectRecipe(effect);
    if (!recipe) return [];
    const amount = (name: string, fallback: number): number =>
      effect.params[`effects_adjust_${name}`] ?? effect.params[name] ?? fallback;
    return recipe.filters(amount, context.canvas);
  });
}
