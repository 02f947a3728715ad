import type { JsonObject } from '../draft/json/json-value';
import { asDraft } from '../draft/read/parse-draft';
import { buildTimeline } from '../timeline/from-draft/build-timeline';
import { gradeTimeline } from './grade-timeline';

const KEYS = [0, 5e5].map((time_offset, index) => ({ time_offset, values: [index], curveType: 'Line' }));

/** Constructs of the rows for one clip of a file. */
function constructs(file: JsonObject, segment: JsonObject = {}): string[] {
  const placed = {
    ...{ id: 's', material_id: 'm', extra_material_refs: [] },
    target_timerange: { start: 0, duration: 1e6 },
    source_timerange: { start: 0, duration: 1e6 },
    ...segment,
  };
  const draft = asDraft({
    fps: 30,
    canvas_config: { width: 320, height: 180 },
    tracks: [{ id: 't', type: 'video', segments: [placed] }],
    materials: { videos: [{ id: 'm', path: 'a', duration: 1e6, has_audio: true, ...file }] },
  } as unknown as JsonObject);
  return gradeTimeline(buildTimeline(draft).timeline).map(({ construct }) => construct);
}

it('speaks of the sound of a clip, and of the keys that move its volume', () => {
  const common_keyframes = [{ property_type: 'KFTypeVolume', keyframe_list: KEYS }];
  expect(constructs({ type: 'video' })).toEqual(['picture', 'sound']);
  expect(constructs({ type: 'video' }, { common_keyframes } as unknown as JsonObject)).toEqual([
    'picture',
    'sound',
    'keyframes',
  ]);
});

it.each(['photo', 'gif'])('does not of a sound that a %s cannot have', (type) => {
  expect(constructs({ type })).toEqual(['picture']);
});
