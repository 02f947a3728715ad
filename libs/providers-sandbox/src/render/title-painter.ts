import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { framesPerSecond, type RenderSpec, secondsOf } from '../wire/render-spec';
import { fontOf } from './fonts';
import type { Palette } from './palettes';
import { layOutTitle, type TitleLayout } from './title-layout';

/** Below this share of the shorter side the bold face runs together. */
const BOLD_ABOVE = 0.04;
const WHITE = [255, 255, 255];

/** The title and its small print on a transparent ground: RGBA bytes, not premultiplied, of the size of the frame. */
export function paintTitle(spec: RenderSpec, palette: Palette): Buffer {
  const { width, height } = spec.size;
  const context = createCanvas(width, height).getContext('2d');
  const layout = layOutTitle(spec.prompt, spec.size, measureWith(context, 700));
  drawTitle(context, layout, spec, palette);
  drawSmallPrint(context, layout, spec, palette);
  const { data } = context.getImageData(0, 0, width, height);
  return whiteWhereEmpty(Buffer.from(data.buffer, data.byteOffset, data.byteLength));
}

function measureWith(context: SKRSContext2D, weight: 500 | 700): (text: string) => number {
  context.font = fontOf(100, weight);
  return (text) => context.measureText(text).width;
}

function drawTitle(context: SKRSContext2D, layout: TitleLayout, spec: RenderSpec, palette: Palette): void {
  const { box, direction, fontSize, lineHeight, lines } = layout;
  const shorter = Math.min(spec.size.width, spec.size.height);
  const first = box.top + (box.height - lines.length * lineHeight) / 2 + lineHeight / 2;
  const edge = direction === 'rtl' ? box.left + box.width : box.left;
  context.font = fontOf(fontSize, fontSize > shorter * BOLD_ABOVE ? 700 : 500);
  context.direction = direction;
  context.textAlign = direction === 'rtl' ? 'right' : 'left';
  context.textBaseline = 'alphabetic';
  context.fillStyle = '#ffffff';
  context.shadowColor = 'rgba(0, 0, 0, 0.28)';
  context.shadowBlur = fontSize * 0.22;
  context.shadowOffsetY = fontSize * 0.04;
  // The middle of capitals and of Han characters lies about 0.36 em above the baseline.
  lines.forEach((line, index) => context.fillText(line, edge, first + index * lineHeight + fontSize * 0.36));
  context.shadowColor = 'transparent';
  const bar = { width: shorter * 0.075, height: Math.max(2, shorter * 0.0085) };
  const barLeft = direction === 'rtl' ? edge - bar.width : edge;
  context.fillStyle = palette.accent;
  context.beginPath();
  context.roundRect(barLeft, first - lineHeight / 2 - shorter * 0.045, bar.width, bar.height, bar.height / 2);
  context.fill();
}

function drawSmallPrint(
  context: SKRSContext2D,
  { box }: TitleLayout,
  spec: RenderSpec,
  palette: Palette,
): void {
  const { width, height } = spec.size;
  const size = Math.max(7, Math.min(width, height) * 0.0265);
  context.direction = 'ltr';
  context.textAlign = 'left';
  context.font = fontOf(size, 700);
  context.fillStyle = palette.accent;
  context.fillText('OneReel', box.left, height * 0.085 + size * 0.36);
  const offset = context.measureText('OneReel ').width;
  context.font = fontOf(size, 500);
  context.fillStyle = 'rgba(255, 255, 255, 0.72)';
  context.fillText('sandbox', box.left + offset, height * 0.085 + size * 0.36);
  context.fillText(factsOf(spec), box.left, height * 0.915 + size * 0.36);
}

function factsOf(spec: RenderSpec): string {
  const { width, height } = spec.size;
  const rounded = (value: number): number => Math.round(value * 100) / 100;
  return [
    `${rounded(secondsOf(spec))} s`,
    `${width} × ${height}`,
    `${rounded(framesPerSecond(spec))} fps`,
    `seed ${spec.seed}`,
  ].join('   ·   ');
}

/** Empty pixels come out black; resampling would pull that black into the edges of the letters. */
function whiteWhereEmpty(pixels: Buffer): Buffer {
  for (let at = 0; at < pixels.length; at += 4) {
    if (pixels[at + 3] === 0) [pixels[at], pixels[at + 1], pixels[at + 2]] = WHITE;
  }
  return pixels;
}
