import type { JsonObject } from '../json/json-value';
import type { DraftMaterial } from '../model/draft-document';

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

const VIDEO_DEFAULTS: JsonObject = {
  audio_fade: null,
  cartoon_path: '',
  category_id: '',
  category_name: 'local',
  check_flag: 63487,
  crop_ratio: 'free',
  crop_scale: 1,
  extra_type_option: 0,
  formula_id: '',
  freeze: null,
  intensifies_audio_path: '',
  intensifies_path: '',
  is_ai_generate_content: false,
  is_copyright: false,
  is_text_edit_overdub: false,
  is_unified_beauty_mode: false,
  local_id: '',
  material_url: '',
  matting: {
    flag: 0,
    has_use_quick_brush: false,
    has_use_quick_eraser: false,
    interactiveTime: [],
    path: '',
    strokes: [],
  },
  media_path: '',
  object_locked: null,
  origin_material_id: '',
  picture_from: 'none',
  picture_set_category_id: '',
  picture_set_category_name: '',
  request_id: '',
  reverse_intensifies_path: '',
  reverse_path: '',
  smart_motion: null,
  source: 0,
  source_platform: 0,
  stable: { matrix_path: '', stable_level: 0, time_range: { duration: 0, start: 0 } },
  team_id: '',
  video_algorithm: {
    algorithms: [],
    deflicker: null,
    motion_blur_config: null,
    noise_reduction: null,
    path: '',
    quality_enhance: null,
    time_range: null,
  },
};

const AUDIO_DEFAULTS: JsonObject = {
  app_id: 0,
  category_id: '',
  category_name: 'local',
  check_flag: 1,
  copyright_limit_type: 'none',
  effect_id: '',
  formula_id: '',
  intensifies_path: '',
  is_ai_clone_tone: false,
  is_text_edit_overdub: false,
  is_ugc: false,
  query: '',
  request_id: '',
  resource_id: '',
  search_id: '',
  source_from: '',
  source_platform: 0,
  team_id: '',
  text_id: '',
  tone_category_id: '',
  tone_category_name: '',
  tone_effect_id: '',
  tone_effect_name: '',
  tone_platform: '',
  tone_second_category_id: '',
  tone_second_category_name: '',
  tone_speaker: '',
  tone_type: '',
  type: 'extract_music',
  video_id: '',
  wave_points: [],
};
