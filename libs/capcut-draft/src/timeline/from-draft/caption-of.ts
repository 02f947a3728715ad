import { isJsonObject } from '../../draft/json/json-value';
import { booleanOr, numberOr, stringOr } from '../../draft/model/draft-document';
import { textFacts, type TextFacts, type TextStyle } from '../../draft/read/text-facts';
import type { Caption, CaptionBackground, CaptionRun, CaptionText, Rgba } from '../timeline';
import { BLACK, hexColor, WHITE } from './color';
import { motionsOf } from './companions-of';
import { companions, skip, type SegmentInput } from './conversion';
import { isPoseProperty, poseCurves, tracksOf } from './curves-of';
import { noteCompanions, noteKeyframes } from './left-out';
import { cutAtWords, karaokeOf } from './karaoke-of';
import { poseOf } from './picture-of';

const DEFAULT_SIZE = 15;
const DEFAULT_SUBTITLE_SIZE = 5;

/** A segment of a text track. */
export function captionOf(input: SegmentInput): Caption | undefined {
  const found = input.conversion.materials.find(input.segment.materialId);
  if (!found || found.kind !== 'texts') {
    const name = stringOr(found?.material.name, '');
    skip(
      input,
      'text',
      found
        ? `"${name}" is a ${found.kind.replaceAll('_', ' ')} entry, which cannot be drawn`
        : 'its material is not in the draft',
    );
    return undefined;
  }
  const facts = textFacts(found.material);
  if (facts.text.trim() === '') return undefined;
  const artistry = companions(input, 'effects');
  for (const effect of artistry) {
    const kind = effect.type === 'text_shape' ? 'bubble' : 'word art';
    skip(
      input,
      kind,
      `${kind} ${stringOr(effect.name, '') || stringOr(effect.resource_id, '')} is decoration the application downloads; the text is drawn without it`,
    );
  }
  const pose = poseOf(input);
  noteStyles(input, facts, artistry.length > 0);
  noteCompanions(input, 'picture');
  const tracks = tracksOf(input);
  noteKeyframes(input, tracks, isPoseProperty);
  return {
    kind: 'caption',
    id: input.segment.id,
    track: input.track.id,
    range: input.range,
    text: captionText(input, facts),
    pose: { ...pose, alpha: numberOr(facts.raw.global_alpha, 1) },
    curves: poseCurves(input, tracks, (offset) => offset),
    motions: motionsOf(input),
  };
}

/** Parts of a style that text is drawn without. */
function noteStyles(input: SegmentInput, facts: TextFacts, artistryNoted: boolean): void {
  const styles = facts.runs.map(({ style }) => style);
  const lost = new Set(styles.flatMap((style) => style.lost ?? []));
  for (const construct of lost) skip(input, construct, 'not supported; the text is drawn without it');
  if (!artistryNoted && styles.some(({ wordArtId }) => wordArtId !== undefined))
    skip(input, 'word art', 'decoration the application downloads; the text is drawn without it');
}

/** Stored numbers; 3 and 4 are the names of the first and the last in vertical text. */
const ALIGNMENTS = ['left', 'center', 'right', 'left', 'right'] as const;

function captionText(input: SegmentInput, facts: TextFacts): CaptionText {
  const { raw } = facts;
  const fixedWidth = numberOr(raw.fixed_width, -1);
  const curve = isJsonObject(raw.text_curve) ? raw.text_curve : {};
  const runs = facts.runs.map(({ start, end, style }) => ({ start, end, ...runStyle(facts, style) }));
  const karaoke = karaokeOf(raw, facts.text, input.conversion.fps);
  return {
    text: facts.text,
    runs: karaoke ? cutAtWords(runs, karaoke) : runs,
    karaoke,
    alignment: ALIGNMENTS[numberOr(raw.alignment, 1)] ?? 'center',
    vertical: numberOr(raw.typesetting, 0) === 1,
    letterSpacing: numberOr(raw.letter_spacing, 0),
    lineSpacing: numberOr(raw.line_spacing, 0.02) - 0.02,
    maxWidth: fixedWidth > 0 ? fixedWidth / input.conversion.width : numberOr(raw.line_max_width, 0.82),
    background: backgroundOf(facts),
    arc: booleanOr(curve.enable, false) ? numberOr(curve.angle, 0) : 0,
  };
}

function runStyle(facts: TextFacts, style: TextStyle): Omit<CaptionRun, 'start' | 'end'> {
  const { raw } = facts;
  const flat = flatStyle(raw);
  return {
    ...flat,
    ...Object.fromEntries(Object.entries(style).filter(([key]) => Object.hasOwn(flat, key))),
    gradient: style.gradient && style.gradient.colors.length > 1 ? style.gradient : undefined,
  };
}

/** What a run without styles of its own looks like. */
function flatStyle(raw: Flat): Omit<CaptionRun, 'start' | 'end' | 'gradient'> {
  const fallbackSize =
    raw.type === 'subtitle' && raw.font_size === undefined ? DEFAULT_SUBTITLE_SIZE : DEFAULT_SIZE;
  return {
    size: numberOr(raw.font_size, fallbackSize),
    color: withAlpha(hexColor(raw.text_color) ?? WHITE, numberOr(raw.text_alpha, 1)),
    bold: numberOr(raw.bold_width, 0) > 0,
    italic: numberOr(raw.italic_degree, 0) > 0,
    underline: booleanOr(raw.underline, false),
    fontPath: stringOr(raw.font_path, ''),
    fontName: stringOr(raw.font_title, '') === 'none' ? '' : stringOr(raw.font_title, ''),
    strokes: flatStroke(raw),
    shadows: flatShadow(raw),
  };
}

type Flat = TextFacts['raw'];

function flatStroke(raw: Flat): CaptionRun['strokes'] {
  const color = hexColor(raw.border_color);
  const width = numberOr(raw.border_width, 0.08);
  return color && width > 0 ? [{ width, color: withAlpha(color, numberOr(raw.border_alpha, 1)) }] : [];
}

function flatShadow(raw: Flat): CaptionRun['shadows'] {
  if (!booleanOr(raw.has_shadow, false)) return [];
  const color = withAlpha(hexColor(raw.shadow_color) ?? BLACK, numberOr(raw.shadow_alpha, 0.9));
  return [
    {
      color,
      distance: numberOr(raw.shadow_distance, 5),
      angle: numberOr(raw.shadow_angle, -45),
      diffuse: numberOr(raw.shadow_smoothing, 0.45) / 18,
    },
  ];
}

/** Bit of `check_flag` that is set while a background is shown; its color stays in the draft when it is taken away. */
const BACKGROUND_FLAG = 16;

function backgroundOf({ raw }: TextFacts): CaptionBackground | undefined {
  if ((numberOr(raw.check_flag, BACKGROUND_FLAG) & BACKGROUND_FLAG) === 0) return undefined;
  const color = hexColor(raw.background_color);
  const alpha = numberOr(raw.background_alpha, 1);
  const style = numberOr(raw.background_style, color ? 1 : 0);
  if (!color || style === 0 || alpha <= 0) return undefined;
  return {
    color: withAlpha(color, alpha),
    perLine: style === 2,
    radius: numberOr(raw.background_round_radius, 0),
    padX: numberOr(raw.background_width, 0.14),
    padY: numberOr(raw.background_height, 0.14),
    offsetX: numberOr(raw.background_horizontal_offset, 0),
    offsetY: numberOr(raw.background_vertical_offset, 0),
  };
}

function withAlpha(color: Rgba, alpha: number): Rgba {
  return { ...color, a: color.a * alpha };
}
