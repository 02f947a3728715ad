import type { JsonObject } from '../json/json-value';
import type { DraftMaterial } from '../model/draft-document';
import type { CatalogueEntry } from './edit-context';

/** A transition; it is referenced by the clip on its left. */
export function newTransition(id: string, entry: CatalogueEntry, duration: number): DraftMaterial {
  return {
    id,
    type: 'transition',
    name: entry.name,
    effect_id: entry.effectId,
    resource_id: entry.resourceId,
    duration,
    is_overlap: entry.overlap ?? false,
    category_id: '',
    category_name: '',
    path: '',
    platform: 'all',
    request_id: '',
  };
}

export type AnimationRole = 'in' | 'out' | 'group' | 'loop';

export interface NewAnimation {
  readonly role: AnimationRole;
  readonly entry: CatalogueEntry;
  /** Microseconds from the start of the segment. */
  readonly start: number;
  readonly duration: number;
}

/** A segment's one animation container; empty when it has none. */
export function newAnimations(
  id: string,
  animations: readonly NewAnimation[],
  materialType: 'video' | 'sticker',
): DraftMaterial {
  return {
    id,
    type: 'sticker_animation',
    multi_language_current: 'none',
    animations: animations.map(({ role, entry, start, duration }) => ({
      anim_adjust_params: null,
      category_id: '',
      category_name: '',
      duration,
      id: entry.effectId,
      material_type: materialType,
      name: entry.name,
      panel: materialType === 'video' ? 'video' : '',
      path: '',
      platform: 'all',
      request_id: '',
      resource_id: entry.resourceId,
      start,
      type: role,
    })),
  };
}

/** A scene or character effect over everything below it. */
export function newVideoEffect(id: string, entry: CatalogueEntry, renderIndex: number): DraftMaterial {
  return {
    id,
    type: entry.kind === 'character-effects' ? 'face_effect' : 'video_effect',
    name: entry.name,
    effect_id: entry.effectId,
    resource_id: entry.resourceId,
    adjust_params: adjustParams(entry),
    algorithm_artifact_path: '',
    apply_target_type: 2,
    apply_time_range: null,
    bind_segment_id: '',
    category_id: '',
    category_name: '',
    common_keyframes: [],
    covering_relation_change: 0,
    disable_effect_faces: [],
    effect_mask: [],
    enable_mask: true,
    formula_id: '',
    item_effect_type: 0,
    path: '',
    platform: 'all',
    render_index: renderIndex,
    request_id: '',
    source_platform: 0,
    sub_type: 0,
    time_range: null,
    track_render_index: 0,
    transparent_params: '',
    value: 1,
    version: '',
  };
}

/** An entry of `effects`: a filter of a strength 0–1, word art, a blend mode. */
export function newEffect(id: string, type: string, entry: CatalogueEntry, value: number): DraftMaterial {
  return {
    id,
    type,
    name: entry.name,
    effect_id: entry.effectId,
    resource_id: entry.resourceId,
    value,
    adjust_params: [],
    algorithm_artifact_path: '',
    apply_target_type: 0,
    beauty_body_auto_preset_id: '',
    beauty_face_auto_preset_id: '',
    beauty_face_auto_retouch_info: { beauty_face_auto_retouch_id: '', face_id: [] },
    bloom_params: null,
    category_id: '',
    category_key: '',
    category_name: '',
    color_match_info: { source_feature_path: '', target_feature_path: '', target_image_path: '' },
    covering_relation_change: 0,
    enable_skin_tone_correction: false,
    exclusion_group: [],
    face_adjust_params: [],
    formula_id: '',
    intensity_key: '',
    is_from_intelligent_quality: false,
    item_effect_type: 0,
    lumi_hub_path: '',
    multi_language_current: '',
    panel_id: '',
    path: '',
    platform: 'all',
    report_name: '',
    request_id: '',
    smart_color_mode: 0,
    source_platform: 1,
    sub_category_id: '',
    sub_category_name: '',
    sub_type: 'none',
    third_resource_id: '0',
    time_range: null,
    version: '',
    visible: true,
  };
}

const AUDIO_CATEGORIES: Readonly<Record<string, readonly [id: string, name: string, subType: number]>> = {
  'audio-effects': ['sound_effect', '场景音', 1],
  'audio-tones': ['tone', '音色', 1],
  'speech-to-song': ['speech_to_song', '声音成曲', 1],
};

export function newAudioEffect(id: string, entry: CatalogueEntry): DraftMaterial {
  const [categoryId, categoryName, subType] = AUDIO_CATEGORIES[entry.kind] ?? ['sound_effect', '', 1];
  return {
    id,
    type: 'audio_effect',
    name: entry.name,
    resource_id: entry.resourceId,
    audio_adjust_params: adjustParams(entry),
    category_id: categoryId,
    category_name: categoryName,
    is_ugc: false,
    path: '',
    production_path: '',
    speaker_id: '',
    sub_type: subType,
    time_range: { duration: 0, start: 0 },
  };
}

/** Fade lengths in microseconds of timeline time. */
export function newAudioFade(id: string, fadeIn: number, fadeOut: number): DraftMaterial {
  return { id, type: 'audio_fade', fade_type: 0, fade_in_duration: fadeIn, fade_out_duration: fadeOut };
}

function adjustParams(entry: CatalogueEntry): JsonObject[] {
  return entry.params.map((param, index) => ({
    default_value: param.default,
    max_value: param.max,
    min_value: param.min,
    name: param.name,
    parameterIndex: index,
    portIndex: 0,
    value: param.default,
  }));
}
