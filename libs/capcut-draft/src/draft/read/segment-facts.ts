import { isJsonObject, type JsonObject, type JsonValue } from '../json/json-value';
import { booleanOr, numberOr, stringOr, type DraftSegment } from '../model/draft-document';

export interface Range {
  readonly start: number;
  readonly duration: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Geometry: scale 1 fits the medium into the canvas; translation in half-canvas units, y up; rotation clockwise degrees. */
export interface ClipGeometry {
  readonly scale: Point;
  readonly translate: Point;
  readonly rotation: number;
  readonly flipHorizontal: boolean;
  readonly flipVertical: boolean;
  readonly alpha: number;
}

/** A segment with every default filled in; times in microseconds. */
export interface SegmentFacts {
  readonly id: string;
  readonly materialId: string;
  readonly target: Range;
  /** Part of the source, in source time; `null` when the file has none (texts, stickers, effects, filters). */
  readonly source: Range | null;
  /** The segment's own copy; a speed material may carry a curve. */
  readonly speed: number;
  /** Linear amplitude. */
  readonly volume: number;
  readonly reverse: boolean;
  /** True: pitch follows speed. */
  readonly pitchFollowsSpeed: boolean;
  readonly visible: boolean;
  readonly renderIndex: number;
  readonly uniformScale: boolean;
  readonly masksOn: boolean;
  readonly clip: ClipGeometry;
  /** Ids of companions, of any kind; some may lead nowhere. */
  readonly refs: readonly string[];
  readonly raw: DraftSegment;
}

export function segmentFacts(raw: DraftSegment): SegmentFacts {
  const uniform = isJsonObject(raw.uniform_scale) ? raw.uniform_scale : {};
  return {
    id: stringOr(raw.id, ''),
    materialId: stringOr(raw.material_id, ''),
    target: rangeOf(raw.target_timerange) ?? { start: 0, duration: 0 },
    source: rangeOf(raw.source_timerange),
    speed: positive(numberOr(raw.speed, 1)),
    volume: numberOr(raw.volume, 1),
    reverse: booleanOr(raw.reverse, false),
    pitchFollowsSpeed: booleanOr(raw.is_tone_modify, false),
    visible: booleanOr(raw.visible, true),
    renderIndex: numberOr(raw.render_index, 0),
    uniformScale: booleanOr(uniform.on, true),
    masksOn: booleanOr(raw.enable_video_mask, true),
    clip: clipGeometry(raw.clip),
    refs: stringsOf(raw.extra_material_refs),
    raw,
  };
}

export function rangeOf(value: JsonValue | undefined): Range | null {
  if (!isJsonObject(value)) return null;
  return { start: numberOr(value.start, 0), duration: numberOr(value.duration, 0) };
}

export function endOf(range: Range): number {
  return range.start + range.duration;
}

function clipGeometry(value: JsonValue | undefined): ClipGeometry {
  const clip = isJsonObject(value) ? value : {};
  const flip = isJsonObject(clip.flip) ? clip.flip : {};
  return {
    scale: pointOf(clip.scale, 1),
    translate: pointOf(clip.transform, 0),
    rotation: numberOr(clip.rotation, 0),
    flipHorizontal: booleanOr(flip.horizontal, false),
    flipVertical: booleanOr(flip.vertical, false),
    alpha: numberOr(clip.alpha, 1),
  };
}

export function pointOf(value: JsonValue | undefined, fallback: number): Point {
  const point: JsonObject = isJsonObject(value) ? value : {};
  return { x: numberOr(point.x, fallback), y: numberOr(point.y, fallback) };
}

function stringsOf(value: JsonValue | undefined): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

function positive(value: number): number {
  return value > 0 ? value : 1;
}
