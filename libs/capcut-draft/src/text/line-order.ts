import bidiFactory from 'bidi-js';

const bidi = bidiFactory();

/** Embedding level of each UTF-16 unit; every paragraph takes its direction from its first letter that has one. */
export function embeddingLevels(text: string): ArrayLike<number> {
  return bidi.getEmbeddingLevels(text).levels;
}

/**
 * A line as it is seen from left to right: from the highest level down to the lowest odd one, every stretch of that level or
 * above is turned around (rule L2 of the Unicode bidirectional algorithm).
 */
export function visualOrder<T extends { readonly level: number }>(line: readonly T[]): T[] {
  const ordered = [...line];
  const highest = Math.max(0, ...line.map(({ level }) => level));
  for (let level = highest; level > 0; level -= 1) turnStretches(ordered, level);
  return ordered;
}

function turnStretches<T extends { readonly level: number }>(line: T[], level: number): void {
  for (let from = 0; from < line.length;) {
    let to = from;
    while (to < line.length && line[to].level >= level) to += 1;
    if (to > from + 1) line.splice(from, to - from, ...line.slice(from, to).reverse());
    from = Math.max(to, from + 1);
  }
}
