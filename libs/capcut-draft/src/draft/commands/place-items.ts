import { GatewayError } from '@onereel/core';
import { endOf, type Range } from '../read/segment-facts';

interface Placed {
  readonly field: string;
  readonly range: Range;
}

/** Start and end as a request gives them: whole microseconds, `0 ≤ start < end`. */
export function checkSpan(field: string, start: number, end: number): void {
  if (!Number.isFinite(start) || start < 0)
    throw invalid(`${field}.start`, `it is ${start} and must be 0 or more microseconds`);
  if (!Number.isFinite(end) || end <= start) {
    throw invalid(`${field}.end`, `it is ${end} and must lie after start (${start}), in microseconds`);
  }
}

/** Items of one call share a track, so they may not overlap. */
export function checkDisjoint(items: readonly Placed[]): void {
  const sorted = [...items].sort((a, b) => a.range.start - b.range.start);
  for (let i = 1; i < sorted.length; i++) {
    const left = sorted[i - 1] as Placed;
    const right = sorted[i] as Placed;
    if (right.range.start < endOf(left.range)) {
      throw new GatewayError('conflict', {
        param: right.field,
        message:
          `${right.field} starts at ${right.range.start} µs, before ${left.field} ends at ${endOf(left.range)} µs; items of one ` +
          `call share a track. Move one of them or send it in a call of its own.`,
      });
    }
  }
}

/** Distributes items over as few lanes as their order allows: each goes to the first lane that is free at its start. */
export function assignLanes<T extends { readonly range: Range }>(items: readonly T[]): T[][] {
  const lanes: T[][] = [];
  for (const item of [...items].sort((a, b) => a.range.start - b.range.start)) {
    const lane = lanes.find((each) => endOf((each.at(-1) as T).range) <= item.range.start);
    if (lane) lane.push(item);
    else lanes.push([item]);
  }
  return lanes;
}

export function invalid(param: string, reason: string): GatewayError {
  return new GatewayError('invalid_parameter', { param, message: `${param}: ${reason}.` });
}
