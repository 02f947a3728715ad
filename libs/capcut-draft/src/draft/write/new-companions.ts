import type { DraftMaterial } from '../model/draft-document';
import type { DraftEdit } from './draft-edit';

type Neutral = (id: string) => DraftMaterial;

/** Companions every segment owns one of, with the values the applications give an untouched clip. */
const NEUTRAL = {
  placeholder_infos: (id) => ({
    id,
    type: 'placeholder_info',
    meta_type: 'none',
    res_path: '',
    res_text: '',
    error_path: '',
    error_text: '',
  }),
  canvases: (id) => ({
    id,
    type: 'canvas_color',
    color: '',
    blur: 0,
    image: '',
    album_image: '',
    image_id: '',
    image_name: '',
    source_platform: 0,
    team_id: '',
  }),
  sound_channel_mappings: (id) => ({ id, type: 'none', audio_channel_mapping: 0, is_config_open: false }),
  material_colors: (id) => ({
    id,
    is_color_clip: false,
    is_gradient: false,
    solid_color: '',
    gradient_colors: [],
    gradient_percents: [],
    gradient_angle: 90,
    width: 0,
    height: 0,
  }),
  vocal_separations: (id) => ({
    id,
    type: 'vocal_separation',
    choice: 0,
    removed_sounds: [],
    time_range: null,
    production_path: '',
    final_algorithm: '',
    enter_from: '',
  }),
  beats: (id) => ({
    id,
    type: 'beats',
    enable_ai_beats: false,
    gear: 404,
    gear_count: 0,
    mode: 404,
    user_beats: [],
    user_delete_ai_beats: null,
    ai_beats: { beats_path: '', beats_url: '', melody_path: '', melody_percents: [0], melody_url: '' },
  }),
} as const satisfies Record<string, Neutral>;

export const VISUAL_COMPANIONS = [
  'placeholder_infos',
  'canvases',
  'sound_channel_mappings',
  'material_colors',
  'vocal_separations',
] as const;
export const AUDIO_COMPANIONS = [
  'placeholder_infos',
  'beats',
  'sound_channel_mappings',
  'vocal_separations',
] as const;

/** Adds a segment's own speed and neutral companions; returns their ids in the order the applications list them. */
export function addCompanions(
  edit: DraftEdit,
  newId: () => string,
  kinds: readonly (keyof typeof NEUTRAL)[],
  speed: number,
): string[] {
  const speedId = edit.addMaterial('speeds', {
    id: newId(),
    type: 'speed',
    mode: 0,
    speed,
    curve_speed: null,
  }).id;
  return [speedId, ...kinds.map((kind) => edit.addMaterial(kind, NEUTRAL[kind](newId())).id)];
}
