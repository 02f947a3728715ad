import { type Keyframe, type KeyframeTrack, keyframeTracks } from '../../draft/read/keyframe-facts';
import type { Curve, CurveKey } from '../curve';
import { outputTime, type Retime } from '../retime';
import { toFrameFraction } from '../frame-clock';
import type { PoseCurves, PoseProperty } from '../timeline';
import type { SegmentInput } from './conversion';

/** Microseconds of output since the segment's start at which a key stands. */
export type KeyTime = (offset: number) => number;

/** Keys of segments with a source are in source time; the others count from the segment's start. */
export function keyTimeOf(input: SegmentInput, retime: Retime | undefined): KeyTime {
  const { source } = input.segment;
  if (!source || !retime) return (offset) => offset;
  return (offset) => {
    const inside = offset - source.start;
    return inside >= 0 ? outputTime(retime, inside) : inside;
  };
}

export function tracksOf(input: SegmentInput): KeyframeTrack[] {
  return keyframeTracks(input.segment.raw, input.conversion.rootKeyframes);
}

const POSE_PROPERTIES: Readonly<Record<string, PoseProperty>> = {
  KFTypePositionX: 'x',
  KFTypePositionY: 'y',
  KFTypeScaleX: 'scaleX',
  KFTypeScaleY: 'scaleY',
  KFTypeRotation: 'rotation',
  KFTypeAlpha: 'alpha',
  KFTypeGlobalAlpha: 'alpha',
};

export const isPoseProperty = (property: string): boolean => Object.hasOwn(POSE_PROPERTIES, property);

export function poseCurves(
  input: SegmentInput,
  tracks: readonly KeyframeTrack[],
  keyTime: KeyTime,
): PoseCurves {
  const curves: Partial<Record<PoseProperty, Curve>> = {};
  const frame = (us: number): number => toFrameFraction(us, input.conversion.fps);
  for (const track of tracks) {
    const property = POSE_PROPERTIES[track.property];
    if (!property) continue;
    curves[property] = curveOf(track.keys, (offset) => frame(keyTime(offset)));
    if (track.property === 'KFTypePositionX' && track.keys[0].values.length > 1) {
      curves.y ??= curveOf(track.keys, (offset) => frame(keyTime(offset)), 1);
    }
  }
  if (input.segment.uniformScale && curves.scaleX) curves.scaleY = curves.scaleX;
  return curves;
}

export function curveOf(keys: readonly Keyframe[], at: (offset: number) => number, component = 0): Curve {
  return keys.map((key, index): CurveKey => {
    const [before, after] = [keys[index - 1], keys[index + 1]];
    const handle = (point: { x: number; y: number }): { dt: number; dv: number } => ({
      dt: at(key.offset + point.x) - at(key.offset),
      dv: point.y,
    });
    const eased = (a: Keyframe, b: Keyframe): boolean =>
      a.curve !== 'Line' ||
      (b.curve !== 'Line' && b.curve !== 'FreeCurveOut' && (b.left.x !== 0 || b.left.y !== 0));
    return {
      at: at(key.offset),
      value: key.values[component] ?? key.values[0] ?? 0,
      ...(after && eased(key, after) && (key.right.x !== 0 || key.right.y !== 0)
        ? { out: handle(key.right) }
        : {}),
      ...(before && eased(before, key) && (key.left.x !== 0 || key.left.y !== 0)
        ? { in: handle(key.left) }
        : {}),
    };
  });
}
