import type { Size } from '../plan/placement';
import type { Caption } from '../timeline/timeline';
import type { CaptionState } from './caption-states';
import type { TextLayout } from './placed-text';

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A text laid out at a size of its own. */
export interface ScaledLayout {
  readonly layout: TextLayout;
  readonly scale: number;
}

/** Smallest even box on the canvas that holds the caption in all states. */
export function captionBox(
  caption: Caption,
  states: readonly CaptionState[],
  { layout, scale }: ScaledLayout,
  canvas: Size,
): Box | undefined {
  const margin = marginOf(caption, layout);
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { placement, blur } of states) {
    const halfWidth =
      ((layout.width / 2 + margin) * Math.abs(placement.width)) / scale + 3 * blur * canvas.height;
    const halfHeight =
      ((layout.height / 2 + margin) * Math.abs(placement.height)) / scale + 3 * blur * canvas.height;
    const radians = (placement.rotation * Math.PI) / 180;
    const [cos, sin] = [Math.abs(Math.cos(radians)), Math.abs(Math.sin(radians))];
    const reachX = halfWidth * cos + halfHeight * sin;
    const reachY = halfWidth * sin + halfHeight * cos;
    left = Math.min(left, placement.centerX - reachX);
    right = Math.max(right, placement.centerX + reachX);
    top = Math.min(top, placement.centerY - reachY);
    bottom = Math.max(bottom, placement.centerY + reachY);
  }
  const x = Math.max(0, 2 * Math.floor(left / 2));
  const y = Math.max(0, 2 * Math.floor(top / 2));
  const width = 2 * Math.ceil((Math.min(canvas.width, right) - x) / 2);
  const height = 2 * Math.ceil((Math.min(canvas.height, bottom) - y) / 2);
  return width > 0 && height > 0 ? { x, y, width, height } : undefined;
}

function marginOf(caption: Caption, layout: TextLayout): number {
  const em = Math.max(...layout.lines.flatMap((line) => line.fragments.map((fragment) => fragment.em)), 1);
  const stroke = Math.max(0, ...caption.text.runs.flatMap((run) => run.strokes.map((item) => item.width)));
  const shadow = Math.max(
    0,
    ...caption.text.runs.flatMap((run) => run.shadows.map((item) => 0.03 * item.distance + 3 * item.diffuse)),
  );
  const { background } = caption.text;
  const padding = background
    ? Math.max(background.padX, background.padY) * layout.height +
      (Math.abs(background.offsetX) + Math.abs(background.offsetY)) * layout.width
    : 0;
  const arc = caption.text.arc === 0 ? 0 : layout.width / 2;
  return em * (0.35 + stroke + shadow) + padding + arc;
}
