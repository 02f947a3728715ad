import type { CaptionText } from '../timeline/timeline';
import { FontBook } from './font-book';
import { layoutText } from './text-layout';

const run = {
  ...{ start: 0, end: 100, size: 10, color: { r: 1, g: 1, b: 1, a: 1 }, bold: false, italic: false },
  ...{ underline: false, fontPath: '', fontName: '', strokes: [], shadows: [] },
};
const text: CaptionText = {
  ...{ text: 'one two three four five six seven eight', runs: [run], alignment: 'center', vertical: false },
  ...{ letterSpacing: 0, lineSpacing: 0, maxWidth: 0.5, arc: 0 },
};

it.each([0.5, 1, 2])('breaks lines at the same width of the canvas at scale %d', (scale) => {
  const { width } = layoutText(text, new FontBook(), 1080, scale);
  expect(width).toBeLessThanOrEqual(540);
  expect(width).toBeGreaterThan(250);
});
