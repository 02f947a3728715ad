import type { DraftSegment } from '../model/draft-document';
import type { Range } from '../read/segment-facts';
import { DraftEdit } from '../write/draft-edit';
import type { EditContext } from '../write/edit-context';
import { addCompanions, AUDIO_COMPANIONS } from '../write/new-companions';
import { newAudioEffect, newAudioFade } from '../write/new-effects';
import { newAudioMaterial } from '../write/new-media';
import { newSegment } from '../write/new-segment';
import { newTrack, topLayer } from '../write/new-track';
import { fadesWithin } from './add-clips';
import type { AddAudios, AudioItem, DraftWarning, EditResult, PlacedSegment } from './draft-command';
import { placedOf } from './edit-result';
import { fitSource } from './fit-source';
import { assignLanes } from './place-items';

interface PlannedSound {
  readonly field: string;
  readonly item: AudioItem;
  readonly range: Range;
  readonly source: Range;
  readonly speed: number;
}

/** Sounds may overlap: each goes to the first new track that is free at its start. */
export function addAudios(edit: DraftEdit, command: AddAudios, context: EditContext): EditResult {
  const warnings: DraftWarning[] = [];
  const planned = command.items.map((item, index) =>
    planSound(item, `${command.field}[${index}]`, edit.canvas.fps, (w) => warnings.push(w)),
  );
  const placed = new Map<PlannedSound, PlacedSegment>();
  for (const lane of assignLanes(planned)) {
    const trackId = context.newId();
    const segments = lane.map((sound) => {
      const segment = buildSound(edit, sound, context);
      placed.set(sound, placedOf(segment, trackId));
      return segment;
    });
    edit.addTrack(newTrack(trackId, 'audio', segments));
  }
  const segments = planned.map((sound) => placed.get(sound) as PlacedSegment);
  return { segments, materialIds: [], count: segments.length, warnings };
}

function planSound(
  item: AudioItem,
  field: string,
  fps: number,
  warn: (warning: DraftWarning) => void,
): PlannedSound {
  const { media, start, end, speed, sourceStart, sourceDuration } = item;
  const wanted = { field, start, end, speed, sourceStart, sourceDuration, available: media.duration };
  return { field, item, ...fitSource(wanted, fps, warn) };
}

function buildSound(edit: DraftEdit, sound: PlannedSound, context: EditContext): DraftSegment {
  const { item, field } = sound;
  const material = edit.addMaterial('audios', newAudioMaterial(context.newId(), item.media));
  const refs = addCompanions(edit, context.newId, AUDIO_COMPANIONS, sound.speed);
  if (item.fadeIn || item.fadeOut) {
    const [fadeIn, fadeOut] = fadesWithin(sound.range.duration, item.fadeIn ?? 0, item.fadeOut ?? 0);
    refs.splice(2, 0, edit.addMaterial('audio_fades', newAudioFade(context.newId(), fadeIn, fadeOut)).id);
  }
  if (item.effect) {
    const entry = context.find(
      ['audio-effects', 'audio-tones', 'speech-to-song'],
      item.effect,
      `${field}.audio_effect`,
    );
    refs.push(edit.addMaterial('audio_effects', newAudioEffect(context.newId(), entry)).id);
  }
  return newSegment({
    id: context.newId(),
    materialId: material.id,
    target: sound.range,
    source: sound.source,
    refs,
    renderIndex: 0,
    trackRenderIndex: topLayer(edit, 'audio').trackRenderIndex,
    speed: sound.speed,
    volume: item.volume,
  });
}
