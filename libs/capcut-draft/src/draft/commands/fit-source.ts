import { endOf, type Range } from '../read/segment-facts';
import { fitRange, snapRange } from '../write/frame-grid';
import type { DraftWarning } from './draft-command';
import { checkSpan, invalid } from './place-items';

/** What an item wants of its source; times in microseconds. */
export interface WantedStretch {
  readonly field: string;
  readonly start: number;
  /** Absent: as far as the source goes. */
  readonly end?: number;
  readonly speed?: number;
  readonly sourceStart?: number;
  /** How much of the source to use at most. */
  readonly sourceDuration?: number;
  /** How long the source is. */
  readonly available: number;
}

export interface FittedStretch {
  readonly range: Range;
  readonly source: Range;
  readonly speed: number;
}

/**
 * The place of a clip or sound: never longer than its source at its speed allows, both ends on the frame grid; the source range
 * follows from the place, so that sound and picture stay in step.
 */
export function fitSource(
  wanted: WantedStretch,
  fps: number,
  warn: (warning: DraftWarning) => void,
): FittedStretch {
  const { field, start, end, speed = 1, sourceStart = 0 } = wanted;
  checkSpeed(`${field}.speed`, speed);
  const available = Math.min(wanted.available - sourceStart, wanted.sourceDuration ?? Infinity);
  if (available <= 0) {
    throw invalid(
      `${field}.source_start`,
      `the file is ${wanted.available} µs long, nothing is left after ${sourceStart}`,
    );
  }
  checkSpan(field, start, end ?? start + available / speed);
  const range = placeOn(start, end, available / speed, fps);
  if (end !== undefined && endOf(range) < endOf(snapRange(start, end, fps))) {
    const message = `The source gives ${Math.round(available / speed)} µs; it ends at ${endOf(range)} µs instead of ${end} µs.`;
    warn({ field: `${field}.end`, message });
  }
  const used = Math.min(Math.round(range.duration * speed), Math.max(1, Math.floor(available)));
  return { range, speed, source: { start: sourceStart, duration: used } };
}

export function checkSpeed(param: string, speed: number): void {
  if (!(speed > 0 && speed <= 100)) throw invalid(param, `it is ${speed} and must lie above 0 and up to 100`);
}

function placeOn(start: number, end: number | undefined, longest: number, fps: number): Range {
  const wanted = end === undefined ? undefined : snapRange(start, end, fps);
  return wanted && wanted.duration <= longest + 1 ? wanted : fitRange(start, longest, fps);
}
