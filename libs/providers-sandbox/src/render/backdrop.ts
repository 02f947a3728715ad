import type { FrameSize } from '@onereel/core';
import type { Palette } from './palettes';
import { seededRandom } from './seeded-random';

/** Longest side of the painted field, pixels. The lights are so soft that enlarging it shows no grid. */
const FIELD_SIDE = 64;
const BYTES_PER_PIXEL = 8;
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
export function createBackdrop(frame: FrameSize, palette: Palette, seed: number): Backdrop {
  const size = fieldSize(frame);
  const ground = palette.ground.map(linear) as [Color, Color];
  const lights = placeLights(palette, seed);
  const aspect = size.width / size.height;
  return {
    size,
    frame: (seconds, revealed) => {
      const pixels = new Uint16Array(size.width * size.height * 4);
      const moved = lights.map((light) => moveLight(light, seconds));
      for (let row = 0, at = 0; row < size.height; row += 1) {
        const y = (row + 0.5) / size.height;
        for (let column = 0; column < size.width; column += 1, at += 4) {
          const x = (column + 0.5) / size.width;
          const color = shade(ground, moved, x, y, aspect);
          for (let channel = 0; channel < 3; channel += 1) pixels[at + channel] = encode(color[channel]);
          pixels[at + 3] = Math.round(65535 * reveal(x, y, revealed));
        }
      }
      return Buffer.from(pixels.buffer, 0, size.width * size.height * BYTES_PER_PIXEL);
    },
  };
}

function fieldSize({ width, height }: FrameSize): FrameSize {
  const scale = FIELD_SIDE / Math.max(width, height);
  return {
    width: Math.max(8, Math.round(width * scale)),
    height: Math.max(8, Math.round(height * scale)),
  };
}

function placeLights(palette: Palette, seed: number): Light[] {
  const random = seededRandom(seed);
  return palette.lights.map((hex, index) => ({
    color: linear(hex),
    x: 0.15 + 0.35 * index + 0.2 * (random() - 0.5),
    y: (index % 2 === 0 ? 0.2 : 0.85) + 0.25 * (random() - 0.5),
    drift: 0.14 + 0.08 * random(),
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

function shade(
  ground: readonly [Color, Color],
  lights: readonly Light[],
  x: number,
  y: number,
  aspect: number,
): number[] {
  const slope = smooth(0.5 * x + 0.5 * y);
  const color = ground[0].map((value, channel) => value + (ground[1][channel] - value) * slope);
  for (const light of lights) {
    const dx = (x - light.x) * Math.max(1, aspect);
    const dy = (y - light.y) * Math.max(1, 1 / aspect);
    const weight = 0.85 * Math.exp(-(dx * dx + dy * dy) / (light.radius * light.radius));
    for (let channel = 0; channel < 3; channel += 1)
      color[channel] += (light.color[channel] - color[channel]) * weight;
  }
  const vignette = 1 - 0.7 * ((x - 0.5) ** 2 + (y - 0.5) ** 2);
  return color.map((value) => value * vignette);
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

const encode = (value: number): number => Math.round(65535 * Math.min(1, value) ** (1 / DISPLAY_GAMMA));

function linear(hex: string): Color {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 0xff, value & 0xff].map(
    (byte) => (byte / 255) ** DISPLAY_GAMMA,
  ) as unknown as Color;
}
