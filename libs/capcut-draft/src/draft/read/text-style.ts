import { isJsonObject, type JsonObject, type JsonValue } from '../json/json-value';
import { booleanOr, numberOr, stringOr } from '../model/draft-document';
import type { Rgba, TextShadow, TextStroke, TextStyle } from './rich-text';

/** Reads one entry of `styles[]`. */
export function styleOf(style: JsonObject): TextStyle {
  const fill = child(style, 'fill');
  const content = child(fill, 'content');
  const font = child(style, 'font');
  const effect = child(style, 'effectStyle');
  return dropUndefined({
    size: style.size === undefined ? undefined : numberOr(style.size, 15),
    color: solidColor(content, numberOr(fill.alpha, 1)),
    gradient: gradientOf(content),
    bold: style.bold === undefined ? undefined : booleanOr(style.bold, false),
    italic: style.italic === undefined ? undefined : booleanOr(style.italic, false),
    underline: style.underline === undefined ? undefined : booleanOr(style.underline, false),
    fontPath: filled(font.path),
    fontId: filled(font.id),
    strokes: Array.isArray(style.strokes) ? style.strokes.filter(isJsonObject).map(strokeOf) : undefined,
    shadows: Array.isArray(style.shadows) ? style.shadows.filter(isJsonObject).map(shadowOf) : undefined,
    wordArtId: filled(effect.id) ?? filled(effect.path),
    lost: lostOf(style, content),
  });
}

/** What a style asks for and no reader of it understands. */
function lostOf(style: JsonObject, content: JsonObject): readonly string[] | undefined {
  const inner = Array.isArray(style.innerShadows) && style.innerShadows.length > 0;
  const lost = [
    ...(inner ? ['inner shadow'] : []),
    ...(content.render_type === 'texture' ? ['texture fill'] : []),
  ];
  return lost.length > 0 ? lost : undefined;
}

/** `[r, g, b]` with components 0–1. */
export function colorOf(value: JsonValue | undefined, alpha = 1): Rgba | undefined {
  if (!Array.isArray(value) || value.length < 3) return undefined;
  const [r, g, b, a] = value.map((component) => numberOr(component, 0)) as [number, number, number, number?];
  return { r, g, b, a: (a ?? 1) * alpha };
}

function solidColor(content: JsonObject, alpha: number): Rgba | undefined {
  const solid = child(content, 'solid');
  return colorOf(solid.color, alpha * numberOr(solid.alpha, 1));
}

function gradientOf(content: JsonObject): TextStyle['gradient'] {
  if (content.render_type !== 'gradient') return undefined;
  const gradient = child(content, 'gradient');
  const colors = (Array.isArray(gradient.color) ? gradient.color : [])
    .map((color) => colorOf(color))
    .filter((color) => !!color);
  const percents = (Array.isArray(gradient.percent) ? gradient.percent : []).map((percent) =>
    numberOr(percent, 0),
  );
  return { colors, percents, angle: numberOr(gradient.angle, 90) };
}

function strokeOf(stroke: JsonObject): TextStroke {
  const color = solidColor(child(stroke, 'content'), numberOr(stroke.alpha, 1));
  return { width: numberOr(stroke.width, 0), color: color ?? { r: 0, g: 0, b: 0, a: 1 } };
}

function shadowOf(shadow: JsonObject): TextShadow {
  const color = solidColor(child(shadow, 'content'), numberOr(shadow.alpha, 1));
  return {
    color: color ?? { r: 0, g: 0, b: 0, a: numberOr(shadow.alpha, 1) },
    distance: numberOr(shadow.distance, 5),
    angle: numberOr(shadow.angle, -45),
    diffuse: numberOr(shadow.diffuse, 0),
  };
}

function child(object: JsonObject, key: string): JsonObject {
  const value = object[key];
  return isJsonObject(value) ? value : {};
}

function filled(value: JsonValue | undefined): string | undefined {
  const text = stringOr(value, '');
  return text === '' ? undefined : text;
}

function dropUndefined(style: { [K in keyof TextStyle]: TextStyle[K] | undefined }): TextStyle {
  return Object.fromEntries(Object.entries(style).filter(([, value]) => value !== undefined)) as TextStyle;
}
