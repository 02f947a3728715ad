import type { JsonObject, JsonValue } from '../json/json-value';
import { printJson } from '../json/print-json';
import type { DraftMaterial } from '../model/draft-document';
import type { CatalogueEntry } from './edit-context';

/** Shadow in the units clients send: alpha 0–1, diffuse and distance 0–100, angle in degrees. */
export interface ShadowSpec {
  readonly alpha: number;
  readonly color: string;
  readonly diffuse: number;
  readonly distance: number;
  readonly angle: number;
}

/** How one run of a text looks; colors as `#rrggbb`. */
export interface RunStyle {
  readonly color: string;
  readonly size: number;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  readonly borderColor?: string;
  readonly font?: CatalogueEntry;
  readonly shadow?: ShadowSpec;
  readonly wordArt?: CatalogueEntry;
}

export interface StyledRun {
  /** UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  readonly style: RunStyle;
}

export interface TextSpec {
  readonly text: string;
  readonly base: RunStyle;
  /** Cover the text without gaps; empty stands for one run of the base style. */
  readonly runs: readonly StyledRun[];
  /** 0 left, 1 center, 2 right. */
  readonly alignment: number;
  readonly vertical: boolean;
  readonly alpha: number;
  /** Values as the application's sliders show them. */
  readonly letterSpacing: number;
  readonly lineSpacing: number;
  /** Wrapped at the subtitle width, as captions are. */
  readonly wraps: boolean;
}

/** Stored width of the border capcut-mate writes: slider value 40 of 500. */
export const BORDER_WIDTH = 0.08;
const BASE_FLAG = 7;
const BORDER_FLAG = 8;
const SHADOW_FLAG = 32;

export function newText(id: string, spec: TextSpec): DraftMaterial {
  const runs = spec.runs.length > 0 ? spec.runs : [{ start: 0, end: spec.text.length, style: spec.base }];
  const { base } = spec;
  const bordered = runs.some((run) => run.style.borderColor !== undefined);
  const shadowed = runs.some((run) => run.style.shadow !== undefined);
  return {
    ...TEXT_DEFAULTS,
    id,
    content: printJson({ text: spec.text, styles: runs.map(styleJson) }),
    type: spec.wraps ? 'subtitle' : 'text',
    alignment: spec.alignment,
    typesetting: spec.vertical ? 1 : 0,
    global_alpha: spec.alpha,
    text_alpha: 1,
    text_color: base.color,
    font_size: base.size,
    bold_width: base.bold ? 0.008 : 0,
    italic_degree: base.italic ? 10 : 0,
    underline: base.underline,
    letter_spacing: rounded(spec.letterSpacing * 0.05),
    line_spacing: rounded(0.02 + spec.lineSpacing * 0.05),
    line_max_width: spec.wraps ? 0.82 : -1,
    border_color: base.borderColor ?? '',
    border_width: BORDER_WIDTH,
    is_rich_text: runs.length > 1,
    check_flag: BASE_FLAG + (bordered ? BORDER_FLAG : 0) + (shadowed ? SHADOW_FLAG : 0),
    ...shadowFields(base.shadow),
    ...fontFields(base.font),
  };
}

function styleJson(run: StyledRun): JsonObject {
  const { style } = run;
  return {
    fill: { alpha: 1, content: { render_type: 'solid', solid: { alpha: 1, color: rgb(style.color) } } },
    range: [run.start, run.end],
    size: style.size,
    bold: style.bold,
    italic: style.italic,
    underline: style.underline,
    strokes: style.borderColor
      ? [{ content: { solid: { alpha: 1, color: rgb(style.borderColor) } }, width: BORDER_WIDTH }]
      : [],
    ...(style.font && { font: { id: style.font.resourceId, path: '' } }),
    ...(style.wordArt && { effectStyle: { id: style.wordArt.resourceId, path: '' } }),
    ...(style.shadow && { shadows: [shadowJson(style.shadow)] }),
  };
}

function shadowJson(shadow: ShadowSpec): JsonObject {
  return {
    alpha: shadow.alpha,
    angle: shadow.angle,
    content: { solid: { color: rgb(shadow.color) } },
    diffuse: rounded(shadow.diffuse / 600),
    distance: shadow.distance,
  };
}

function shadowFields(shadow: ShadowSpec | undefined): JsonObject {
  if (!shadow) return { has_shadow: false };
  const radians = (shadow.angle * Math.PI) / 180;
  const reach = 0.18 * shadow.distance;
  return {
    has_shadow: true,
    shadow_alpha: shadow.alpha,
    shadow_angle: shadow.angle,
    shadow_color: shadow.color,
    shadow_distance: shadow.distance,
    shadow_point: { x: rounded(reach * Math.cos(radians)), y: rounded(reach * Math.sin(radians)) },
    shadow_smoothing: rounded((shadow.diffuse / 100) * 3),
  };
}

function fontFields(font: CatalogueEntry | undefined): JsonObject {
  if (!font) return {};
  const entry: JsonObject = {
    effect_id: font.effectId,
    id: font.resourceId,
    path: '',
    resource_id: font.resourceId,
    title: font.name,
  };
  return { font_id: font.effectId, font_resource_id: font.resourceId, font_title: font.name, fonts: [entry] };
}

/** `#rrggbb` as components 0–1. */
function rgb(color: string): JsonValue[] {
  return [1, 3, 5].map((at) => rounded(parseInt(color.slice(at, at + 2), 16) / 255));
}

function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

const TEXT_DEFAULTS: JsonObject = {
  add_type: 2,
  background_alpha: 1,
  background_color: '',
  background_fill: '',
  background_height: 0.14,
  background_horizontal_offset: 0,
  background_round_radius: 0,
  background_style: 0,
  background_vertical_offset: 0,
  background_width: 0.14,
  base_content: '',
  border_alpha: 1,
  combo_info: { text_templates: [] },
  fixed_height: -1,
  fixed_width: -1,
  font_category_id: '',
  font_category_name: '',
  font_id: '',
  font_name: '',
  font_path: '',
  font_resource_id: '',
  font_source_platform: 0,
  font_team_id: '',
  font_title: 'none',
  font_url: '',
  fonts: [],
  force_apply_line_max_width: false,
  group_id: '',
  initial_scale: 1,
  inner_padding: -1,
  ktv_color: '',
  language: '',
  layer_weight: 1,
  line_feed: 1,
  name: '',
  preset_id: '',
  recognize_task_id: '',
  recognize_type: 0,
  relevance_segment: [],
  shadow_alpha: 0.9,
  shadow_angle: -45,
  shadow_color: '',
  shadow_distance: 5,
  shadow_point: { x: 0.636396, y: -0.636396 },
  shadow_smoothing: 0.45,
  shape_clip_x: false,
  shape_clip_y: false,
  style_name: '',
  sub_type: 0,
  subtitle_keywords: null,
  text_curve: null,
  text_preset_resource_id: '',
  text_size: 30,
  text_to_audio_ids: [],
  tts_auto_update: false,
  underline_offset: 0.22,
  underline_width: 0.05,
  use_effect_default_color: false,
  words: { end_time: [], start_time: [], text: [] },
};
