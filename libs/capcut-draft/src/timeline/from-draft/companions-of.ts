import { isJsonObject, type JsonObject } from '../../draft/json/json-value';
import { booleanOr, type DraftMaterial, numberOr, stringOr } from '../../draft/model/draft-document';
import { toFrame } from '../frame-clock';
import type { Backdrop, BlendMode, ChromaKey, EffectUse, GradeStep, Motion, Rgba } from '../timeline';
import { hexColor } from './color';
import { companion, companions, skip, type SegmentInput } from './conversion';
import { sourceRef } from './source-of';

const PHASES = new Set(['in', 'out', 'group', 'loop']);

export function motionsOf(input: SegmentInput): Motion[] {
  const lists = companions(input, 'material_animations').map((material) => material.animations);
  return lists
    .flatMap((list) => (Array.isArray(list) ? list.filter(isJsonObject) : []))
    .flatMap((animation): Motion[] => {
      const phase = stringOr(animation.type, '');
      const name = stringOr(animation.name, '');
      if (!PHASES.has(phase)) {
        skip(input, 'animation', `animation "${name}" is of the unknown kind "${phase}"`);
        return [];
      }
      return [
        {
          phase: phase as Motion['phase'],
          frames: Math.max(1, toFrame(numberOr(animation.duration, 0), input.conversion.fps)),
          resourceId: stringOr(animation.resource_id, ''),
          name,
        },
      ];
    });
}

export function backdropOf(input: SegmentInput): Backdrop | undefined {
  const canvas = companion(input, 'canvases');
  if (!canvas) return undefined;
  const type = stringOr(canvas.type, 'canvas_color');
  if (type === 'canvas_blur') return { kind: 'blur', level: numberOr(canvas.blur, 0.375) };
  if (type === 'canvas_image' && stringOr(canvas.image, '') !== '') {
    return { kind: 'image', source: sourceRef(canvas, 'image', stringOr(canvas.image, '')) };
  }
  if (type !== 'canvas_color') {
    const why = type === 'canvas_image' ? 'its picture has no file' : `it is of the kind "${type}"`;
    skip(input, 'background', `${why}; nothing is drawn behind the clip`);
    return undefined;
  }
  const color = hexColor(canvas.color);
  return color && color.a > 0 && (color.r > 0 || color.g > 0 || color.b > 0)
    ? { kind: 'color', color: onBlack(color) }
    : undefined;
}

/** What is behind a background is black. */
const onBlack = ({ r, g, b, a }: Rgba): Rgba => ({ r: r * a, g: g * a, b: b * a, a: 1 });

const BLEND_IDS: Readonly<Record<string, BlendMode>> = {
  '6758325895519277582': 'multiply',
  '6758325800031752712': 'dodge',
  '6758325724848853518': 'burn',
  '6758325619253056013': 'linearburn',
  '6758325439212556814': 'softlight',
  '6758325264670790152': 'hardlight',
  '6758325170760323597': 'screen',
  '6758324989931295240': 'overlay',
  '6758324919789949453': 'lighten',
  '6758324839670354445': 'darken',
};
const BLEND_NAMES: readonly (readonly [RegExp, BlendMode])[] = [
  [/multiply|正片叠底/i, 'multiply'],
  [/linear.?burn|线性加深/i, 'linearburn'],
  [/dodge|颜色减淡/i, 'dodge'],
  [/burn|颜色加深/i, 'burn'],
  [/soft.?light|柔光/i, 'softlight'],
  [/hard.?light|强光/i, 'hardlight'],
  [/screen|滤色/i, 'screen'],
  [/overlay|叠加/i, 'overlay'],
  [/lighten|变亮/i, 'lighten'],
  [/darken|变暗/i, 'darken'],
];

export function blendOf(input: SegmentInput): BlendMode {
  const mode = companions(input, 'effects').find((effect) => effect.type === 'mix_mode');
  if (!mode) return 'normal';
  const id = stringOr(mode.resource_id, '') || stringOr(mode.effect_id, '');
  const name = stringOr(mode.name, '');
  const known = BLEND_IDS[id] ?? BLEND_NAMES.find(([pattern]) => pattern.test(name))?.[1];
  if (!known) skip(input, 'mix mode', `mix mode "${name}" (${id}) is not known; drawn normally`);
  return known ?? 'normal';
}

