import { isJsonObject, type JsonObject, type JsonValue } from '../json/json-value';
import { numberOr, stringOr, type DraftDocument, type DraftSegment } from '../model/draft-document';
import { pointOf, type Point } from './segment-facts';

export interface Keyframe {
  /** Microseconds on the segment's own time base: source time when it has a source, time since its start otherwise. */
  readonly offset: number;
  readonly values: readonly number[];
  /** `Line`, `FreeCurveIn`, `FreeCurveOut`, `FreeCurveInOut` or a name this version does not know. */
  readonly curve: string;
  /** Handle before the key; x in microseconds, y in value units. */
  readonly left: Point;
  /** Handle after the key. */
  readonly right: Point;
}

/** One animated property, keys in time order. Values are absolute and replace the static value. */
export interface KeyframeTrack {
  /** The name the files use, e.g. `KFTypePositionX`, `KFTypeAlpha`, `KFTypeVolume`. */
  readonly property: string;
  /** What it animates when that is a companion (a mask, an effect); the segment itself otherwise. */
  readonly materialId: string;
  readonly keys: readonly Keyframe[];
}

/** Root keyframes of older files, by id. Build once per document. */
export type RootKeyframes = ReadonlyMap<string, JsonObject>;

export function rootKeyframes(draft: DraftDocument): RootKeyframes {
  const found = new Map<string, JsonObject>();
  const lists = isJsonObject(draft.keyframes) ? Object.values(draft.keyframes) : [];
  for (const entry of lists.flatMap((list) => (Array.isArray(list) ? list : []))) {
    if (isJsonObject(entry) && typeof entry.id === 'string') found.set(entry.id, entry);
  }
  return found;
}

/** The animated properties of a segment, from `common_keyframes` and from the older `keyframe_refs`. */
export function keyframeTracks(segment: DraftSegment, root: RootKeyframes): KeyframeTrack[] {
  const common = objects(segment.common_keyframes).map(commonTrack);
  const referenced = (Array.isArray(segment.keyframe_refs) ? segment.keyframe_refs : [])
    .map((id) => (typeof id === 'string' ? root.get(id) : undefined))
    .filter((entry) => entry !== undefined);
  return [...common, ...olderTracks(referenced)].filter((track) => track.keys.length > 0);
}

function commonTrack(entry: JsonObject): KeyframeTrack {
  const keys = objects(entry.keyframe_list).map((key) => ({
    offset: numberOr(key.time_offset, 0),
    values: (Array.isArray(key.values) ? key.values : []).map((value) => numberOr(value, 0)),
    curve: stringOr(key.curveType, 'Line'),
    left: pointOf(key.left_control, 0),
    right: pointOf(key.right_control, 0),
  }));
  return {
    property: stringOr(entry.property_type, ''),
    materialId: stringOr(entry.material_id, ''),
    keys: keys.sort((a, b) => a.offset - b.offset),
  };
}

type OlderValue = (key: JsonObject) => JsonValue | undefined;
const OLDER_PROPERTIES: readonly (readonly [property: string, read: OlderValue])[] = [
  ['KFTypePositionX', (key) => part(key.position, 'x')],
  ['KFTypePositionY', (key) => part(key.position, 'y')],
  ['KFTypeScaleX', (key) => part(key.scale, 'x')],
  ['KFTypeScaleY', (key) => part(key.scale, 'y')],
  ['KFTypeRotation', (key) => key.rotation],
  ['KFTypeAlpha', (key) => key.alpha],
  ['KFTypeVolume', (key) => key.volume],
  ['KFTypeBrightness', (key) => key.brightness_value],
  ['KFTypeContrast', (key) => key.contrast_value],
  ['KFTypeSaturation', (key) => key.saturation_value],
];

/** Which bits of `flags` mean which property is known only in part, so a property counts as animated when it varies. */
function olderTracks(entries: readonly JsonObject[]): KeyframeTrack[] {
  return OLDER_PROPERTIES.flatMap(([property, read]) => {
    const keys = entries
      .filter((entry) => read(entry) !== undefined)
      .map((entry) => linearKey(numberOr(entry.time_offset, 0), numberOr(read(entry), 0)))
      .sort((a, b) => a.offset - b.offset);
    const varies = keys.some((key) => key.values[0] !== keys[0]?.values[0]);
    return varies ? [{ property, materialId: '', keys }] : [];
  });
}

function linearKey(offset: number, value: number): Keyframe {
  const handle = { x: 0, y: 0 };
  return { offset, values: [value], curve: 'Line', left: handle, right: handle };
}

function part(value: JsonValue | undefined, axis: 'x' | 'y'): JsonValue | undefined {
  return isJsonObject(value) ? value[axis] : undefined;
}

function objects(value: JsonValue | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}
