import type { JsonObject } from '../json/json-value';
import type { DraftMaterial } from '../model/draft-document';
import { AUDIO_DEFAULTS, VIDEO_DEFAULTS } from './media-defaults';

/** Nominal length the applications give a picture: three hours, in microseconds. */
export const PHOTO_DURATION = 10_800_000_000;

/** A medium that lies in the material library, or will once its task has finished. */
export interface PlacedMedia {
  readonly kind: 'video' | 'photo' | 'gif' | 'audio';
  /** What goes into `path`: the draft-folder placeholder followed by the place inside the draft. */
  readonly path: string;
  readonly name: string;
  /** Same bytes, same id: links the timeline with the media bin. */
  readonly contentId: string;
  /** Displayed size in pixels; 0 for sound. */
  readonly width: number;
  readonly height: number;
  /** Microseconds; `PHOTO_DURATION` for pictures. */
  readonly duration: number;
  readonly hasAudio: boolean;
  /** The task that will deliver the file; until then facts are expectations. */
  readonly pendingTask?: string;
}

/** Fractions of the picture to keep, 0–1, origin top left. */
export interface CropBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export const PENDING_TASK_KEY = 'onereel_pending_task';

export function newVisualMaterial(id: string, media: PlacedMedia, crop?: CropBox): DraftMaterial {
  return {
    ...VIDEO_DEFAULTS,
    id,
    material_id: id,
    type: media.kind,
    crop: cropCorners(crop ?? { left: 0, top: 0, right: 1, bottom: 1 }),
    ...mediaFields(media),
    material_name: media.name,
  };
}

export function newAudioMaterial(id: string, media: PlacedMedia): DraftMaterial {
  return {
    ...AUDIO_DEFAULTS,
    id,
    music_id: id,
    name: media.name,
    path: media.path,
    duration: media.duration,
    local_material_id: media.contentId,
    ...(media.pendingTask && { [PENDING_TASK_KEY]: media.pendingTask }),
  };
}

/** What changes when an expected file has arrived. */
export function mediaFields(media: PlacedMedia): JsonObject {
  return {
    path: media.path,
    width: media.width,
    height: media.height,
    duration: media.duration,
    has_audio: media.hasAudio,
    local_material_id: media.contentId,
    ...(media.pendingTask && { [PENDING_TASK_KEY]: media.pendingTask }),
  };
}

function cropCorners(box: CropBox): JsonObject {
  return {
    lower_left_x: box.left,
    lower_left_y: box.bottom,
    lower_right_x: box.right,
    lower_right_y: box.bottom,
    upper_left_x: box.left,
    upper_left_y: box.top,
    upper_right_x: box.right,
    upper_right_y: box.top,
  };
}
