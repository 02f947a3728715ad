/** A closed line through points, −1 … 1, y down. */
export type Outline = readonly (readonly [x: number, y: number])[];

/** Five points on a circle. */
export const STAR: Outline = filling(
  Array.from({ length: 10 }, (_, index) => {
    const radius = index % 2 === 0 ? 1 : 0.382;
    const angle = -Math.PI / 2 + (index * Math.PI) / 5;
    return [radius * Math.cos(angle), radius * Math.sin(angle)] as const;
  }),
);

export const HEART: Outline = filling(
  Array.from({ length: 96 }, (_, index) => {
    const t = (index / 96) * 2 * Math.PI;
    const y = 13 * Math.cos(t) - 5 * Math.cos(2 * t) - 2 * Math.cos(3 * t) - Math.cos(4 * t);
    return [16 * Math.sin(t) ** 3, -y] as const;
  }),
);

/** Stretched over −1 … 1: the proportions the applications give these masks are those of the shape's own box. */
function filling(points: Outline): Outline {
  const [x, y] = ([0, 1] as const).map((axis) => {
    const values = points.map((point) => point[axis]);
    const [least, most] = [Math.min(...values), Math.max(...values)];
    return (at: number): number => (2 * (at - least)) / (most - least) - 1;
  });
  return points.map((point) => [x(point[0]), y(point[1])] as const);
}

/** Signed distance to an outline stretched over a box of these half sides, pixels; negative inside. */
export function outlineDistance(
  outline: Outline,
  halfWidth: number,
  halfHeight: number,
): (x: number, y: number) => number {
  const edges = edgesOf(outline.map(([x, y]) => [x * halfWidth, y * halfHeight]));
  return (x, y) => {
    let nearest = Number.POSITIVE_INFINITY;
    let inside = false;
    for (const { ax, ay, ex, ey, perSquare } of edges) {
      const px = x - ax;
      const py = y - ay;
      const along = (px * ex + py * ey) * perSquare;
      const part = along < 0 ? 0 : along > 1 ? 1 : along;
      const dx = px - part * ex;
      const dy = py - part * ey;
      const square = dx * dx + dy * dy;
      if (square < nearest) nearest = square;
      if (py < 0 !== py < ey && px < (ex * py) / ey) inside = !inside;
    }
    return inside ? -Math.sqrt(nearest) : Math.sqrt(nearest);
  };
}

/** From a point to the next; `perSquare` is 1 over the square of its length. */
interface Edge {
  readonly ax: number;
  readonly ay: number;
  readonly ex: number;
  readonly ey: number;
  readonly perSquare: number;
}

function edgesOf(points: Outline): Edge[] {
  return points.map(([ax, ay], index) => {
    const [bx, by] = points[(index + 1) % points.length];
    const [ex, ey] = [bx - ax, by - ay];
    return { ax, ay, ex, ey, perSquare: 1 / (ex * ex + ey * ey || 1) };
  });
}
