import type { SKRSContext2D } from '@napi-rs/canvas';
import type { CaptionText, Rgba } from '../timeline/timeline';
import { applyFont, EM_ABOVE_BASELINE, graphemes } from './glyphs';
import type { Fragment, TextLayout } from './placed-text';

export interface DrawOptions {
  /** UTF-16 length of the part that is shown; the layout stays that of the whole text. */
  readonly shown: number;
  /** UTF-16 length of the part that has been sung and has the color of the karaoke; 0 without one. */
  readonly sung?: number;
}

/** Slant of synthetic italics. */
const ITALIC_SHEAR = 0.176;
const UNDERLINE = { width: 0.05, offset: 0.22 };

/** Draws a text around the origin: background, shadows, outlines, then fills, so that no outline covers a letter. */
export function drawText(
  context: SKRSContext2D,
  text: CaptionText,
  layout: TextLayout,
  options: DrawOptions,
): void {
  drawBackground(context, text, layout);
  const fragments = layout.lines
    .flatMap((line) => line.fragments)
    .flatMap((fragment) => visiblePart(fragment, options.shown));
  for (const fragment of fragments)
    withShape(context, text, layout, fragment, (draw) => drawShadows(context, fragment, draw));
  for (const fragment of fragments)
    withShape(context, text, layout, fragment, (draw) => drawStrokes(context, fragment, draw));
  for (const fragment of fragments) {
    const sung = text.karaoke && fragment.start < (options.sung ?? 0) ? text.karaoke.color : undefined;
    const style = sung ? css(sung) : fillStyle(context, fragment, layout);
    withShape(context, text, layout, fragment, (draw) => {
      context.fillStyle = style;
      draw('fill');
      if (fragment.run.underline) drawUnderline(context, text, fragment);
    });
  }
}

function visiblePart(fragment: Fragment, shown: number): Fragment[] {
  if (fragment.start >= shown) return [];
  return [
    fragment.start + fragment.text.length <= shown
      ? fragment
      : { ...fragment, text: fragment.text.slice(0, shown - fragment.start) },
  ];
}

type Shape = (mode: 'fill' | 'stroke') => void;

/** Calls back with a function that puts the letters of a fragment, straight or on an arc. */
function withShape(
  context: SKRSContext2D,
  text: CaptionText,
  layout: TextLayout,
  fragment: Fragment,
  paint: (draw: Shape) => void,
): void {
  context.save();
  applyFont(context, fragment.font, fragment.em, false);
  context.letterSpacing = `${fragment.spacing.toFixed(3)}px`;
  context.textBaseline = 'alphabetic';
  context.direction = fragment.rightToLeft ? 'rtl' : 'ltr';
  context.lineJoin = 'round';
  paint((mode) => {
    if (text.arc !== 0 && !text.vertical)
      arcText(context, fragment, { degrees: text.arc, length: layout.width }, mode);
    else straightText(context, fragment, mode);
  });
  context.restore();
}

function put(context: SKRSContext2D, mode: 'fill' | 'stroke', text: string, x: number, y: number): void {
  if (mode === 'fill') context.fillText(text, x, y);
  else context.strokeText(text, x, y);
}

/** Text that reads from right to left keeps its right edge, also while only its beginning is shown. */
function straightText(context: SKRSContext2D, fragment: Fragment, mode: 'fill' | 'stroke'): void {
  const x = fragment.rightToLeft ? fragment.x + fragment.width - fragment.spacing : fragment.x;
  context.textAlign = fragment.rightToLeft ? 'right' : 'left';
  if (!fragment.run.italic) {
    put(context, mode, fragment.text, x, fragment.baseline);
    return;
  }
  context.save();
  context.transform(1, 0, -ITALIC_SHEAR, 1, x, fragment.baseline);
  put(context, mode, fragment.text, 0, 0);
  context.restore();
}

/**
 * The line through the middle of the text box becomes an arc of the given angle as long as the box is wide; further lines
 * run beside it about the same center. Positive angles bend the ends down, negative ones up.
 */
function arcText(
  context: SKRSContext2D,
  fragment: Fragment,
  arc: { degrees: number; length: number },
  mode: 'fill' | 'stroke',
): void {
  const radius = Math.max(1, arc.length) / ((arc.degrees * Math.PI) / 180);
  const ownRadius = radius - fragment.baseline;
  context.letterSpacing = '0px';
  context.textAlign = 'left';
  const letters = Array.from(graphemes.segment(fragment.text), ({ segment }) => segment);
  let { x } = fragment;
  for (const segment of fragment.rightToLeft ? letters.reverse() : letters) {
    const { width } = context.measureText(segment);
    const angle = (x + width / 2) / radius;
    context.save();
    context.translate(Math.sin(angle) * ownRadius, radius - Math.cos(angle) * ownRadius);
    context.rotate(angle);
    put(context, mode, segment, -width / 2, 0);
    context.restore();
    x += width + fragment.spacing;
  }
}

