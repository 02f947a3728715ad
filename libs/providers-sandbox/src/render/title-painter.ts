import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import type { FrameSize } from '@onereel/core';
import { framesPerSecond, type RenderSpec, secondsOf } from '../wire/render-spec';
import { fontOf } from './fonts';
import type { Palette } from './palettes';
import { layOutTitle, SIDE_MARGIN, type TitleLayout } from './title-layout';

/** Below this share of the shorter side the bold face runs together. */
const BOLD_ABOVE = 0.04;
const WHITE = [255, 255, 255];

/** A part of the frame, pixels. All values are even: the picture's color has half its resolution. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Painted pixels on a transparent ground: RGBA, not premultiplied. */
export interface Layer {
  readonly box: Box;
  readonly pixels: Buffer;
}

export interface TitleLayers {
  /** The title, cut to the part of the frame that it will ever touch. */
  readonly title: Layer;
  /** The point of the frame that stands still while the title grows: where its lines begin, pixels. */
  readonly anchor: { readonly x: number; readonly y: number };
  /** Name and facts, as large as the frame. */
  readonly smallPrint: Layer;
}

/** Paints the title and its small print. `reach` is how far the title may move from where it stands, pixels. */
export function paintTitle(spec: RenderSpec, palette: Palette, reach: number): TitleLayers {
  const { width, height } = spec.size;
  const context = createCanvas(width, height).getContext('2d');
  const layout = layOutTitle(spec.prompt, spec.size, measureWith(context, 700));
  const whole: Box = { left: 0, top: 0, width, height };
  drawSmallPrint(context, spec, palette);
  const smallPrint = { box: whole, pixels: pixelsOf(context, whole) };
  context.clearRect(0, 0, width, height);
  drawTitle(context, layout, spec, palette);
  const box = inkBox(context, spec.size, reach);
  const anchor = { x: startOf(layout), y: layout.box.top + layout.box.height / 2 };
  return { title: { box, pixels: pixelsOf(context, box) }, anchor, smallPrint };
}

/** What is painted, and the room it moves in. */
function inkBox(context: SKRSContext2D, { width, height }: FrameSize, reach: number): Box {
  const { data } = context.getImageData(0, 0, width, height);
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (let at = 3, pixel = 0; at < data.length; at += 4, pixel += 1) {
    if (data[at] === 0) continue;
    const x = pixel % width;
    const y = (pixel - x) / width;
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < top) top = y;
    bottom = y;
  }
  const down = (value: number): number => Math.max(0, Math.floor((value - reach) / 2) * 2);
  const up = (value: number, limit: number): number => Math.min(limit, Math.ceil((value + reach) / 2) * 2);
  const box = { left: down(left), top: down(top) };
  return { ...box, width: up(right, width) - box.left, height: up(bottom, height) - box.top };
}

function pixelsOf(context: SKRSContext2D, { left, top, width, height }: Box): Buffer {
  const { data } = context.getImageData(left, top, width, height);
  return whiteWhereEmpty(Buffer.from(data.buffer, data.byteOffset, data.byteLength));
}

function measureWith(context: SKRSContext2D, weight: 500 | 700): (text: string) => number {
  context.font = fontOf(100, weight);
  return (text) => context.measureText(text).width;
}

/** Where lines begin, pixels from the left. */
const startOf = ({ box, direction }: TitleLayout): number =>
  direction === 'rtl' ? box.left + box.width : box.left;

function drawTitle(context: SKRSContext2D, layout: TitleLayout, spec: RenderSpec, palette: Palette): void {
  const { box, direction, fontSize, lineHeight, lines } = layout;
  const shorter = Math.min(spec.size.width, spec.size.height);
  const first = box.top + (box.height - lines.length * lineHeight) / 2 + lineHeight / 2;
  const edge = startOf(layout);
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

function drawSmallPrint(context: SKRSContext2D, spec: RenderSpec, palette: Palette): void {
  const { width, height } = spec.size;
  const left = Math.round(width * SIDE_MARGIN);
  const size = Math.max(7, Math.min(width, height) * 0.0265);
  context.direction = 'ltr';
  context.textAlign = 'left';
  context.font = fontOf(size, 700);
  context.fillStyle = palette.accent;
  context.fillText('OneReel', left, height * 0.085 + size * 0.36);
  const offset = context.measureText('OneReel ').width;
  context.font = fontOf(size, 500);
  context.fillStyle = 'rgba(255, 255, 255, 0.72)';
  context.fillText('sandbox', left + offset, height * 0.085 + size * 0.36);
  context.fillText(factsOf(spec), left, height * 0.915 + size * 0.36);
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
