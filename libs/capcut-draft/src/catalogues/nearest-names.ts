/** A name as it is compared: without case, blanks, dashes and underscores, full-width forms folded. */
export function normalizeName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_\-.]+/g, '');
}

/** The `count` names that look most like `wanted`, best first. */
export function nearestNames(wanted: string, names: Iterable<string>, count = 5): string[] {
  const target = normalizeName(wanted);
  const scored: { name: string; score: number }[] = [];
  for (const name of new Set(names)) scored.push({ name, score: distance(target, normalizeName(name)) });
  return scored
    .sort((a, b) => a.score - b.score)
    .slice(0, count)
    .map(({ name }) => name);
}

/** Edit distance over the longer length; a name that contains the other counts as close. */
function distance(a: string, b: string): number {
  if (a !== '' && b !== '' && (a.includes(b) || b.includes(a)))
    return 0.3 * (1 - Math.min(a.length, b.length) / Math.max(a.length, b.length));
  return levenshtein(a, b) / Math.max(1, a.length, b.length);
}

function levenshtein(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (previous[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(substitution, (previous[j] as number) + 1, (row[j - 1] as number) + 1));
    }
    previous = row;
  }
  return previous[b.length] as number;
}
