import type { DraftSegment } from '../model/draft-document';
import { DraftEdit } from '../write/draft-edit';
import type { EditContext } from '../write/edit-context';
import { snapRange } from '../write/frame-grid';
import { newEffect, newVideoEffect } from '../write/new-effects';
import { clipOf, newSegment } from '../write/new-segment';
import { newTrack, topLayer } from '../write/new-track';
import type { AddEffects, AddFilters, AddSticker, EditResult } from './draft-command';
import { placedOf } from './edit-result';
import { checkDisjoint, checkSpan, invalid } from './place-items';
import type { Range } from '../read/segment-facts';
import type { DraftMaterial } from '../model/draft-document';

/** Scene or character effects over everything below; scene effects win where a name is both. */
export function addEffects(edit: DraftEdit, command: AddEffects, context: EditContext): EditResult {
  const { renderIndex } = topLayer(edit, 'effect');
  return addOverlays(edit, command, 'effect', context, (index, field) => {
    const title = command.items[index]?.title ?? '';
    const entry = context.find(['scene-effects', 'character-effects'], title, `${field}.effect_title`);
    return edit.addMaterial('video_effects', newVideoEffect(context.newId(), entry, renderIndex));
  });
}

/** Filters over everything below; intensity 0–100 is stored as 0–1. */
export function addFilters(edit: DraftEdit, command: AddFilters, context: EditContext): EditResult {
  return addOverlays(edit, command, 'filter', context, (index, field) => {
    const item = command.items[index];
    const intensity = item?.intensity ?? 100;
    if (!(intensity >= 0 && intensity <= 100))
      throw invalid(`${field}.intensity`, `it is ${intensity} and must lie between 0 and 100`);
    const entry = context.find('filters', item?.title ?? '', `${field}.filter_title`);
    return edit.addMaterial('effects', newEffect(context.newId(), 'filter', entry, intensity / 100));
  });
}

/** One sticker, by the application's id, on a track of its own. */
export function addSticker(edit: DraftEdit, command: AddSticker, context: EditContext): EditResult {
  checkSpan('sticker', command.start, command.end);
  const material = edit.addMaterial('stickers', {
    id: context.newId(),
    type: 'sticker',
    resource_id: command.stickerId,
    sticker_id: command.stickerId,
    source_platform: 1,
    name: '',
    path: '',
    icon_url: '',
    preview_cover_url: '',
    unicode: '',
  });
  const animations = edit.addMaterial('material_animations', {
    id: context.newId(),
    type: 'sticker_animation',
    multi_language_current: 'none',
    animations: [],
  });
  const segment = newSegment({
    id: context.newId(),
    materialId: material.id,
    target: snapRange(command.start, command.end, edit.canvas.fps),
    source: null,
    refs: [animations.id],
    ...topLayer(edit, 'sticker'),
    clip: clipOf(command.placement),
  });
  const track = edit.addTrack(newTrack(context.newId(), 'sticker', [segment]));
  return { segments: [placedOf(segment, track.id)], materialIds: [material.id], count: 1, warnings: [] };
}

interface Spans {
  readonly field: string;
  readonly items: readonly { readonly start: number; readonly end: number }[];
}

function addOverlays(
  edit: DraftEdit,
  command: Spans,
  type: 'effect' | 'filter',
  context: EditContext,
  material: (index: number, field: string) => DraftMaterial,
): EditResult {
  const planned: { field: string; range: Range }[] = command.items.map((item, index) => {
    const field = `${command.field}[${index}]`;
    checkSpan(field, item.start, item.end);
    return { field, range: snapRange(item.start, item.end, edit.canvas.fps) };
  });
  checkDisjoint(planned);
  const layering = topLayer(edit, type);
  const segments: DraftSegment[] = planned.map(({ field, range }, index) =>
    newSegment({
      id: context.newId(),
      materialId: material(index, field).id,
      target: range,
      source: null,
      refs: [],
      ...layering,
    }),
  );
  const ordered = [...segments].sort((a, b) => a.target_timerange.start - b.target_timerange.start);
  const track = edit.addTrack(newTrack(context.newId(), type, ordered));
  return {
    segments: segments.map((segment) => placedOf(segment, track.id)),
    materialIds: segments.map((segment) => segment.material_id),
    count: segments.length,
    warnings: [],
  };
}
