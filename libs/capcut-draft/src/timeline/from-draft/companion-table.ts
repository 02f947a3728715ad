/** What becomes of the companions of a kind. */
export type CompanionFate =
  /** A reader of its own takes care of it and reports what it leaves out. */
  | { readonly fate: 'read' }
  /** Changes nothing that is seen or heard. */
  | { readonly fate: 'neutral' }
  /** Not carried into the film: reported wherever it is there at all, or wherever it holds a value. */
  | {
      readonly fate: 'left out';
      readonly part: 'picture' | 'sound';
      readonly when: 'present' | 'filled';
    };

const READ: CompanionFate = { fate: 'read' };
const NEUTRAL: CompanionFate = { fate: 'neutral' };
const PICTURE: CompanionFate = { fate: 'left out', part: 'picture', when: 'filled' };
const PACKAGE: CompanionFate = { fate: 'left out', part: 'picture', when: 'present' };
const SOUND: CompanionFate = { fate: 'left out', part: 'sound', when: 'filled' };

/** Every kind of companion the applications write. Kinds that are not here are reported where they hold a value. */
export const COMPANION_FATES: Readonly<Record<string, CompanionFate>> = {
  audio_effects: READ,
  audio_fades: READ,
  canvases: READ,
  chromas: READ,
  common_mask: READ,
  drafts: READ,
  effects: READ,
  hsl: READ,
  loudnesses: READ,
  masks: READ,
  material_animations: READ,
  material_colors: READ,
  speeds: READ,
  transitions: READ,
  video_effects: READ,
  vocal_separations: READ,

  ai_translates: NEUTRAL,
  audio_track_indexes: NEUTRAL,
  audios: NEUTRAL,
  beats: NEUTRAL,
  multi_language_refs: NEUTRAL,
  placeholder_infos: NEUTRAL,
  placeholders: NEUTRAL,
  stickers: NEUTRAL,
  tail_leaders: NEUTRAL,
  texts: NEUTRAL,
  time_marks: NEUTRAL,
  videos: NEUTRAL,

  ai_text_effects: PACKAGE,
  digital_human_model_dressing: PACKAGE,
  digital_humans: PACKAGE,
  flowers: PACKAGE,
  handwrites: PACKAGE,
  huazi: PACKAGE,
  images: PACKAGE,
  plugin_effects: PACKAGE,
  shapes: PACKAGE,
  text_templates: PACKAGE,

  color_curves: PICTURE,
  green_screens: PICTURE,
  hsl_curves: PICTURE,
  log_color_wheels: PICTURE,
  manual_beautys: PICTURE,
  manual_deformations: PICTURE,
  primary_color_wheels: PICTURE,
  smart_crops: PICTURE,
  smart_relights: PICTURE,
  video_radius: PICTURE,
  video_shadows: PICTURE,
  video_strokes: PICTURE,
  video_trackings: PICTURE,

  audio_balances: SOUND,
  audio_pannings: SOUND,
  audio_pitch_shifts: SOUND,
  realtime_denoises: SOUND,
  sound_channel_mappings: SOUND,
  vocal_beautifys: SOUND,
};

/** Switches of a segment for what the application computes, and their names in a report. */
export const COMPUTED_SWITCHES: Readonly<Record<string, string>> = {
  enable_smart_color_adjust: 'smart color adjustment',
  enable_color_match_adjust: 'color match',
  enable_color_correct_adjust: 'color correction',
  enable_color_adjust_pro: 'professional color adjustment',
  enable_mask_stroke: 'stroke of the mask',
  enable_mask_shadow: 'shadow of the mask',
  cartoon: 'cartoon style',
};

/** Entries of a clip's `video_algorithm` that describe it and change nothing. */
export const ALGORITHM_FACTS: ReadonlySet<string> = new Set([
  'path',
  'time_range',
  'image_interpretation',
  'story_video_modify_video_config',
]);
