import type { FrameRange, Timeline, Transition, Visual } from '../timeline/timeline';

/** Frames that share an entry of the index. */
const BUCKET = 256;
/** A film of a few layers is looked through as it is. */
const WORTH_AN_INDEX = 32;

/** Places in the lists of a film, by what is seen in each stretch of frames. */
interface TimelineIndex {
  readonly visuals: ReadonlyMap<number, readonly number[]>;
  readonly transitions: ReadonlyMap<number, readonly number[]>;
  readonly byId: ReadonlyMap<string, number>;
}

const indexes = new WeakMap<Timeline, TimelineIndex>();

const meet = (a: FrameRange, b: FrameRange): boolean => a.start < b.end && b.start < a.end;

/**
 * The part of a film that a range of it is made from; composing the range from the part or from the whole is the same.
 * Films have thousands of layers, a range has a few.
 */
export function timelineWithin(timeline: Timeline, range: FrameRange): Timeline {
  if (timeline.visuals.length < WORTH_AN_INDEX) return lookThrough(timeline, range);
  const index = indexes.get(timeline) ?? indexOf(timeline);
  indexes.set(timeline, index);
  const transitions = among(timeline.transitions, index.transitions, range).map(
    (at) => timeline.transitions[at],
  );
  const places = new Set(among(timeline.visuals, index.visuals, range));
  for (const id of idsOf(transitions)) {
    const at = index.byId.get(id);
    if (at !== undefined) places.add(at);
  }
  const visuals = [...places].sort((a, b) => a - b).map((at) => timeline.visuals[at]);
  return { ...timeline, visuals, transitions };
}

function lookThrough(timeline: Timeline, range: FrameRange): Timeline {
  const transitions = timeline.transitions.filter((transition) => meet(transition.range, range));
  const mixed = new Set(idsOf(transitions));
  const visuals = timeline.visuals.filter((visual) => meet(visual.range, range) || mixed.has(visual.id));
  return { ...timeline, visuals, transitions };
}

const idsOf = (transitions: readonly Transition[]): string[] =>
  transitions.flatMap(({ fromId, toId }) => [fromId, toId]);

function indexOf({ visuals, transitions }: Timeline): TimelineIndex {
  return {
    visuals: bucketsOf(visuals),
    transitions: bucketsOf(transitions),
    byId: new Map(visuals.map(({ id }, at) => [id, at])),
  };
}

function bucketsOf(items: readonly (Visual | Transition)[]): Map<number, number[]> {
  const buckets = new Map<number, number[]>();
  items.forEach(({ range }, at) => {
    for (let bucket = Math.floor(range.start / BUCKET); bucket * BUCKET < range.end; bucket += 1) {
      const list = buckets.get(bucket) ?? [];
      list.push(at);
      buckets.set(bucket, list);
    }
  });
  return buckets;
}

function among(
  items: readonly (Visual | Transition)[],
  buckets: ReadonlyMap<number, readonly number[]>,
  range: FrameRange,
): number[] {
  const found = new Set<number>();
  for (let bucket = Math.floor(range.start / BUCKET); bucket * BUCKET < range.end; bucket += 1)
    for (const at of buckets.get(bucket) ?? []) if (meet(items[at].range, range)) found.add(at);
  return [...found].sort((a, b) => a - b);
}
