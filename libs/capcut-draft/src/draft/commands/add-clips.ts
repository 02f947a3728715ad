import type { DraftSegment } from '../model/draft-document';
import { endOf, type Range } from '../read/segment-facts';
import { DraftEdit } from '../write/draft-edit';
import type { EditContext } from '../write/edit-context';
import { snapTime } from '../write/frame-grid';
import { addCompanions, VISUAL_COMPANIONS } from '../write/new-companions';
import { newAnimations, newAudioFade, newEffect, newTransition } from '../write/new-effects';
import { newMask } from '../write/new-mask';
import { newVisualMaterial, PHOTO_DURATION } from '../write/new-media';
import { clipOf, newSegment } from '../write/new-segment';
import { freeMainTrack, newTrack, topLayer, type Layering } from '../write/new-track';
import type { AddClips, ClipItem, DraftWarning, EditResult } from './draft-command';
import { placedOf } from './edit-result';
import { clipAnimations } from './plan-animations';
import { fitSource } from './fit-source';
import { checkDisjoint } from './place-items';

interface PlannedClip {
  readonly field: string;
  readonly item: ClipItem;
  readonly range: Range;
  readonly source: Range;
  readonly speed: number;
}

/** Pictures and clips of one call on one track: the main track while it is free, else a new one above everything. */
export function addClips(edit: DraftEdit, command: AddClips, context: EditContext): EditResult {
  const warnings: DraftWarning[] = [];
  const warn = (warning: DraftWarning) => warnings.push(warning);
  const planned = command.items.map((item, index) =>
    planClip(item, `${command.field}[${index}]`, edit.canvas.fps, warn),
  );
  checkDisjoint(planned);
  const main = freeMainTrack(edit);
  const layering = main === undefined ? topLayer(edit, 'video') : { renderIndex: 0, trackRenderIndex: main };
  const segments = planned.map((clip) => buildClip(edit, clip, command, layering, context, warn));
  placeTransitions(edit, planned, segments, context, warn);
  const ordered = [...segments].sort((a, b) => a.target_timerange.start - b.target_timerange.start);
  const trackId =
    main === undefined
      ? edit.addTrack(newTrack(context.newId(), 'video', ordered)).id
      : mainTrackWith(edit, main, ordered);
  return {
    segments: segments.map((segment) => placedOf(segment, trackId)),
    materialIds: [],
    count: segments.length,
    warnings,
  };
}

function mainTrackWith(edit: DraftEdit, index: number, segments: DraftSegment[]): string {
  edit.setSegments(index, segments);
  return edit.tracks[index]?.id as string;
}

function planClip(
  item: ClipItem,
  field: string,
  fps: number,
  warn: (warning: DraftWarning) => void,
): PlannedClip {
  const { media, start, end, speed, sourceStart, sourceDuration } = item;
  // A picture has no end: only its place counts.
  const limits =
    media.kind === 'photo' ? { available: PHOTO_DURATION } : { available: media.duration, sourceDuration };
  return { field, item, ...fitSource({ field, start, end, speed, sourceStart, ...limits }, fps, warn) };
}

function buildClip(
  edit: DraftEdit,
  clip: PlannedClip,
  command: AddClips,
  layering: Layering,
  context: EditContext,
  warn: (warning: DraftWarning) => void,
): DraftSegment {
  const { item, field } = clip;
  const material = edit.addMaterial('videos', newVisualMaterial(context.newId(), item.media, item.crop));
  const refs = addCompanions(edit, context.newId, VISUAL_COMPANIONS, clip.speed);
  const animations = clipAnimations(context, item, clip.range.duration, field, warn);
  refs.splice(
    3,
    0,
    edit.addMaterial('material_animations', newAnimations(context.newId(), animations, 'video')).id,
  );
  refs.splice(2, 0, ...extras(edit, clip, context));
  return newSegment({
    id: context.newId(),
    materialId: material.id,
    target: clip.range,
    source: clip.source,
    refs,
    ...layering,
    speed: clip.speed,
    volume: item.volume,
    clip: clipOf(command.placement),
    picture: true,
  });
}

function extras(edit: DraftEdit, { item, field, range }: PlannedClip, context: EditContext): string[] {
  const refs: string[] = [];
  if (item.mask) {
    const entry = context.find('masks', item.mask.name, `${field}.mask`);
    refs.push(
      edit.addMaterial('masks', newMask(context.newId(), { ...item.mask, entry }, mediumSize(item))).id,
    );
  }
  if (item.blendMode) {
    const entry = context.find('blend-modes', item.blendMode, `${field}.blend_mode`);
    refs.push(edit.addMaterial('effects', newEffect(context.newId(), 'mix_mode', entry, 1)).id);
  }
  if (item.fadeIn || item.fadeOut) {
    const [fadeIn, fadeOut] = fadesWithin(range.duration, item.fadeIn ?? 0, item.fadeOut ?? 0);
    refs.push(edit.addMaterial('audio_fades', newAudioFade(context.newId(), fadeIn, fadeOut)).id);
  }
  return refs;
}

function mediumSize(item: ClipItem): { width: number; height: number } {
  const { crop, media } = item;
  const width = Math.max(1, media.width) * (crop ? crop.right - crop.left : 1);
  const height = Math.max(1, media.height) * (crop ? crop.bottom - crop.top : 1);
  return { width, height };
}

/** Fades that together do not exceed the clip; shortened in proportion when they would. */
export function fadesWithin(length: number, fadeIn: number, fadeOut: number): [number, number] {
  const total = fadeIn + fadeOut;
  if (total <= length) return [Math.round(fadeIn), Math.round(fadeOut)];
  const shortened = Math.floor((fadeIn * length) / total);
  return [shortened, length - shortened];
}

/** A transition belongs to the clip on its left and needs a neighbor that begins where it ends. */
function placeTransitions(
  edit: DraftEdit,
  planned: readonly PlannedClip[],
  segments: readonly DraftSegment[],
  context: EditContext,
  warn: (warning: DraftWarning) => void,
): void {
  const byStart = new Map(planned.map((clip) => [clip.range.start, clip]));
  planned.forEach((clip, index) => {
    const asked = clip.item.transition;
    if (!asked) return;
    const field = `${clip.field}.transition`;
    const entry = context.find('transitions', asked.name, field);
    const right = byStart.get(endOf(clip.range));
    if (!right) {
      warn({
        field,
        message: `No clip follows directly after ${clip.field} on its track, so its transition was left out.`,
      });
      return;
    }
    const longest = 2 * Math.min(clip.range.duration, right.range.duration);
    const duration = snapTime(
      Math.min(asked.duration ?? entry.duration ?? 500_000, longest, clip.range.duration),
      edit.canvas.fps,
    );
    const material = edit.addMaterial('transitions', newTransition(context.newId(), entry, duration));
    const segment = segments[index] as DraftSegment;
    (segment.extra_material_refs as string[]).splice(2, 0, material.id);
  });
}
