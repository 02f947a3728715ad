import { charactersOf } from './break-lines';
import { layOutTitle } from './title-layout';

/** A face whose every character is half as wide as it is high. */
const measure = (text: string): number => charactersOf(text).length * 50;
const frames = [
  { width: 1280, height: 720 },
  { width: 720, height: 1280 },
  { width: 1080, height: 1080 },
  { width: 64, height: 64 },
];
const texts = [
  'Hi',
  'A paper boat sails',
  'word '.repeat(200),
  'x'.repeat(400),
  '字'.repeat(300),
  'a\n\n\n\nb',
];

describe('layOutTitle', () => {
  it.each(frames.flatMap((frame) => texts.map((text) => [frame, text] as const)))(
    'keeps the title inside its box: %j %.20s',
    (frame, text) => {
      const { box, fontSize, lineHeight, lines } = layOutTitle(text, frame, measure);
      const widest = Math.max(...lines.map((line) => (measure(line) * fontSize) / 100));
      expect(widest).toBeLessThanOrEqual(box.width + 0.01);
      expect(lines.length * lineHeight).toBeLessThanOrEqual(Math.max(box.height, lineHeight) + 0.01);
      expect(box.left + box.width).toBeLessThan(frame.width);
      expect(box.top + box.height).toBeLessThan(frame.height);
    },
  );

  it('sets short titles large and long ones smaller', () => {
    const size = (text: string): number => layOutTitle(text, frames[0], measure).fontSize;
    expect(size('Hi')).toBeGreaterThan(100);
    expect(size('word '.repeat(40))).toBeLessThan(size('word '.repeat(10)));
  });

  it('gives the lines a similar length', () => {
    const { lines } = layOutTitle('one two three four five six', frames[0], measure);
    const lengths = lines.map((line) => line.length);
    expect(Math.min(...lengths) / Math.max(...lengths)).toBeGreaterThan(0.6);
  });

  it('ends in an ellipsis when even the smallest size does not fit', () => {
    expect(layOutTitle('word '.repeat(3000), frames[0], measure).lines.at(-1)).toMatch(/…$/);
    expect(layOutTitle('word '.repeat(100), frames[0], measure).lines.at(-1)).not.toMatch(/…$/);
  });

  it.each([
    ['مرحبا world', 'rtl'],
    ['שלום', 'rtl'],
    ['12 مرحبا', 'rtl'],
    ['Hello مرحبا', 'ltr'],
    ['🎬', 'ltr'],
  ])('reads %s from the side it begins on', (text, direction) => {
    expect(layOutTitle(text, frames[0], measure).direction).toBe(direction);
  });

  it('drops control characters and needless space', () => {
    expect(layOutTitle('  a\u0000\t b\u0007\r\n\r\n\r\nc ', frames[0], measure).lines).toEqual([
      'a b',
      '',
      'c',
    ]);
  });
});
