import { isJsonObject } from '../../draft/json/json-value';
import { numberOr } from '../../draft/model/draft-document';
import type { Range } from '../../draft/read/segment-facts';
import { curveDuration, type Retime, type SpeedPoint } from '../retime';
import { companion, type SegmentInput } from './conversion';

export interface Retimed {
  readonly source: Range;
  readonly retime: Retime;
}

/** Largest relative difference between stated and implied speed that counts as rounding. */
const TOLERANCE = 0.01;

/** Source range and speed. The place on the timeline wins: a source range that does not fit is stretched. */
export function retimeOf(input: SegmentInput): Retimed {
  const material = companion(input, 'speeds');
  const stated = material
    ? Math.max(0.01, numberOr(material.speed, input.segment.speed))
    : input.segment.speed;
  const points = material && numberOr(material.mode, 0) === 1 ? speedPoints(material.curve_speed) : [];
  return points.length > 1 ? curved(input, points, stated) : constant(input, stated);
}

function curved(
  { segment: { target, source } }: SegmentInput,
  points: readonly SpeedPoint[],
  stated: number,
): Retimed {
  const range = source ?? { start: 0, duration: target.duration * stated };
  const sourceUs = range.duration > 0 ? range.duration : target.duration;
  const targetUs = target.duration > 0 ? target.duration : curveDuration(points, sourceUs);
  return { source: range, retime: { kind: 'curve', points, sourceUs, targetUs } };
}

function constant({ segment: { target, source } }: SegmentInput, stated: number): Retimed {
  const known = source !== null && source.duration > 0;
  const range = known ? source : { start: source?.start ?? 0, duration: target.duration * stated };
  const implied = target.duration > 0 ? range.duration / target.duration : stated;
  const speed = Math.abs(implied / stated - 1) <= TOLERANCE ? stated : implied;
  return { source: range, retime: { kind: 'constant', speed } };
}

function speedPoints(value: unknown): { x: number; speed: number }[] {
  if (!isJsonObject(value) || !Array.isArray(value.speed_points)) return [];
  return value.speed_points
    .filter(isJsonObject)
    .map((point) => ({ x: numberOr(point.x, 0), speed: numberOr(point.y, 1) }));
}
