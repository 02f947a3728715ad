import { rangeLength } from '../timeline/frame-clock';
import type { Slice } from './slices';

/** Slices of one FFmpeg process, in time order; not necessarily side by side. */
export type Batch = readonly Slice[];

/** Pixels that are decoded in vain when one process ends and another begins at a frame. */
export type CutCost = (frame: number) => number;

export interface BatchShape {
  /** Processes side by side. */
  readonly workers: number;
  /** Frames; the last batches are this short, so that all workers end at about the same time. */
  readonly shortest: number;
  /** Frames one process renders at most. */
  readonly longest: number;
  /** Files one process opens at most. */
  readonly inputs: number;
  /** Bytes of memory the inputs of a process take at most, where it has several slices. */
  readonly weight: number;
}

/** What starting a process costs, in pixels that could be decoded in that time. */
const START_PIXELS = 30e6;
/** How much of its fair part of what is left a worker takes at a time; the rest evens out batches that take longer than others. */
const FRACTION = 2 / 3;

/** Groups slices into processes: as long as they may be, cut where little is decoded twice. */
export function planBatches(shape: BatchShape, slices: readonly Slice[], cost: CutCost = () => 0): Batch[] {
  const batches: Batch[] = [];
  let left = slices.reduce((sum, { range }) => sum + rangeLength(range), 0);
  for (let from = 0; from < slices.length;) {
    const share = (left / shape.workers) * FRACTION;
    const longest = Math.min(shape.longest, Math.max(shape.shortest, share));
    const end = cheapestEnd({ ...shape, longest }, slices, from, cost);
    const batch = slices.slice(from, end);
    batches.push(batch);
    left -= batch.reduce((sum, { range }) => sum + rangeLength(range), 0);
    from = end;
  }
  return batches;
}

/** The end after which the waste per frame is least, of those that keep within the limits. */
function cheapestEnd(shape: BatchShape, slices: readonly Slice[], from: number, cost: CutCost): number {
  const total = { frames: 0, inputs: 0, weight: 0 };
  let best = { end: from + 1, waste: Number.POSITIVE_INFINITY };
  for (let index = from; index < slices.length; index += 1) {
    const { range, pixels, inputs, weight } = slices[index];
    total.frames += rangeLength(range);
    total.inputs += inputs;
    total.weight += weight;
    const fits =
      pixels === slices[from].pixels &&
      total.frames <= shape.longest &&
      total.inputs <= shape.inputs &&
      total.weight <= shape.weight;
    if (index > from && !fits) break;
    const next = slices.at(index + 1);
    const joined = next?.range.start === range.end;
    const waste = (START_PIXELS + (joined ? cost(range.end) : 0)) / total.frames;
    if (waste <= best.waste) best = { end: index + 1, waste };
  }
  return best.end;
}
