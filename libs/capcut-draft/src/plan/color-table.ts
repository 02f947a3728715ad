/** A color with components 0–1. */
export type Color = readonly [r: number, g: number, b: number];

export type ColorMap = (color: Color) => Color;

const LUMA: Color = [0.2085, 0.7021, 0.0894];
const clamp = (value: number): number => Math.min(1, Math.max(0, value));
const each =
  (map: (component: number) => number): ColorMap =>
  ([r, g, b]) => [map(r), map(g), map(b)];
const luma = ([r, g, b]: Color): number => LUMA[0] * r + LUMA[1] * g + LUMA[2] * b;

function brightness(v: number): ColorMap {
  return v > 0 ? each((c) => 1 - (1 - c) ** (1 + 5 * v)) : each((c) => c ** (1 - 2.5 * v));
}

function contrast(v: number): ColorMap {
  if (v <= 0) return each((c) => 0.5 + (c - 0.5) * (1 + v));
  const steepness = 4 + 8 * v;
  const sigmoid = (x: number): number => 1 / (1 + Math.exp(-steepness * (x - 0.5)));
  const [low, high] = [sigmoid(0), sigmoid(1)];
  return each((c) => c + ((sigmoid(c) - low) / (high - low) - c) * Math.min(1, v * 1.5));
}

function saturation(v: number): ColorMap {
  return (color) => {
    const gray = luma(color);
    return [
      gray + (color[0] - gray) * (1 + v),
      gray + (color[1] - gray) * (1 + v),
      gray + (color[2] - gray) * (1 + v),
    ];
  };
}

/** Moves one end of the tonal range and leaves the other. */
function tonal(v: number, weight: (c: number) => number): ColorMap {
  return each((c) => clamp(c + v * 0.25 * weight(c)));
}

function balance(red: number, green: number, blue: number): ColorMap {
  return (color) => {
    const before = luma(color);
    const shifted: Color = [color[0] * (1 + red), color[1] * (1 + green), color[2] * (1 + blue)];
    const after = luma(shifted);
    const keep = after > 0 ? before / after : 1;
    return [shifted[0] * keep, shifted[1] * keep, shifted[2] * keep];
  };
}

/** What each slider does to a color at a value of −1…1. */
export const SLIDER_COLORS: Readonly<Record<string, (value: number) => ColorMap>> = {
  brightness,
  contrast,
  saturation,
  light_sensation: (v) => each((c) => c ** (1 - 0.5 * v)),
  highlight: (v) => tonal(v, (c) => c * c),
  shadow: (v) => tonal(v, (c) => (1 - c) * (1 - c)),
  white: (v) => each((c) => c * (1 + 0.2 * v)),
  black: (v) => each((c) => c + 0.3 * v * (1 - c) * 0.5),
  temperature: (v) => balance(0.22 * v, 0, -0.22 * v),
  tone: (v) => balance(0.09 * v, -0.18 * v, 0.09 * v),
  fade: (v) => each((c) => c + Math.max(0, v) * 0.2 * (1 - c)),
};

/** Centers of the eight hue bands, degrees. */
const HUE_BANDS = [0, 30, 60, 120, 180, 240, 280, 320];

/** Shifts one band of hues; the neighbors fade in within 40 degrees. */
export function hueBand(step: {
  band: number;
  hue: number;
  saturation: number;
  lightness: number;
}): ColorMap {
  const center = HUE_BANDS[(step.band - 1 + HUE_BANDS.length) % HUE_BANDS.length] ?? 0;
  return (color) => {
    const [h, s, l] = toHsl(color);
    const distance = Math.abs(((h - center + 540) % 360) - 180);
    const weight = clamp(1 - distance / 40) * Math.min(1, s * 4);
    if (weight === 0) return color;
    return fromHsl([
      h + step.hue * 0.3 * weight * 100 * 0.01 * 60,
      clamp(s * (1 + step.saturation * weight)),
      clamp(l * (1 + 0.5 * step.lightness * weight)),
    ]);
  };
}

export function toHsl([r, g, b]: Color): [number, number, number] {
  const max = Math.max(r, g, b);
  const min = Math.min(r, g, b);
  const l = (max + min) / 2;
  const span = max - min;
  if (span < 1e-6) return [0, 0, l];
  const s = span / (1 - Math.abs(2 * l - 1) || 1e-6);
  const sector = max === r ? ((g - b) / span + 6) % 6 : max === g ? (b - r) / span + 2 : (r - g) / span + 4;
  return [sector * 60, clamp(s), l];
}

function fromHsl([h, s, l]: [number, number, number]): Color {
  const chroma = (1 - Math.abs(2 * l - 1)) * s;
  const channel = (shift: number): number => {
    const k = (shift + h / 30 + 24) % 12;
    return l - (chroma / 2) * Math.max(-1, Math.min(k - 3, 9 - k, 1));
  };
  return [channel(0), channel(8), channel(4)];
}

/** One map after the other. */
export function sequence(maps: readonly ColorMap[]): ColorMap {
  return (color) => maps.reduce((value, map) => map(value).map(clamp) as unknown as Color, color);
}

/** Mixes a map with the untouched color. */
export function mixed(map: ColorMap, amount: number): ColorMap {
  return (color) => {
    const to = map(color);
    return [0, 1, 2].map((i) => color[i] + (to[i] - color[i]) * amount) as unknown as Color;
  };
}

/** The map as a `.cube` table. */
export function cubeText(map: ColorMap, size = 33): string {
  const rows = [`LUT_3D_SIZE ${size}`];
  const last = size - 1;
  for (let b = 0; b < size; b += 1) {
    for (let g = 0; g < size; g += 1) {
      for (let r = 0; r < size; r += 1) {
        rows.push(
          map([r / last, g / last, b / last])
            .map((value) => clamp(value).toFixed(6))
            .join(' '),
        );
      }
    }
  }
  return `${rows.join('\n')}\n`;
}
