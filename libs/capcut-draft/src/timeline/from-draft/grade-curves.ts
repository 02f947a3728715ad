import type { KeyframeTrack } from '../../draft/read/keyframe-facts';
import type { GradeStep } from '../timeline';
import { curveOf } from './curves-of';

const propertyOf = (slider: string): string => `kftype${slider}`;

/** Sliders with the keyframes that move them, without those at rest; `frameOf` is the frame of the clip a key stands at. */
export function withCurves(
  grade: readonly GradeStep[],
  tracks: readonly KeyframeTrack[],
  frameOf: (offset: number) => number,
): GradeStep[] {
  return grade.flatMap((step): GradeStep[] => {
    if (step.kind !== 'adjust') return [step];
    const track = tracks.find(({ property }) => property.toLowerCase() === propertyOf(step.slider));
    if (track) return [{ ...step, curve: curveOf(track.keys, frameOf) }];
    return step.value === 0 ? [] : [step];
  });
}

/** Whether keyframes of a property move one of the sliders. */
export function movesSlider(grade: readonly GradeStep[]): (property: string) => boolean {
  const moved = new Set(grade.map((step) => (step.kind === 'adjust' ? propertyOf(step.slider) : '')));
  return (property) => moved.has(property.toLowerCase());
}
