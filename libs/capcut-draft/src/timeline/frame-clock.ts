import type { FrameRange, FrameRate } from './timeline';

const NTSC = [24, 30, 48, 60, 120];

/** The fraction behind a decimal frame rate: 29.97 is 30000/1001, 30.0 is 30/1. */
export function frameRateOf(decimal: number): FrameRate {
  for (const base of NTSC) {
    if (Math.abs(decimal - (base * 1000) / 1001) < 0.005) return { num: base * 1000, den: 1001 };
  }
  if (Number.isInteger(decimal)) return { num: decimal, den: 1 };
  return { num: Math.round(decimal * 1000), den: 1000 };
}

export const fpsValue = (fps: FrameRate): number => fps.num / fps.den;

/** Nearest frame of a time; times of a film are rounded here and nowhere else. */
export function toFrame(us: number, fps: FrameRate): number {
  return Math.round((us * fps.num) / (fps.den * 1e6));
}

export function frameToUs(frame: number, fps: FrameRate): number {
  return (frame * fps.den * 1e6) / fps.num;
}

export function frameRange(startUs: number, durationUs: number, fps: FrameRate): FrameRange {
  const start = Math.max(0, toFrame(startUs, fps));
  return { start, end: Math.max(start, toFrame(startUs + durationUs, fps)) };
}

export const rangeLength = (range: FrameRange): number => range.end - range.start;

/** The frames two ranges share, or undefined. */
export function intersection(a: FrameRange, b: FrameRange): FrameRange | undefined {
  const start = Math.max(a.start, b.start);
  const end = Math.min(a.end, b.end);
  return end > start ? { start, end } : undefined;
}

/** The same without rounding, for keys that lie between frames. */
export function toFrameFraction(us: number, fps: FrameRate): number {
  return (us * fps.num) / (fps.den * 1e6);
}
