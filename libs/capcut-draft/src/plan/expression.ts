import type { FrameRate } from '../timeline/timeline';

/** Numbers in filter graphs: at most six decimals, no exponent. */
export function num(value: number): string {
  const text = value.toFixed(6);
  return text.includes('.') ? text.replace(/\.?0+$/, '') || '0' : text;
}

/** Expression for the number of the current frame, from 0. */
export const frameClock = ({ num: rate, den }: FrameRate): string => `round(t*${rate}/${den})`;

/** A whole number; halves go up, even where the last digits of the arithmetic fall short of them. */
export const wholeNumber = (expression: string): string => `floor(${expression}+0.5001)`;

/** The same expression for a clock that began a number of frames earlier. */
export function delayed(expression: string, frames: number): string {
  return frames === 0 ? expression : expression.replaceAll('clip(round(', `clip(-${frames}+round(`);
}

/** Condition that holds from one frame to another, both included. */
export function duringFrames(first: number, last: number, { num: rate, den }: FrameRate): string {
  return `between(t*${rate}/${den},${first - 0.5},${last + 0.5})`;
}

interface Knot {
  at: number;
  value: number;
}

/**
 * An FFmpeg expression that follows samples taken at 0, 1, 2, … of a variable, by straight lines between as few of them
 * as keep every sample within the tolerance. Values before the first and after the last are held.
 *
 * Frames are counted by time: the filters' own counter `n` begins at 0 in some and at 1 in others.
 */
export function expressionOf(samples: readonly number[], tolerance: number, fps: FrameRate): string {
  const knots = fitLines(samples, tolerance);
  if (knots.length === 1) return num(knots[0].value);
  return `st(0,clip(${frameClock(fps)},0,${samples.length - 1}))*0+${searchTree(knots, 0, knots.length - 1)}`;
}

/** The fewest samples whose straight connections stay within the tolerance (Ramer–Douglas–Peucker). */
export function fitLines(samples: readonly number[], tolerance: number): Knot[] {
  const last = samples.length - 1;
  const keep = new Set([0, last]);
  const open: [number, number][] = [[0, last]];
  for (let span = open.pop(); span; span = open.pop()) {
    const [from, to] = span;
    const worst = farthest(samples, from, to);
    if (worst.error <= tolerance) continue;
    keep.add(worst.at);
    open.push([from, worst.at], [worst.at, to]);
  }
  const knots = [...keep].sort((a, b) => a - b).map((at) => ({ at, value: samples[at] }));
  const constant = knots.every((knot) => Math.abs(knot.value - knots[0].value) <= tolerance);
  return constant ? [knots[0]] : knots;
}

function farthest(samples: readonly number[], from: number, to: number): { at: number; error: number } {
  let worst = { at: from, error: 0 };
  for (let at = from + 1; at < to; at += 1) {
    const line = samples[from] + ((samples[to] - samples[from]) * (at - from)) / (to - from);
    const error = Math.abs(samples[at] - line);
    if (error > worst.error) worst = { at, error };
  }
  return worst;
}

/** Nested comparisons as a balanced tree, so that hundreds of knots stay a shallow expression. */
function searchTree(knots: readonly Knot[], from: number, to: number): string {
  if (to - from <= 1) return line(knots[from], knots[to]);
  const middle = (from + to) >> 1;
  return `if(lt(ld(0),${knots[middle].at}),${searchTree(knots, from, middle)},${searchTree(knots, middle, to)})`;
}

function line(a: Knot, b: Knot): string {
  if (a === b || a.value === b.value) return num(a.value);
  const slope = (b.value - a.value) / (b.at - a.at);
  return `(${num(a.value)}+(ld(0)-${a.at})*${slope.toFixed(9)})`;
}
