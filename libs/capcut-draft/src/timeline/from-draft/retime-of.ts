import { isJsonObject } from '../../draft/json/json-value';
import { numberOr } from '../../draft/model/draft-document';
import type { Range } from '../../draft/read/segment-facts';
import { curveDuration, type Retime } from '../retime';
import { companion, type SegmentInput } from './conversion';

export interface Retimed {
  readonly source: Range;
  readonly retime: Retime;
}

/** Largest relative difference between stated and implied speed that counts as rounding. */
const TOLERANCE = 0.01;

/** Source range and speed. The place on the timeline wins: a source range that does not fit is stretched. */
export function retimeOf(input: SegmentInput): Retimed {
  const { target, source, speed } = input.segment;
  const material = companion(input, 'speeds');
  const points = material && numberOr(material.mode, 0) === 1 ? speedPoints(material.curve_speed) : [];
  const stated = material ? Math.max(0.01, numberOr(material.speed, speed)) : speed;
  if (points.length > 1) {
    const range = source ?? { start: 0, duration: target.duration * stated };
    const sourceUs = range.duration > 0 ? range.duration : target.duration;
    const targetUs = target.duration > 0 ? target.duration : curveDuration(points, sourceUs);
    return { source: range, retime: { kind: 'curve', points, sourceUs, targetUs } };
  }
  const range =
    source && source.duration > 0
      ? source
      : { start: source?.start ?? 0, duration: target.duration * stated };
  const implied = target.duration > 0 ? range.duration / target.duration : stated;
  const constant = Math.abs(implied / stated - 1) <= TOLERANCE ? stated : implied;
  return { source: range, retime: { kind: 'constant', speed: constant } };
}

function speedPoints(value: unknown): { x: number; speed: number }[] {
  if (!isJsonObject(value) || !Array.isArray(value.speed_points)) return [];
  return value.speed_points
    .filter(isJsonObject)
    .map((point) => ({ x: numberOr(point.x, 0), speed: numberOr(point.y, 1) }));
}
