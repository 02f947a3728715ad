/** A key of a curve. Handles are relative to the key; zero handles on both sides of an interval mean a straight line. */
export interface CurveKey {
  /** Frames or microseconds since the start of what is animated; any fraction. */
  readonly at: number;
  readonly value: number;
  readonly out?: Handle;
  readonly in?: Handle;
}

export interface Handle {
  readonly dt: number;
  readonly dv: number;
}

/** Keys in time order, at least one. */
export type Curve = readonly CurveKey[];

/** Value at a moment; held before the first key and after the last. */
export function sampleCurve(curve: Curve, at: number): number {
  const first = curve[0];
  const last = curve[curve.length - 1];
  if (at <= first.at) return first.value;
  if (at >= last.at) return last.value;
  const index = curve.findIndex((key) => key.at > at) - 1;
  return interpolate(curve[index], curve[index + 1], at);
}

function interpolate(from: CurveKey, to: CurveKey, at: number): number {
  const span = to.at - from.at;
  if (span <= 0) return to.value;
  const fraction = (at - from.at) / span;
  if (!from.out && !to.in) return from.value + (to.value - from.value) * fraction;
  const x1 = clamp01((from.out?.dt ?? 0) / span);
  const x2 = clamp01(1 + (to.in?.dt ?? 0) / span);
  const u = solveCubic(x1, x2, fraction);
  const v1 = from.value + (from.out?.dv ?? 0);
  const v2 = to.value + (to.in?.dv ?? 0);
  return bezier(from.value, v1, v2, to.value, u);
}

const BISECTIONS = 48;

/** Parameter at which a cubic from 0 to 1 reaches x; monotone because its handles lie in 0–1. */
function solveCubic(x1: number, x2: number, x: number): number {
  let low = 0;
  let high = 1;
  for (let step = 0; step < BISECTIONS; step += 1) {
    const middle = (low + high) / 2;
    if (bezier(0, x1, x2, 1, middle) < x) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function bezier(p0: number, p1: number, p2: number, p3: number, u: number): number {
  const w = 1 - u;
  return w * w * w * p0 + 3 * w * w * u * p1 + 3 * w * u * u * p2 + u * u * u * p3;
}

function clamp01(value: number): number {
  return Math.min(1, Math.max(0, value));
}