export function chromaOf(input: SegmentInput): ChromaKey | undefined {
  const chroma = companion(input, 'chromas');
  if (!chroma) return undefined;
  const color = hexColor(chroma.color);
  const intensity = numberOr(chroma.intensity_value, 0);
  if (!color || intensity <= 0) return undefined;
  return {
    color,
    intensity,
    edgeSmooth: numberOr(chroma.edge_smooth_value, 0),
    spill: numberOr(chroma.spill_value, 0),
  };
}

/** Sliders, hue bands and looks of a segment, in the order they are applied; also sliders at rest, which keyframes may move. */
export function gradeOf(input: SegmentInput, extra: readonly DraftMaterial[] = []): GradeStep[] {
  for (const { type, name } of companions(input, 'effects')) {
    const kind = stringOr(type, '');
    if (!SLIDERS.has(kind) && !KNOWN_EFFECTS.has(kind))
      skip(input, 'effect', `"${stringOr(name, '')}" is of the unknown type "${kind}"`);
  }
  const { raw } = input.segment;
  const effects = [...extra, ...companions(input, 'effects')];
  const adjust = booleanOr(raw.enable_adjust, true) ? effects.flatMap((effect) => sliderStep(effect)) : [];
  const looks = booleanOr(raw.enable_lut, true) || extra.length > 0 ? effects.flatMap(lookStep) : [];
  const bands = booleanOr(raw.enable_hsl, true) ? companions(input, 'hsl').flatMap(hslStep) : [];
  return [...bands, ...adjust, ...looks];
}

/** Other types of entries of `effects` that are read. */
const KNOWN_EFFECTS: ReadonlySet<string> = new Set(['filter', 'lut', 'mix_mode']);

/** Names of the sliders as the files write them. */
export const SLIDERS: ReadonlySet<string> = new Set([
  ...[
    'brightness',
    'contrast',
    'saturation',
    'sharpen',
    'highlight',
    'shadow',
    'white',
    'black',
    'temperature',
  ],
  ...['tone', 'fade', 'light_sensation', 'vignetting', 'particle', 'clear'],
]);

function sliderStep(effect: DraftMaterial): GradeStep[] {
  const slider = stringOr(effect.type, '');
  const value = numberOr(effect.value, 0);
  return SLIDERS.has(slider) ? [{ kind: 'adjust', slider, value }] : [];
}

function lookStep(effect: DraftMaterial): GradeStep[] {
  if (effect.type !== 'filter' && effect.type !== 'lut') return [];
  return [
    {
      kind: 'look',
      resourceId: stringOr(effect.resource_id, '') || stringOr(effect.effect_id, ''),
      name: stringOr(effect.name, ''),
      amount: Math.min(1, Math.max(0, numberOr(effect.value, 1))),
      path: stringOr(effect.path, ''),
    },
  ];
}

function hslStep(material: DraftMaterial): GradeStep[] {
  const hue = numberOr(material.hue, 0);
  const saturation = numberOr(material.saturation, 0);
  const lightness = numberOr(material.lightness, 0);
  if (hue === 0 && saturation === 0 && lightness === 0) return [];
  return [{ kind: 'hsl', band: numberOr(material.hsl_color_type, 1), hue, saturation, lightness }];
}

export function effectUse(material: DraftMaterial): EffectUse {
  const list = Array.isArray(material.adjust_params) ? material.adjust_params.filter(isJsonObject) : [];
  const params: Record<string, number> = {};
  for (const param of list as JsonObject[]) {
    params[stringOr(param.name, '')] = numberOr(param.value, numberOr(param.default_value, 0));
  }
  return {
    resourceId: stringOr(material.resource_id, ''),
    effectId: stringOr(material.effect_id, ''),
    name: stringOr(material.name, ''),
    params,
  };
}
