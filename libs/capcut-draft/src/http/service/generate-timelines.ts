interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Timelines {
  readonly timelines: readonly Span[];
  /** The whole of them. */
  readonly all_timelines: readonly Span[];
}

/** `duration` cut into `num` parts that follow each other: equal ones (the last takes the rest), or unequal ones, the same for the same request. */
export function cutTimelines(duration: number, num: number, start: number, equal: boolean): Timelines {
  if (num <= 0) return { timelines: [], all_timelines: [] };
  const cuts = equal ? equalCuts(duration, num) : unequalCuts(duration, num);
  const timelines = cuts.slice(1).map((end, i) => ({ start: start + (cuts[i] as number), end: start + end }));
  return { timelines, all_timelines: [{ start, end: start + duration }] };
}

/** Parts of the given lengths, back to back from 0. */
export function backToBack(durations: readonly number[]): Timelines {
  let cursor = 0;
  const timelines = durations.map((duration) => ({ start: cursor, end: (cursor += duration) }));
  return { timelines, all_timelines: [{ start: 0, end: cursor }] };
}

function equalCuts(duration: number, num: number): number[] {
  const part = Math.floor(duration / num);
  return [...Array.from({ length: num }, (_, i) => i * part), duration];
}

function unequalCuts(duration: number, num: number): number[] {
  const next = seeded(42);
  const inner = Array.from({ length: num - 1 }, () => Math.floor(next() * duration));
  return [0, ...inner.sort((a, b) => a - b), duration];
}

/** A small repeatable source of numbers 0–1. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
