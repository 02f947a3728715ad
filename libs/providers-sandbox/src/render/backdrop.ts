import type { FrameSize } from '@onereel/core';
import type { RenderSpec } from '../wire/render-spec';
import type { Palette } from './palettes';
import { seededRandom } from './seeded-random';

/** Longest side of the painted field, pixels. The lights are so soft that enlarging it shows no grid. */
const FIELD_SIDE = 64;
const DISPLAY_GAMMA = 2.2;

type Color = readonly [number, number, number];

interface Light {
  readonly color: Color;
  readonly x: number;
  readonly y: number;
  readonly drift: number;
  /** Radians per second. */
  readonly speed: number;
  readonly phase: number;
  readonly radius: number;
}

export interface Backdrop {
  readonly size: FrameSize;
  /**
   * One picture as rgba64le. The alpha plane is not part of the picture: it is the mask that reveals the title.
   *
   * @param seconds moment in the video
   * @param revealed 0 (title hidden) … 1 (title shown)
   */
  frame(seconds: number, revealed: number): Buffer;
}

/** Soft lights drifting over a two-color ground, painted small in 16 bits so that enlarging it shows no bands. */
export function createBackdrop(spec: RenderSpec, palette: Palette): Backdrop {
  const size = fieldSize(spec.size);
  const ground = paintGround(size, palette);
  const lights = placeLights(palette, spec);
  return {
    size,
    frame: (seconds, revealed) => {
      const color = Float64Array.from(ground);
      for (const light of lights) addLight(color, size, moveLight(light, seconds));
      return encode(color, size, revealed);
    },
  };
}

function paintGround({ width, height }: FrameSize, palette: Palette): Float64Array {
  const [from, to] = palette.ground.map(linear);
  const color = new Float64Array(width * height * 3);
  for (let at = 0; at < color.length; at += 1) {
    const pixel = Math.floor(at / 3);
    const slope = smooth(0.5 * ((pixel % width) / width + Math.floor(pixel / width) / height));
    color[at] = from[at % 3] + (to[at % 3] - from[at % 3]) * slope;
  }
  return color;
}

function addLight(color: Float64Array, { width, height }: FrameSize, light: Light): void {
  const [across, down] = [Math.max(1, width / height), Math.max(1, height / width)];
  for (let row = 0, at = 0; row < height; row += 1) {
    const dy = ((row + 0.5) / height - light.y) * down;
    for (let column = 0; column < width; column += 1, at += 3) {
      const dx = ((column + 0.5) / width - light.x) * across;
      const weight = 0.85 * Math.exp(-(dx * dx + dy * dy) / (light.radius * light.radius));
      color[at] += (light.color[0] - color[at]) * weight;
      color[at + 1] += (light.color[1] - color[at + 1]) * weight;
      color[at + 2] += (light.color[2] - color[at + 2]) * weight;
    }
  }
}

/** Darkens the corners, applies the display's gamma and adds the mask. */
function encode(color: Float64Array, { width, height }: FrameSize, revealed: number): Buffer {
  const pixels = new Uint16Array(width * height * 4);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const x = ((pixel % width) + 0.5) / width;
    const y = (Math.floor(pixel / width) + 0.5) / height;
    const vignette = 1 - 0.7 * ((x - 0.5) ** 2 + (y - 0.5) ** 2);
    for (let channel = 0; channel < 3; channel += 1) {
      const value = Math.min(1, color[pixel * 3 + channel] * vignette);
      pixels[pixel * 4 + channel] = Math.round(65535 * value ** (1 / DISPLAY_GAMMA));
    }
    pixels[pixel * 4 + 3] = Math.round(65535 * reveal(x, y, revealed));
  }
  return Buffer.from(pixels.buffer);
}

function fieldSize({ width, height }: FrameSize): FrameSize {
  const scale = FIELD_SIDE / Math.max(width, height);
  return {
    width: Math.max(8, Math.round(width * scale)),
    height: Math.max(8, Math.round(height * scale)),
  };
}

function placeLights(palette: Palette, { seed, motion, strength }: RenderSpec): Light[] {
  const random = seededRandom(seed);
  const movement = motion === 'static' ? 0 : 2 * strength;
  return palette.lights.map((hex, index) => ({
    color: linear(hex),
    x: 0.15 + 0.35 * index + 0.2 * (random() - 0.5),
    y: (index % 2 === 0 ? 0.2 : 0.85) + 0.25 * (random() - 0.5),
    drift: (0.14 + 0.08 * random()) * movement,
    speed: (2 * Math.PI) / (9 + 6 * random()),
    phase: 2 * Math.PI * random(),
    radius: 0.38 + 0.14 * random(),
  }));
}

function moveLight(light: Light, seconds: number): Light {
  const angle = light.phase + light.speed * seconds;
  return {
    ...light,
    x: light.x + light.drift * Math.sin(angle),
    y: light.y + light.drift * Math.cos(0.8 * angle),
  };
}

/** A soft edge that travels from the top left to the bottom right. */
function reveal(x: number, y: number, revealed: number): number {
  const softness = 0.6;
  const position = 0.35 * x + 0.65 * y;
  return smooth((revealed * (1 + softness) - position) / softness);
}

const smooth = (value: number): number => {
  const clamped = Math.min(1, Math.max(0, value));
  return clamped * clamped * (3 - 2 * clamped);
};

function linear(hex: string): Color {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 0xff, value & 0xff].map(
    (byte) => (byte / 255) ** DISPLAY_GAMMA,
  ) as unknown as Color;
}
