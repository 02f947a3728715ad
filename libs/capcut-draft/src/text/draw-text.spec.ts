import { createCanvas } from '@napi-rs/canvas';
import type { CaptionRun, CaptionText } from '../timeline/timeline';
import { drawText } from './draw-text';
import { FontBook } from './font-book';
import { layoutText } from './text-layout';

const SIZE = 600;
const MIDDLE = SIZE / 2;
const WHITE = { r: 1, g: 1, b: 1, a: 1 };
const fonts = new FontBook();

function captionOf(
  text: string,
  more: Partial<CaptionText> = {},
  run: Partial<CaptionRun> = {},
): CaptionText {
  const plain: CaptionRun = {
    ...{ start: 0, end: text.length, size: 10, color: WHITE, bold: false, italic: false, underline: false },
    ...{ fontPath: '', fontName: '', strokes: [], shadows: [] },
  };
  return {
    ...{ text, runs: [{ ...plain, ...run }], alignment: 'center', vertical: false, letterSpacing: 0 },
    ...{ lineSpacing: 0, maxWidth: 5, arc: 0 },
    ...more,
  };
}

interface Ink {
  readonly area: number;
  readonly x: number;
  readonly y: number;
  readonly alpha: (x: number, y: number) => number;
}

/** Draws around the middle; area and center of what is drawn, of the whole or of the columns `from` to `to`. */
function ink(text: CaptionText, from = -MIDDLE, to = MIDDLE): Ink & { width: number; height: number } {
  const layout = layoutText(text, fonts, { width: SIZE, height: SIZE }, 1);
  const context = createCanvas(SIZE, SIZE).getContext('2d');
  context.translate(MIDDLE, MIDDLE);
  drawText(context, text, layout, { shown: text.text.length });
  const { data } = context.getImageData(0, 0, SIZE, SIZE);
  const alpha = (x: number, y: number): number => data[4 * ((y + MIDDLE) * SIZE + x + MIDDLE) + 3] / 255;
  let [area, sumX, sumY] = [0, 0, 0];
  for (let y = -MIDDLE; y < MIDDLE; y += 1)
    for (let x = Math.ceil(from); x < to; x += 1) {
      const weight = alpha(x, y);
      area += weight;
      sumX += weight * (x + 0.5);
      sumY += weight * (y + 0.5);
    }
  return { area, x: sumX / area, y: sumY / area, alpha, width: layout.width, height: layout.height };
}

describe('curved text', () => {
  const line = 'OOOOOOOOO';

  it.each([60, 120, 180, -90])('lies on an arc of %d° as long as the straight line', (arc) => {
    const straight = ink(captionOf(line));
    const curved = ink(captionOf(line, { arc }));
    expect(Math.abs(curved.area / straight.area - 1)).toBeLessThan(0.02);
    const radius = straight.width / ((arc * Math.PI) / 180);
    const glyph = straight.width / 9;
    // The last letter's middle lies half a letter before the end of the arc.
    const angle = (straight.width / 2 - glyph / 2) / radius;
    const own = radius - straight.y;
    const [x, y] = [Math.sin(angle) * own, radius - Math.cos(angle) * own];
    const last = ink(captionOf(`${line.slice(1).replaceAll('O', ' ')}O`), 0, MIDDLE);
    expect(last.area).toBeGreaterThan(0);
    const reach = glyph * 0.45;
    let [hits, sumX, sumY] = [0, 0, 0];
    for (let dy = -Math.round(reach * 1.6); dy <= reach * 1.6; dy += 1)
      for (let dx = -Math.round(reach * 1.6); dx <= reach * 1.6; dx += 1) {
        // Across the arc the letter is as wide as it is straight: a window turned with it holds it alone.
        const along = dx * Math.cos(angle) + dy * Math.sin(angle);
        if (Math.abs(along) > glyph / 2) continue;
        const weight = curved.alpha(Math.round(x + dx), Math.round(y + dy));
        hits += weight;
        sumX += weight * dx;
        sumY += weight * dy;
      }
    expect(hits).toBeGreaterThan((0.8 * straight.area) / 9);
    expect(Math.hypot(sumX / hits, sumY / hits)).toBeLessThan(2);
  });

  it('bends the ends down for positive angles and up for negative ones, and stays in the middle', () => {
    const [flat, down, up] = [0, 90, -90].map((arc) => ink(captionOf(line, { arc })));
    expect(down.y).toBeGreaterThan(flat.y + 5);
    expect(up.y).toBeLessThan(flat.y - 5);
    for (const { x } of [flat, down, up]) expect(Math.abs(x)).toBeLessThan(1);
  });

  it('is the same whether it is of one style or of several', () => {
    const [run] = captionOf(line).runs;
    const parts = [
      { ...run, end: 4 },
      { ...run, start: 4 },
    ];
    const [whole, split] = [captionOf(line, { arc: 150 }), captionOf(line, { arc: 150, runs: parts })].map(
      (text) => ink(text),
    );
    expect(Math.abs(whole.area - split.area)).toBeLessThan(2);
    expect(Math.hypot(whole.x - split.x, whole.y - split.y)).toBeLessThan(0.1);
  });

  it('keeps the distance of its lines', () => {
    const two = ink(captionOf('OOOOOO\nOOOOOO', { arc: 45 }));
    const flat = ink(captionOf('OOOOOO\nOOOOOO'));
    expect(Math.abs(two.area / flat.area - 1)).toBeLessThan(0.02);
    const row = (y: number): number => two.alpha(0, Math.round(y));
    expect(row(0)).toBeLessThan(0.1);
  });
});

describe('text styles', () => {
  it('draws an outline of its width on both sides', () => {
    const plain = ink(captionOf('l'));
    const em = (6.21 * 10 * SIZE) / 1080 / (plain.height / ((6.21 * 10 * SIZE) / 1080)) / 1.448;
    const stroked = ink(captionOf('l', {}, { strokes: [{ width: 0.1, color: WHITE }] }));
    const columns = (drawn: Ink): number =>
      Array.from({ length: SIZE }, (_, x) => drawn.alpha(x - MIDDLE, Math.round(plain.y))).reduce(
        (a, b) => a + b,
        0,
      );
    expect(Math.abs(columns(stroked) - columns(plain) - 2 * 0.1 * em)).toBeLessThan(1);
  });

  it.each([
    [0, 1, 0],
    [90, 0, -1],
    [-90, 0, 1],
  ])('throws its shadow at %d°', (angle, dx, dy) => {
    const shadow = { color: WHITE, distance: 20, angle, diffuse: 0 };
    const plain = ink(captionOf('l'));
    const shaded = ink(captionOf('l', {}, { shadows: [shadow] }));
    expect(Math.sign(Math.round(shaded.x - plain.x)) + 0).toBe(dx);
    expect(Math.sign(Math.round(shaded.y - plain.y)) + 0).toBe(dy);
  });
});
