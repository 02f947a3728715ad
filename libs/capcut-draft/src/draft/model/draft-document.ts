import type { JsonObject, JsonValue } from '../json/json-value';

/** The kinds of track a timeline holds. Photos, GIFs, color clips and compound clips live on `video` tracks. */
export type TrackType = 'video' | 'audio' | 'text' | 'sticker' | 'effect' | 'filter' | 'adjust';

/** Microseconds; the unit of every time in a draft. */
export interface TimeRange extends JsonObject {
  start: number;
  duration: number;
}

/** One object of a track. Fields an application may omit are optional; `segmentFacts` gives them their defaults. */
export interface DraftSegment extends JsonObject {
  id: string;
  material_id: string;
  target_timerange: TimeRange;
}

export interface DraftTrack extends JsonObject {
  id: string;
  type: string;
  segments: DraftSegment[];
}

/** One entry of a material array. */
export interface DraftMaterial extends JsonObject {
  id: string;
}

export interface DraftMaterials extends JsonObject {
  [kind: string]: DraftMaterial[];
}

/**
 * The root document of `draft_content.json` / `draft_info.json`, of any generation. Whatever this type does not name is still
 * there and is written back. The three containers are always present: the reader adds the ones a file leaves out.
 */
export interface DraftDocument extends JsonObject {
  tracks: DraftTrack[];
  materials: DraftMaterials;
  canvas_config: JsonObject;
}

/** A number however a file spells it (`1`, `"1"`, `1.0`), or the default when it is absent or not finite. */
export function numberOr(value: JsonValue | undefined, fallback: number): number {
  const parsed = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof parsed === 'number' && Number.isFinite(parsed) ? parsed : fallback;
}

export function stringOr(value: JsonValue | undefined, fallback: string): string {
  return typeof value === 'string' ? value : fallback;
}

export function booleanOr(value: JsonValue | undefined, fallback: boolean): boolean {
  if (typeof value === 'number') return value !== 0;
  return typeof value === 'boolean' ? value : fallback;
}
