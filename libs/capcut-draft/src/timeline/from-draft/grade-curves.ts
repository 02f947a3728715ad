import { booleanOr } from '../../draft/model/draft-document';
import type { KeyframeTrack } from '../../draft/read/keyframe-facts';
import type { GradeStep } from '../timeline';
import { SLIDERS } from './companions-of';
import type { SegmentInput } from './conversion';
import { curveOf } from './curves-of';

const propertyOf = (slider: string): string => `kftype${slider}`;

/** Tools write the keys of a slider without an entry for it (capcut-mate's add_keyframes does): sliders at rest, for the keys to move. */
export function impliedSliders(
  { segment: { raw } }: SegmentInput,
  grade: readonly GradeStep[],
  tracks: readonly KeyframeTrack[],
): GradeStep[] {
  if (!booleanOr(raw.enable_adjust, true)) return [];
  const moved = new Set(tracks.map(({ property }) => property.toLowerCase()));
  const there = movesSlider(grade);
  return [...SLIDERS]
    .filter((slider) => moved.has(propertyOf(slider)) && !there(propertyOf(slider)))
    .map((slider) => ({ kind: 'adjust', slider, value: 0 }));
}

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
