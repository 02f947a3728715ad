import { sampleCurve } from '../timeline/curve';
import type { Mask, MaskProperty } from '../timeline/timeline';
import { HEART, outlineDistance, STAR } from './mask-outline';
import type { Size } from './placement';

/** A mask at one moment, in pixels of the picture; y down, rotation clockwise. */
interface Geometry {
  cx: number;
  cy: number;
  halfWidth: number;
  halfHeight: number;
  cos: number;
  sin: number;
  round: number;
  /** Width of the soft edge, pixels. */
  soft: number;
}

/** Gray values of a mask: 255 keeps the picture, 0 hides it. The edge is smoothed over one pixel. */
export function maskPixels(mask: Mask, size: Size, at: number): Buffer {
  const pixels = Buffer.alloc(size.width * size.height);
  const geometry = geometryOf(mask, size, at);
  const distance = DISTANCES[mask.shape](geometry);
  const { cx, cy, cos, sin, soft } = geometry;
  const rim = mask.shape === 'circle' ? Number.POSITIVE_INFINITY : Math.max(1, soft) / 2;
  for (let y = 0; y < size.height; y += 1) {
    for (let x = 0; x < size.width; x += 1) {
      const dx = x + 0.5 - cx;
      const dy = y + 0.5 - cy;
      const inside = -distance(dx * cos + dy * sin, dy * cos - dx * sin);
      const raw = soft > 1 ? smooth(inside / soft + 0.5) : Math.min(1, Math.max(0, inside + 0.5));
      const value = Math.round(255 * (mask.invert ? 1 - raw : raw));
      const here = y * size.width + x;
      // A pixel further the edge is at most a pixel nearer: until its rim is reached nothing changes.
      const alike = Math.min(size.width - 1 - x, Math.max(0, Math.floor(Math.abs(inside) - rim)));
      pixels[here] = value;
      if (alike > 0) pixels.fill(value, here + 1, here + 1 + alike);
      x += alike;
    }
  }
  return pixels;
}

function geometryOf(mask: Mask, size: Size, at: number): Geometry {
  const value = (property: MaskProperty): number => {
    const curve = mask.curves[property];
    return curve ? sampleCurve(curve, at) : mask[property];
  };
  const radians = (value('rotation') * Math.PI) / 180;
  const feather = Math.max(0, value('feather'));
  const halfWidth = (value('width') * size.width) / 2;
  const halfHeight = (value('height') * size.height) / 2;
  const open = mask.shape === 'linear' || mask.shape === 'mirror';
  return {
    cx: size.width * (0.5 + value('centerX') / 2),
    cy: size.height * (0.5 - value('centerY') / 2),
    halfWidth,
    halfHeight,
    cos: Math.cos(radians),
    sin: Math.sin(radians),
    round: value('round'),
    soft: open ? softBand(feather, size) : softRim(feather, Math.min(halfWidth, halfHeight)),
  };
}

/** Soft edges as others measured them in the application: of half-planes by the height of the picture … */
const softBand = (feather: number, { height }: Size): number => (feather ** 2 * height) / 2;
/** … and of circles by their radius; other closed shapes are taken to be alike. */
const softRim = (feather: number, radius: number): number => 2 * 4.86 * feather ** 1.866 * radius;

/** Distance to the edge, negative inside, in the mask's own turned axes. Of an ellipse it is right near the edge only. */
type Distance = (x: number, y: number) => number;

const DISTANCES: Readonly<Record<Mask['shape'], (geometry: Geometry) => Distance>> = {
  linear: () => (_x, y) => y,
  mirror: (g) => (_x, y) => Math.abs(y) - g.halfHeight,
  circle: ellipse,
  rectangle: roundedBox,
  heart: (g) => outlineDistance(HEART, g.halfWidth, g.halfHeight),
  star: (g) => outlineDistance(STAR, g.halfWidth, g.halfHeight),
};

function ellipse(g: Geometry): Distance {
  const a = Math.max(0.5, g.halfWidth);
  const b = Math.max(0.5, g.halfHeight);
  return (x, y) => {
    const k0 = length(x / a, y / b);
    const k1 = length(x / (a * a), y / (b * b));
    return k1 === 0 ? -Math.min(a, b) : (k0 * (k0 - 1)) / k1;
  };
}

function roundedBox(g: Geometry): Distance {
  const radius = g.round * Math.min(g.halfWidth, g.halfHeight);
  return (x, y) => {
    const qx = Math.abs(x) - g.halfWidth + radius;
    const qy = Math.abs(y) - g.halfHeight + radius;
    return length(Math.max(qx, 0), Math.max(qy, 0)) + Math.min(Math.max(qx, qy), 0) - radius;
  };
}

/** Many times faster than the built-in function, which takes any number of sides. */
const length = (x: number, y: number): number => Math.sqrt(x * x + y * y);

function smooth(value: number): number {
  const t = Math.min(1, Math.max(0, value));
  return t * t * (3 - 2 * t);
}
