import { GatewayError } from '@onereel/core';
import { isJsonObject, type JsonObject } from '../json/json-value';
import { parseJson } from '../json/parse-json';
import { printJson } from '../json/print-json';
import { stringOr, type DraftSegment } from '../model/draft-document';
import { endOf, segmentFacts } from '../read/segment-facts';
import { textFacts } from '../read/text-facts';
import { DraftEdit, type SegmentPlace } from '../write/draft-edit';
import { fitRange } from '../write/frame-grid';
import { mediaFields, PENDING_TASK_KEY } from '../write/new-media';
import type { EditResult, RemoveSegments, SegmentChanges, SettleMedia, UpdateSegment } from './draft-command';
import { NOTHING, placedOf } from './edit-result';
import { invalid } from './place-items';
import { retimed } from './retime-segment';

/** Takes segments out, with the materials only they used. A track left empty goes too, unless it is the main track. */
export function removeSegments(edit: DraftEdit, command: RemoveSegments): EditResult {
  const places = command.segmentIds.map((id) => placeOf(edit, id));
  const orphans = new Set(
    places.flatMap(({ segment }) => [segment.material_id, ...segmentFacts(segment).refs]),
  );
  const gone = new Set(command.segmentIds);
  for (const trackIndex of new Set(places.map((place) => place.trackIndex))) {
    const segments = edit.tracks[trackIndex]?.segments.filter((segment) => !gone.has(segment.id)) ?? [];
    edit.setSegments(trackIndex, segments);
  }
  const main = edit.tracks.findIndex((track) => track.type === 'video');
  const touched = new Set(places.map((place) => place.track.id));
  for (let index = edit.tracks.length - 1; index >= 0; index--) {
    const track = edit.tracks[index];
    if (track && touched.has(track.id) && track.segments.length === 0 && index !== main)
      edit.removeTrack(index);
  }
  for (const track of edit.tracks) {
    for (const segment of track.segments)
      [segment.material_id, ...segmentFacts(segment).refs].forEach((id) => orphans.delete(id));
  }
  edit.removeMaterials(orphans);
  return { ...NOTHING, count: gone.size };
}

/** Changes one segment in place. */
export function updateSegment(edit: DraftEdit, command: UpdateSegment): EditResult {
  const place = placeOf(edit, command.segmentId);
  const { changes } = command;
  const fields: JsonObject = { ...retimed(edit, place, changes), ...looks(place.segment, changes) };
  if (changes.volume !== undefined) {
    if (!(changes.volume >= 0 && changes.volume <= 10))
      throw invalid('volume', `it is ${changes.volume} and must lie between 0 and 10`);
    fields.volume = changes.volume;
    if (changes.volume > 0) fields.last_nonzero_volume = changes.volume;
  }
  if (changes.visible !== undefined) fields.visible = changes.visible;
  if (changes.speed !== undefined) {
    const speed = segmentFacts(place.segment).refs.find((ref) => edit.findMaterial(ref)?.kind === 'speeds');
    if (speed) edit.replaceMaterial('speeds', speed, { speed: changes.speed, mode: 0, curve_speed: null });
  }
  if (changes.text !== undefined) replaceText(edit, place.segment, changes.text);
  const segment = edit.replaceSegment(place, fields);
  return { ...NOTHING, segments: [placedOf(segment, place.track.id)], count: 1 };
}

/** A finished task's file replaces what was kept free for it; clips it is too short for end earlier. */
export function settleMedia(edit: DraftEdit, command: SettleMedia): EditResult {
  const settled = new Set<string>();
  for (const kind of ['videos', 'audios']) {
    for (const material of edit.root.materials[kind] ?? []) {
      if (material[PENDING_TASK_KEY] !== command.taskId) continue;
      const fields =
        kind === 'videos'
          ? { ...mediaFields(command.media), type: command.media.kind }
          : soundFields(command);
      edit.replaceMaterial(kind, material.id, fields, [PENDING_TASK_KEY]);
      settled.add(material.id);
    }
  }
  const shortened = edit.tracks.flatMap((track) =>
    track.segments.filter((segment) => settled.has(segment.material_id)),
  );
  for (const { id } of shortened) shorten(edit, placeOf(edit, id), command.media.duration);
  return { ...NOTHING, count: settled.size };
}

function shorten(edit: DraftEdit, place: SegmentPlace, available: number): void {
  const { source, speed, target } = segmentFacts(place.segment);
  if (!source || endOf(source) <= available) return;
  // A file that ends before the clip would begin gives its last frame.
  const from = Math.min(
    source.start,
    Math.max(0, Math.floor(available - (1_000_000 / edit.canvas.fps) * speed)),
  );
  const length = Math.max(1, available - from);
  const range = fitRange(target.start, length / speed, edit.canvas.fps);
  const used = Math.min(length, Math.round(range.duration * speed));
  edit.replaceSegment(place, {
    target_timerange: { ...range },
    source_timerange: { start: from, duration: used },
  });
}

function soundFields({ media }: SettleMedia): JsonObject {
  return { path: media.path, duration: media.duration, local_material_id: media.contentId };
}

function placeOf(edit: DraftEdit, id: string): SegmentPlace {
  const place = edit.findSegment(id);
  if (!place)
    throw new GatewayError('not_found', {
      param: 'segment_id',
      message: `segment_id: the draft has no segment ${id}.`,
    });
  return place;
}

function looks(segment: DraftSegment, changes: SegmentChanges): JsonObject {
  const clip = isJsonObject(segment.clip) ? segment.clip : {};
  const wanted: [keyof SegmentChanges, string, string?][] = [
    ['alpha', 'alpha'],
    ['rotation', 'rotation'],
    ['scaleX', 'scale', 'x'],
    ['scaleY', 'scale', 'y'],
    ['x', 'transform', 'x'],
    ['y', 'transform', 'y'],
    ['flipHorizontal', 'flip', 'horizontal'],
    ['flipVertical', 'flip', 'vertical'],
  ];
  const asked = wanted.filter(([key]) => changes[key] !== undefined);
  if (asked.length === 0) return {};
  if (!isJsonObject(segment.clip))
    throw invalid('segment_id', 'the segment has no picture, so it has no place, scale or opacity');
  const next: JsonObject = { ...clip };
  for (const [key, field, axis] of asked) {
    const value = changes[key] as number | boolean;
    next[field] = axis ? { ...(isJsonObject(next[field]) ? next[field] : {}), [axis]: value } : value;
  }
  return { clip: next };
}

function replaceText(edit: DraftEdit, segment: DraftSegment, text: string): void {
  const found = edit.findMaterial(segment.material_id);
  if (found?.kind !== 'texts') throw invalid('text', 'the segment is not a text');
  if (text.trim() === '') throw invalid('text', 'it is blank and must hold at least one visible character');
  edit.replaceMaterial('texts', found.material.id, {
    content: rewritten(stringOr(found.material.content, ''), textFacts(found.material), text),
  });
}

function rewritten(content: string, facts: ReturnType<typeof textFacts>, text: string): string {
  if (facts.generation !== 'json') return facts.text === '' ? text : content.replace(facts.text, () => text);
  const parsed = parseJson(content) as JsonObject;
  const styles = Array.isArray(parsed.styles) ? parsed.styles.filter(isJsonObject).slice(0, 1) : [];
  return printJson({
    ...parsed,
    text,
    styles: styles.map((style) => ({ ...style, range: [0, text.length] })),
  });
}
