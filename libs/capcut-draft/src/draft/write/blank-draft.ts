import type { DraftDocument } from '../model/draft-document';

/** The arrays a recent application writes, empty or not. */
const MATERIAL_KINDS = (
  'ai_translates audio_balances audio_effects audio_fades audio_track_indexes audios beats canvases chromas color_curves ' +
  'common_mask digital_human_model_dressing digital_humans drafts effects flowers green_screens handwrites hsl hsl_curves images ' +
  'log_color_wheels loudnesses manual_beautys manual_deformations masks material_animations material_colors multi_language_refs ' +
  'placeholder_infos placeholders plugin_effects primary_color_wheels realtime_denoises shapes smart_crops smart_relights ' +
  'sound_channel_mappings speeds stickers tail_leaders text_templates texts time_marks transitions video_effects video_trackings ' +
  'videos vocal_beautifys vocal_separations'
).split(' ');
const KEYFRAME_KINDS = [
  'adjusts',
  'audios',
  'effects',
  'filters',
  'handwrites',
  'stickers',
  'texts',
  'videos',
];

export interface BlankDraft {
  readonly id: string;
  readonly mainTrackId: string;
  readonly name: string;
  /** Pixels, at least 1. */
  readonly width: number;
  readonly height: number;
  readonly fps: number;
}

/** An empty timeline of the JianYing 5.9 generation, which both brands open; a profile restates the versions on export. */
export function blankDraft(spec: BlankDraft): DraftDocument {
  const platform = {
    app_id: 3704,
    app_source: 'lv',
    app_version: '5.9.0',
    device_id: '',
    hard_disk_id: '',
    mac_address: '',
    os: 'windows',
    os_version: '',
  };
  return {
    canvas_config: { height: spec.height, ratio: 'original', width: spec.width, background: null },
    color_space: 0,
    config: { ...CONFIG },
    cover: null,
    create_time: 0,
    draft_type: 'video',
    duration: 0,
    extra_info: null,
    fps: spec.fps,
    free_render_index_mode_on: false,
    group_container: null,
    id: spec.id,
    is_drop_frame_timecode: false,
    keyframe_graph_list: [],
    keyframes: Object.fromEntries(KEYFRAME_KINDS.map((kind) => [kind, []])),
    last_modified_platform: { ...platform },
    lyrics_effects: [],
    materials: Object.fromEntries(MATERIAL_KINDS.map((kind) => [kind, []])),
    mutable_config: null,
    name: spec.name,
    new_version: '110.0.0',
    path: '',
    platform,
    relationships: [],
    render_index_track_mode_on: true,
    retouch_cover: null,
    source: 'default',
    static_cover_image_path: '',
    time_marks: null,
    tracks: [
      {
        attribute: 0,
        flag: 0,
        id: spec.mainTrackId,
        is_default_name: true,
        name: 'main_track',
        segments: [],
        type: 'video',
      },
    ],
    uneven_animation_template_info: { composition: '', content: '', order: '', sub_template_info_list: [] },
    update_time: 0,
    version: 360000,
  };
}

const CONFIG: DraftDocument['canvas_config'] = {
  adjust_max_index: 1,
  attachment_info: [],
  combination_max_index: 1,
  export_range: null,
  extract_audio_last_index: 1,
  lyrics_recognition_id: '',
  lyrics_sync: true,
  lyrics_taskinfo: [],
  maintrack_adsorb: false,
  material_save_mode: 0,
  multi_language_current: 'none',
  multi_language_list: [],
  multi_language_main: 'none',
  multi_language_mode: 'none',
  original_sound_last_index: 1,
  record_audio_last_index: 1,
  sticker_max_index: 1,
  subtitle_keywords_config: null,
  subtitle_recognition_id: '',
  subtitle_sync: true,
  subtitle_taskinfo: [],
  system_font_list: [],
  use_float_render: false,
  video_mute: false,
  zoom_info_params: null,
};
