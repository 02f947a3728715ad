import { CONFIG_KEYS } from './config-key-table';
import type { Environment } from './gateway-config';

const PREFIX = 'ONEREEL_';

/** Variables with the product's prefix that mean nothing: usually typing errors. With the nearest real name where one is near. */
export function unknownKeys(environment: Environment, pluginKeys: readonly string[] = []): string[] {
  const known = [...Object.values(CONFIG_KEYS).map((key) => key.name), ...pluginKeys];
  return Object.keys(environment)
    .filter((name) => name.startsWith(PREFIX) && !known.includes(name))
    .map((name) => {
      const [nearest] = known
        .map((candidate) => ({ candidate, distance: editDistance(name, candidate) }))
        .sort((a, b) => a.distance - b.distance);
      const hint = nearest && nearest.distance <= 4 ? `; did you mean ${nearest.candidate}?` : '';
      return `${name} is not a setting of this version and is ignored${hint}`;
    });
}

/** Levenshtein. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      current.push(Math.min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + cost));
    }
    previous = current;
  }
  return previous[b.length];
}
