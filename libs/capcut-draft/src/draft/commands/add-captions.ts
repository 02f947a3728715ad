import type { DraftSegment } from '../model/draft-document';
import type { Range } from '../read/segment-facts';
import { DraftEdit } from '../write/draft-edit';
import type { EditContext } from '../write/edit-context';
import { snapRange } from '../write/frame-grid';
import { newAnimations, newEffect } from '../write/new-effects';
import { clipOf, newSegment } from '../write/new-segment';
import { newText, type RunStyle } from '../write/new-text';
import { newTrack, topLayer, type Layering } from '../write/new-track';
import { baseStyle, captionRuns } from './caption-runs';
import type { AddCaptions, CaptionItem, EditResult } from './draft-command';
import { placedOf } from './edit-result';
import { textAnimations } from './plan-animations';
import { checkDisjoint, checkSpan, invalid } from './place-items';

/** How `alignment` values beyond the horizontal ones read: vertical writing, centered, left and right. */
const VERTICAL_ALIGNMENT: Readonly<Record<number, number>> = { 3: 1, 4: 0, 5: 2 };

/** Captions of one call on one new text track above everything. */
export function addCaptions(edit: DraftEdit, command: AddCaptions, context: EditContext): EditResult {
  const planned = command.items.map((item, index) => {
    const field = `${command.field}[${index}]`;
    checkSpan(field, item.start, item.end);
    if (item.text.trim() === '')
      throw invalid(`${field}.text`, 'it is blank and must hold at least one visible character');
    return { field, item, range: snapRange(item.start, item.end, edit.canvas.fps) };
  });
  checkDisjoint(planned);
  const layering = topLayer(edit, 'text');
  const segments = planned.map((caption) => buildCaption(edit, caption, command, layering, context));
  const ordered = [...segments].sort((a, b) => a.target_timerange.start - b.target_timerange.start);
  const track = edit.addTrack({
    ...newTrack(context.newId(), 'text', ordered),
    flag: (command.wraps ?? true) ? 1 : 0,
  });
  return {
    segments: segments.map((segment) => placedOf(segment, track.id)),
    materialIds: [],
    count: segments.length,
    warnings: [],
  };
}

interface PlannedCaption {
  readonly field: string;
  readonly item: CaptionItem;
  readonly range: Range;
}

function buildCaption(
  edit: DraftEdit,
  caption: PlannedCaption,
  command: AddCaptions,
  layering: Layering,
  context: EditContext,
): DraftSegment {
  const { item, field, range } = caption;
  const { style } = command;
  const base = baseStyle(style, item, field, context);
  const vertical = style.alignment in VERTICAL_ALIGNMENT;
  const material = edit.addMaterial(
    'texts',
    newText(context.newId(), {
      text: item.text,
      base,
      runs: captionRuns(item, base, field, context),
      alignment: VERTICAL_ALIGNMENT[style.alignment] ?? style.alignment,
      vertical,
      alpha: style.alpha,
      letterSpacing: style.letterSpacing,
      lineSpacing: style.lineSpacing,
      wraps: command.wraps ?? true,
    }),
  );
  return newSegment({
    id: context.newId(),
    materialId: material.id,
    target: range,
    source: null,
    refs: textRefs(edit, base, textAnimations(context, item, range.duration, field), context),
    ...layering,
    clip: clipOf(command.placement),
  });
}

function textRefs(
  edit: DraftEdit,
  base: RunStyle,
  animations: ReturnType<typeof textAnimations>,
  context: EditContext,
): string[] {
  const refs = [
    edit.addMaterial('material_animations', newAnimations(context.newId(), animations, 'sticker')).id,
  ];
  if (base.wordArt)
    refs.push(edit.addMaterial('effects', newEffect(context.newId(), 'text_effect', base.wordArt, 1)).id);
  return refs;
}
