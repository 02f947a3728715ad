/** What a picture set asks of the vendor. `recamera` = one picture and a camera move along a template. */
export type ReqKeyUse = 'text' | 'first' | 'first-tail' | 'recamera';

export type VisualResolution = '720p' | '1080p';

export interface ReqKeyRow {
  readonly uses: readonly ReqKeyUse[];
  readonly resolution?: VisualResolution;
  /** Takes `frames`; absent = the vendor decides on the length. */
  readonly frames?: boolean;
}

const row = (uses: readonly ReqKeyUse[], resolution?: VisualResolution, frames = true): ReqKeyRow => ({
  uses,
  ...(resolution && { resolution }),
  frames,
});

/**
 * The visual API names model, mode and quality in one word. Mind the spelling: 1080p from text ends in `1080p`, from pictures in
 * `1080`.
 */
export const REQ_KEYS: Readonly<Record<string, ReqKeyRow>> = {
  jimeng_t2v_v30: row(['text'], '720p'),
  jimeng_t2v_v30_1080p: row(['text'], '1080p'),
  jimeng_i2v_first_v30: row(['first'], '720p'),
  jimeng_i2v_first_v30_1080: row(['first'], '1080p'),
  jimeng_i2v_first_tail_v30: row(['first-tail'], '720p'),
  jimeng_i2v_first_tail_v30_1080: row(['first-tail'], '1080p'),
  jimeng_i2v_recamera_v30: row(['recamera'], '720p'),
  jimeng_ti2v_v30_pro: row(['text', 'first'], '1080p'),
  jimeng_vgfm_t2v_l20: row(['text'], undefined, false),
  jimeng_vgfm_i2v_l20: row(['first'], undefined, false),
};

/**
 * Products of the same API with bodies of their own: driven pictures, talking heads, marketing clips. They are reached through
 * `providerOptions.jimeng.req_key`, their fields through `providerOptions.jimeng.fields`.
 */
export const SPECIAL_REQ_KEYS: readonly string[] = [
  'jimeng_dream_actor_m1_gen_video_cv',
  'jimeng_dreamactor_m20_gen_video',
  'jimeng_realman_avatar_picture_omni_v2',
  'jimeng_realman_avatar_picture_omni_v15',
  'pippit_iv2v_cvtob',
  'pippit_iv2v_v20_cvtob',
  'pippit_iv2v_v20_cvtob_with_vinput',
  'pippit_iv2v_cvtob_master',
];

/** Camera moves of the recamera product. */
export const CAMERA_TEMPLATES = [
  'hitchcock_dolly_in',
  'hitchcock_dolly_out',
  'robo_arm',
  'dynamic_orbit',
  'central_orbit',
  'crane_push',
  'quick_pull_back',
  'counterclockwise_swivel',
  'clockwise_swivel',
  'handheld',
  'rapid_push_pull',
] as const;
export type CameraTemplate = (typeof CAMERA_TEMPLATES)[number];

export const CAMERA_STRENGTHS = ['weak', 'medium', 'strong'] as const;
export type CameraStrength = (typeof CAMERA_STRENGTHS)[number];

export const VISUAL_RATIOS = ['16:9', '4:3', '1:1', '3:4', '9:16', '21:9'] as const;

/** Characters of a prompt. */
export const MAX_VISUAL_PROMPT = 800;

/** Pictures per second; a clip has one more picture than its seconds hold. */
const FPS = 24;
export const framesOf = (seconds: number): number => Math.round(seconds * FPS) + 1;
export const secondsOf = (frames: number): number => (frames - 1) / FPS;
