import type { JsonObject } from '../json/json-value';
import type { DraftSegment } from '../model/draft-document';
import type { Range } from '../read/segment-facts';

export interface NewSegment {
  readonly id: string;
  readonly materialId: string;
  readonly target: Range;
  /** `null` for texts, stickers, effects and filters. */
  readonly source: Range | null;
  readonly refs: readonly string[];
  readonly renderIndex: number;
  readonly trackRenderIndex: number;
  readonly speed?: number;
  readonly volume?: number;
  /** Geometry; absent for audio, effects and filters. */
  readonly clip?: JsonObject;
  /** True for pictures, which carry the color switches. */
  readonly picture?: boolean;
}

/** A segment with the whole set of fields recent versions write. */
export function newSegment(spec: NewSegment): DraftSegment {
  const picture = spec.picture ?? false;
  return {
    id: spec.id,
    material_id: spec.materialId,
    target_timerange: { ...spec.target },
    source_timerange: spec.source ? { ...spec.source } : null,
    render_timerange: { start: 0, duration: 0 },
    speed: spec.speed ?? 1,
    volume: spec.volume ?? 1,
    last_nonzero_volume: spec.volume || 1,
    extra_material_refs: [...spec.refs],
    clip: spec.clip ?? null,
    uniform_scale: spec.clip ? { on: true, value: 1 } : null,
    render_index: spec.renderIndex,
    track_render_index: spec.trackRenderIndex,
    track_attribute: 0,
    common_keyframes: [],
    keyframe_refs: [],
    hdr_settings: picture ? { intensity: 1, mode: 1, nits: 1000 } : null,
    ...SWITCHES,
    enable_adjust: picture,
    enable_lut: picture,
    enable_hsl: false,
  };
}

const SWITCHES: JsonObject = {
  caption_info: null,
  cartoon: false,
  color_correct_alg_result: '',
  desc: '',
  digital_human_template_group_id: '',
  enable_adjust_mask: false,
  enable_color_correct_adjust: false,
  enable_color_curves: true,
  enable_color_match_adjust: false,
  enable_color_wheels: true,
  enable_hsl_curves: true,
  enable_smart_color_adjust: false,
  enable_video_mask: true,
  group_id: '',
  intensifies_audio: false,
  is_loop: false,
  is_placeholder: false,
  is_tone_modify: false,
  lyric_keyframes: null,
  raw_segment_id: '',
  responsive_layout: {
    enable: false,
    horizontal_pos_layout: 0,
    size_layout: 0,
    target_follow: '',
    vertical_pos_layout: 0,
  },
  reverse: false,
  source: 'segmentsourcenormal',
  state: 0,
  template_id: '',
  template_scene: 'default',
  visible: true,
};

export interface Placement {
  readonly alpha: number;
  readonly scaleX: number;
  readonly scaleY: number;
  /** Half-canvas units, y up. */
  readonly x: number;
  readonly y: number;
}

export function clipOf(placement: Placement): JsonObject {
  return {
    alpha: placement.alpha,
    flip: { horizontal: false, vertical: false },
    rotation: 0,
    scale: { x: placement.scaleX, y: placement.scaleY },
    transform: { x: placement.x, y: placement.y },
  };
}