function drawShadows(context: SKRSContext2D, fragment: Fragment, draw: Shape): void {
  for (const shadow of fragment.run.shadows) {
    const distance = 0.03 * shadow.distance * 0.18 * fragment.em * 5.5;
    const radians = (shadow.angle * Math.PI) / 180;
    context.save();
    context.translate(Math.cos(radians) * distance, -Math.sin(radians) * distance);
    const blur = Math.max(0, shadow.diffuse) * fragment.em;
    const around = context.filter === 'none' ? '' : context.filter;
    if (blur > 0) context.filter = `${around} blur(${blur.toFixed(2)}px)`.trim();
    context.fillStyle = css(shadow.color);
    context.strokeStyle = css(shadow.color);
    const [stroke] = fragment.run.strokes;
    if (stroke) {
      context.lineWidth = stroke.width * fragment.em * 2;
      draw('stroke');
    }
    draw('fill');
    context.restore();
  }
}

function drawStrokes(context: SKRSContext2D, fragment: Fragment, draw: Shape): void {
  for (const stroke of fragment.run.strokes) {
    if (stroke.width <= 0 || stroke.color.a <= 0) continue;
    context.strokeStyle = css(stroke.color);
    context.lineWidth = stroke.width * fragment.em * 2;
    draw('stroke');
  }
}

/** Below the letters, or right of a column. */
function drawUnderline(context: SKRSContext2D, text: CaptionText, fragment: Fragment): void {
  const { em, x, baseline, width } = fragment;
  const thickness = UNDERLINE.width * em;
  if (text.vertical) {
    context.fillRect(x + (width + em) / 2, baseline - EM_ABOVE_BASELINE * em, thickness, em);
    return;
  }
  context.fillRect(x, baseline + UNDERLINE.offset * em - thickness, width - fragment.spacing, thickness);
}

function fillStyle(context: SKRSContext2D, fragment: Fragment, layout: TextLayout): string | CanvasGradient {
  const { gradient, color } = fragment.run;
  if (!gradient) return css(color);
  const radians = (gradient.angle * Math.PI) / 180;
  const reach =
    (Math.abs(Math.cos(radians)) * layout.width + Math.abs(Math.sin(radians)) * layout.height) / 2;
  const dx = Math.cos(radians) * reach;
  const dy = -Math.sin(radians) * reach;
  const fill = context.createLinearGradient(-dx, -dy, dx, dy);
  const last = gradient.colors.length - 1;
  gradient.colors.forEach((stop, index) => {
    const at = gradient.percents[index] ?? index / last;
    fill.addColorStop(Math.min(1, Math.max(0, at > 1 ? at / 100 : at)), css(stop));
  });
  return fill;
}

type CanvasGradient = ReturnType<SKRSContext2D['createLinearGradient']>;

function drawBackground(context: SKRSContext2D, text: CaptionText, layout: TextLayout): void {
  const { background } = text;
  if (!background) return;
  context.fillStyle = css(background.color);
  const boxes = background.perLine
    ? layout.lines
        .filter((line) => line.fragments.length > 0)
        .map((line) => ({ x: line.x, y: line.top, width: line.width, height: line.height }))
    : [{ x: -layout.width / 2, y: -layout.height / 2, width: layout.width, height: layout.height }];
  for (const box of boxes) {
    const padX = backgroundPadding(background.padX, layout.pitch);
    const padY = backgroundPadding(background.padY, layout.pitch);
    const [width, height] = [box.width + 2 * padX, box.height + 2 * padY];
    const x = box.x - padX + (background.offsetX * width) / 2;
    const y = box.y - padY - (background.offsetY * height) / 2;
    context.beginPath();
    context.roundRect(x, y, width, height, (background.radius * Math.min(width, height)) / 2);
    context.fill();
  }
}

/** Room around the text for a stored padding, as a share of the line height. */
export function backgroundPadding(stored: number, lineHeight: number): number {
  return Math.max(0, stored) * lineHeight * 0.75;
}

function css({ r, g, b, a }: Rgba): string {
  const byte = (value: number): number => Math.round(Math.min(1, Math.max(0, value)) * 255);
  return `rgba(${byte(r)}, ${byte(g)}, ${byte(b)}, ${Math.min(1, Math.max(0, a)).toFixed(4)})`;
}
