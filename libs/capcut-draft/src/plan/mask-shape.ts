import { sampleCurve } from '../timeline/curve';
import type { Mask, MaskProperty } from '../timeline/timeline';
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
  const distance = DISTANCES[mask.shape];
  const { cx, cy, cos, sin, soft } = geometry;
  for (let y = 0; y < size.height; y += 1) {
    for (let x = 0; x < size.width; x += 1) {
      const dx = x + 0.5 - cx;
      const dy = y + 0.5 - cy;
      const inside = -distance(dx * cos + dy * sin, dy * cos - dx * sin, geometry);
      const raw = soft > 1 ? smooth(inside / soft + 0.5) : Math.min(1, Math.max(0, inside + 0.5));
      pixels[y * size.width + x] = Math.round(255 * (mask.invert ? 1 - raw : raw));
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
  return {
    cx: size.width * (0.5 + value('centerX') / 2),
    cy: size.height * (0.5 - value('centerY') / 2),
    halfWidth,
    halfHeight,
    cos: Math.cos(radians),
    sin: Math.sin(radians),
    round: value('round'),
    soft: feather ** 1.5 * Math.min(size.width, size.height),
  };
}

/** Signed distance to the edge, negative inside, in the mask's own turned axes. */
type Distance = (x: number, y: number, g: Geometry) => number;

const DISTANCES: Readonly<Record<Mask['shape'], Distance>> = {
  linear: (_x, y) => y,
  mirror: (_x, y, g) => Math.abs(y) - g.halfHeight,
  circle: ellipse,
  rectangle: roundedBox,
  heart: (x, y, g) => polygonDistance(x, y, scaled(HEART, g)),
  star: (x, y, g) => polygonDistance(x, y, scaled(STAR, g)),
};

function ellipse(x: number, y: number, g: Geometry): number {
  const a = Math.max(0.5, g.halfWidth);
  const b = Math.max(0.5, g.halfHeight);
  const k0 = Math.hypot(x / a, y / b);
  const k1 = Math.hypot(x / (a * a), y / (b * b));
  return k1 === 0 ? -Math.min(a, b) : (k0 * (k0 - 1)) / k1;
}

function roundedBox(x: number, y: number, g: Geometry): number {
  const radius = g.round * Math.min(g.halfWidth, g.halfHeight);
  const qx = Math.abs(x) - g.halfWidth + radius;
  const qy = Math.abs(y) - g.halfHeight + radius;
  return Math.hypot(Math.max(qx, 0), Math.max(qy, 0)) + Math.min(Math.max(qx, qy), 0) - radius;
}

type Outline = readonly (readonly [number, number])[];

const STAR: Outline = Array.from({ length: 10 }, (_, index) => {
  const radius = index % 2 === 0 ? 1 : 0.382;
  const angle = -Math.PI / 2 + (index * Math.PI) / 5;
  return [radius * Math.cos(angle), radius * Math.sin(angle)] as const;
});

const HEART: Outline = Array.from({ length: 64 }, (_, index) => {
  const t = (index / 64) * 2 * Math.PI;
  const x = 16 * Math.sin(t) ** 3;
  const y = 13 * Math.cos(t) - 5 * Math.cos(2 * t) - 2 * Math.cos(3 * t) - Math.cos(4 * t);
  return [x / 16, -(y + 2.5) / 14.5] as const;
});

function scaled(outline: Outline, g: Geometry): Outline {
  return outline.map(([x, y]) => [x * g.halfWidth, y * g.halfHeight] as const);
}

function polygonDistance(x: number, y: number, outline: Outline): number {
  let nearest = Number.POSITIVE_INFINITY;
  let inside = false;
  outline.forEach(([ax, ay], index) => {
    const [bx, by] = outline[(index + 1) % outline.length];
    const ex = bx - ax;
    const ey = by - ay;
    const t = Math.min(1, Math.max(0, ((x - ax) * ex + (y - ay) * ey) / (ex * ex + ey * ey || 1)));
    nearest = Math.min(nearest, Math.hypot(x - ax - t * ex, y - ay - t * ey));
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  });
  return inside ? -nearest : nearest;
}

function smooth(value: number): number {
  const t = Math.min(1, Math.max(0, value));
  return t * t * (3 - 2 * t);
}
