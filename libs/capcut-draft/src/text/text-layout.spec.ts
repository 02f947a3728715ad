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
  const { width } = layoutText(text, new FontBook(), { width: 1080, height: 1920 }, scale);
  expect(width).toBeLessThanOrEqual(540);
  expect(width).toBeGreaterThan(250);
});

describe('marks that both Latin and Chinese write', () => {
  const widthOf = (words: string) =>
    layoutText({ ...text, text: words, maxWidth: 5 }, new FontBook(), { width: 1080, height: 1920 }, 1).width;
  const added = (words: string, mark: string) =>
    widthOf(words.replace('_', mark)) - widthOf(words.replace('_', ''));

  it.each(['‘', '’', '“', '”', '·', '•'])(
    'are narrow between Latin letters and square beside Han: %s',
    (mark) => {
      const square = widthOf('字');
      expect(added('don_t', mark)).toBeLessThan(0.6 * square);
      expect(added('안_녕', mark)).toBeLessThan(0.6 * square);
      expect(added('他_说', mark)).toBeCloseTo(square, 1);
      expect(added('どう_ぞ', mark)).toBeCloseTo(square, 1);
    },
  );
});

describe('vertical text', () => {
  const CANVAS = { width: 1080, height: 1080 };
  const columns = (words: string, more: Partial<CaptionText> = {}) =>
    layoutText({ ...text, vertical: true, text: words, ...more }, new FontBook(), CANVAS, 1);

  it('has a column per line, the first one right, and a glyph below the other', () => {
    const { lines, width, height } = columns('春江\n潮水连');
    expect(lines).toHaveLength(2);
    const [first, second] = lines;
    expect(first.x).toBeGreaterThan(second.x);
    expect(first.x + first.width).toBeCloseTo(width / 2, 6);
    const [a, b, c] = second.fragments;
    expect([a.text, b.text, c.text]).toEqual(['潮', '水', '连']);
    expect(a.x).toBeCloseTo(b.x, 6);
    expect(b.baseline - a.baseline).toBeCloseTo(a.em, 6);
    expect(height).toBeCloseTo(3 * a.em, 6);
  });

  it('begins a new column where the height of the canvas ends', () => {
    const { lines, height } = columns('一'.repeat(40), { maxWidth: 0.5 });
    expect(lines.length).toBeGreaterThan(1);
    expect(height).toBeLessThanOrEqual(540);
  });

  it.each([
    ['left', -1],
    ['center', 0],
    ['right', 1],
  ] as const)('aligns columns: %s', (alignment, side) => {
    const { lines, height } = columns('一二三\n四', { alignment });
    const [, short] = lines;
    const middle = short.top + short.height / 2;
    expect(middle).toBeCloseTo((side * (height - short.height)) / 2, 6);
  });

  it('turns punctuation', () =>
    expect(columns('你，').lines[0].fragments.map((fragment) => fragment.text)).toEqual(['你', '︐']));
});

describe('right to left', () => {
  const lineOf = (words: string, runs = [run]) =>
    layoutText({ ...text, text: words, runs }, new FontBook(), { width: 4000, height: 1080 }, 1).lines[0]
      .fragments;

  it('puts styled words of one line in the order they are read', () => {
    const [one, two] = [
      { ...run, end: 4 },
      { ...run, start: 4, size: 12 },
    ];
    const fragments = lineOf('שלום עולם', [one, two]);
    expect(fragments.map((fragment) => fragment.run)).toEqual([two, one]);
    expect(fragments[0].text).toBe(' עולם');
    expect(fragments[1].x).toBeCloseTo(fragments[0].x + fragments[0].width, 6);
  });

  it('keeps a Latin word readable between Arabic ones', () => {
    const fragments = lineOf('مرحبا OneReel بكم');
    expect(fragments.map(({ text: words, rightToLeft }) => [words.trim(), rightToLeft])).toEqual([
      ['بكم', true],
      ['OneReel', false],
      ['مرحبا', true],
    ]);
  });
});

it('counts a line break of two characters as one, and styles keep their place', () => {
  const [one, two] = [
    { ...run, end: 4 },
    { ...run, start: 4, size: 20 },
  ];
  const { lines } = layoutText(
    { ...text, text: 'ab\r\ncd', runs: [one, two] },
    new FontBook(),
    { width: 1080, height: 1080 },
    1,
  );
  expect(lines.map((line) => line.fragments.map((fragment) => [fragment.text, fragment.run]))).toEqual([
    [['ab', one]],
    [['cd', two]],
  ]);
});
