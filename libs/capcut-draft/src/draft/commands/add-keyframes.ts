import type { JsonObject, JsonValue } from '../json/json-value';
import { isJsonObject } from '../json/json-value';
import { numberOr, type DraftSegment } from '../model/draft-document';
import { rangeOf } from '../read/segment-facts';
import { DraftEdit, type SegmentPlace } from '../write/draft-edit';
import type { EditContext } from '../write/edit-context';
import { invalid } from './place-items';
import type { AddKeyframes, DraftWarning, EditResult, Keying } from './draft-command';

export const KEYFRAME_PROPERTIES = [
  'KFTypePositionX',
  'KFTypePositionY',
  'KFTypeScaleX',
  'KFTypeScaleY',
  'UNIFORM_SCALE',
  'KFTypeRotation',
  'KFTypeAlpha',
  'KFTypeSaturation',
  'KFTypeContrast',
  'KFTypeBrightness',
  'KFTypeVolume',
] as const;

/** Keys are stored on the segment's own time base (source time when it has a source), as the applications do. */
export function addKeyframes(edit: DraftEdit, command: AddKeyframes, context: EditContext): EditResult {
  const warnings: DraftWarning[] = [];
  const affected = new Set<string>();
  let count = 0;
  command.items.forEach((item, index) => {
    const field = `${command.field}[${index}]`;
    checkKeying(item, field);
    const place = edit.findSegment(item.segmentId);
    const refusal = place ? refusalOf(place, item) : `There is no segment ${item.segmentId} in the draft.`;
    if (!place || refusal) {
      warnings.push({ field, message: refusal ?? '' });
      return;
    }
    setKey(edit, place, item, context);
    affected.add(item.segmentId);
    count++;
  });
  return { segments: [], materialIds: [...affected], count, warnings };
}

function checkKeying(item: Keying, field: string): void {
  if (!(KEYFRAME_PROPERTIES as readonly string[]).includes(item.property)) {
    throw invalid(
      `${field}.property`,
      `"${item.property}" is unknown; use one of ${KEYFRAME_PROPERTIES.join(', ')}`,
    );
  }
  if (!(item.offset >= 0))
    throw invalid(`${field}.offset`, `it is ${item.offset} and must be 0 or more microseconds`);
  if (!Number.isFinite(item.value)) throw invalid(`${field}.value`, 'it must be a number');
}

function refusalOf({ track, segment }: SegmentPlace, { property }: Keying): string | undefined {
  if (track.type === 'audio' && property !== 'KFTypeVolume')
    return `A sound has no ${property}; only KFTypeVolume can be animated.`;
  if (property === 'KFTypeVolume' && track.type !== 'audio' && track.type !== 'video')
    return `A ${track.type} segment has no volume.`;
  const uniform = isJsonObject(segment.uniform_scale) ? segment.uniform_scale.on !== false : true;
  if (property === 'UNIFORM_SCALE' && !uniform)
    return 'UNIFORM_SCALE cannot follow KFTypeScaleX or KFTypeScaleY on the same segment.';
  return undefined;
}

function setKey(edit: DraftEdit, place: SegmentPlace, item: Keying, context: EditContext): void {
  const { segment } = place;
  const uniform = item.property === 'UNIFORM_SCALE';
  const property = uniform ? 'KFTypeScaleX' : item.property;
  const key = newKey(context.newId(), segmentTime(segment, item.offset), storedValue(item, edit));
  const lists = Array.isArray(segment.common_keyframes) ? segment.common_keyframes.filter(isJsonObject) : [];
  const existing = lists.find((list) => list.property_type === property);
  const list: JsonObject = existing ?? {
    id: context.newId(),
    keyframe_list: [],
    material_id: '',
    property_type: property,
  };
  const grown: JsonObject = { ...list, keyframe_list: withKey(list.keyframe_list, key) };
  const common = existing ? lists.map((each) => (each === existing ? grown : each)) : [...lists, grown];
  const splitsScale = item.property === 'KFTypeScaleX' || item.property === 'KFTypeScaleY';
  edit.replaceSegment(place, {
    common_keyframes: common,
    ...(splitsScale && { uniform_scale: { on: false, value: 1 } }),
  });
}

/** Keys in time order; a second key at one time replaces the first. */
function withKey(list: JsonValue | undefined, key: JsonObject): JsonObject[] {
  const others = (Array.isArray(list) ? list : [])
    .filter(isJsonObject)
    .filter((each) => each.time_offset !== key.time_offset);
  return [...others, key].sort((a, b) => numberOr(a.time_offset, 0) - numberOr(b.time_offset, 0));
}

function segmentTime(segment: DraftSegment, offset: number): number {
  const within = Math.min(Math.round(offset), segment.target_timerange.duration);
  const source = rangeOf(segment.source_timerange);
  if (!source) return within;
  return Math.round(source.start + within * numberOr(segment.speed, 1));
}

function storedValue(item: Keying, edit: DraftEdit): number {
  if (Math.abs(item.value) <= 1) return item.value;
  if (item.property === 'KFTypePositionX') return item.value / edit.canvas.width;
  if (item.property === 'KFTypePositionY') return item.value / edit.canvas.height;
  return item.value;
}

function newKey(id: string, timeOffset: number, value: number): JsonObject {
  return {
    curveType: 'Line',
    graphID: '',
    id,
    left_control: { x: 0, y: 0 },
    right_control: { x: 0, y: 0 },
    string_value: '',
    time_offset: timeOffset,
    values: [value],
  };
}
