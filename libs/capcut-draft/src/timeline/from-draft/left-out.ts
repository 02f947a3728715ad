import { isJsonObject, type JsonValue } from '../../draft/json/json-value';
import { type DraftMaterial, numberOr, stringOr } from '../../draft/model/draft-document';
import type { KeyframeTrack } from '../../draft/read/keyframe-facts';
import { ALGORITHM_FACTS, COMPANION_FATES, COMPUTED_SWITCHES, type CompanionFate } from './companion-table';
import { type SegmentInput, skip } from './conversion';

/** Reports the companions of a segment that do not reach the film's picture, or its sound. */
export function noteCompanions(input: SegmentInput, part: 'picture' | 'sound'): void {
  const unknown: CompanionFate = {
    fate: 'left out',
    part: input.track.type === 'audio' ? 'sound' : 'picture',
    when: 'filled',
  };
  for (const { kind, material } of input.conversion.materials.companions(input.segment.refs)) {
    const entry = Object.hasOwn(COMPANION_FATES, kind) ? COMPANION_FATES[kind] : unknown;
    if (entry.fate !== 'left out' || entry.part !== part) continue;
    if (entry.when === 'filled' && !isFilled(material)) continue;
    const processed = stringOr(material.production_path, '') !== '';
    const note = {
      picture: 'not supported; the picture is shown without it',
      sound: processed
        ? 'the processed file is not used'
        : 'computed by the application; the sound is played without it',
    }[part];
    skip(input, kind.replaceAll('_', ' '), note);
  }
}

/** Reports what the application computes for a clip and leaves no file of. */
export function noteAlgorithms(input: SegmentInput, material: DraftMaterial): void {
  const matting = isJsonObject(material.matting) ? material.matting : {};
  if (numberOr(matting.flag, 0) !== 0)
    skip(input, 'background removal', 'computed by the application; the whole picture is shown');
  const stable = isJsonObject(material.stable) ? material.stable : {};
  if (numberOr(stable.stable_level, 0) !== 0)
    skip(input, 'stabilization', 'computed by the application; the picture is shown unstabilized');
  noteComputedParts(input, material);
  const algorithms = isJsonObject(material.video_algorithm) ? material.video_algorithm : {};
  for (const [name, value] of Object.entries(algorithms)) {
    if (!ALGORITHM_FACTS.has(name) && isRequested(value))
      skip(input, name.replaceAll('_', ' '), 'computed by the application; the picture is shown without it');
  }
  for (const [name, construct] of Object.entries(COMPUTED_SWITCHES)) {
    if (input.segment.raw[name] === true)
      skip(input, construct, 'computed by the application; the picture is shown without it');
  }
}

function noteComputedParts(input: SegmentInput, material: DraftMaterial): void {
  for (const name of ['corner_pin', 'smart_motion'])
    if (isRequested(material[name]))
      skip(input, name.replaceAll('_', ' '), 'computed by the application; the picture is shown without it');
}

/** Reports keyframes that change a value and are not followed. */
export function noteKeyframes(
  input: SegmentInput,
  tracks: readonly KeyframeTrack[],
  followed: (property: string) => boolean,
): void {
  for (const { property, keys } of tracks) {
    const [first] = keys;
    const changes = keys.some(({ values }) => values.some((value, index) => value !== first.values[index]));
    if (changes && !followed(property))
      skip(input, 'keyframes', `keyframes of "${property}" are not followed; its value stays as it is`);
  }
}

/** Keys that say what an entry is, not what it does; tracking is on for clips that have no tracker, too. */
const ABOUT =
  /(^|_)(id|ids|version|type|index|flag|name|platform|mode|url|category|panel|range|video_tracking)$/;

/** A list names what was asked for; a single entry may be there and switched off. */
function isRequested(value: JsonValue): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return isJsonObject(value) && isFilled(value as DraftMaterial);
}

/** Neutral companions are written beside nearly every segment; only those that carry values count. */
export function isFilled(material: DraftMaterial): boolean {
  return material.enable !== false && carries(material);
}

function carries(value: JsonValue | undefined): boolean {
  if (Array.isArray(value)) return !isIdentity(value) && value.some(carries);
  if (!isJsonObject(value)) return value === true || numberOr(value, 0) !== 0 || isText(value);
  return Object.entries(value).some(([key, item]) => !ABOUT.test(key) && carries(item));
}

const isText = (value: JsonValue | undefined): boolean =>
  typeof value === 'string' && value !== '' && value !== 'none' && Number(value) !== 0;

/** Points of a curve that changes nothing. */
function isIdentity(points: readonly JsonValue[]): boolean {
  return points.every((point) => isJsonObject(point) && 'x' in point && point.x === point.y);
}
