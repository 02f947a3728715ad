import { breakLines, charactersOf, paragraphsOf, piecesOf } from './break-lines';

/** Every character as wide as one pixel. */
const measure = (text: string): number => charactersOf(text).length;

describe('breakLines', () => {
  it.each([
    ['between words', 'one two three', 7, ['one two', 'three']],
    ['after hyphens', 'well-known fact', 6, ['well-', 'known', 'fact']],
    ['inside words only when they are too long', 'a abcdefgh b', 4, ['a ab', 'cdef', 'gh b']],
    ['between Han characters', '春眠不觉晓处处', 4, ['春眠不觉', '晓处处']],
    ['never before closing punctuation', '春眠不觉，晓处', 4, ['春眠不', '觉，晓处']],
    ['never after opening brackets', '春眠不（觉晓', 4, ['春眠不', '（觉晓']],
    ['where the text says so', 'a\n\nb', 9, ['a', '', 'b']],
    ['between words and Han characters', 'OneReel视频', 8, ['OneReel视', '频']],
  ])('breaks %s', (_, text, width, lines) => {
    expect(breakLines(paragraphsOf(text), width, measure)).toEqual(lines);
  });

  it('never tears an emoji or an accent from its letter', () => {
    expect(breakLines(paragraphsOf('👩‍👩‍👧‍👦👩‍👩‍👧‍👦'), 1, measure)).toEqual(['👩‍👩‍👧‍👦', '👩‍👩‍👧‍👦']);
    expect(piecesOf('e\u0301t\u00e9 x')).toEqual(['e\u0301té ', 'x']);
  });

  it.each(['', ' ', 'word '.repeat(50), '字'.repeat(99), 'x'.repeat(99)])('loses nothing of %j', (text) => {
    const joined = breakLines(paragraphsOf(text), 5, measure).join('');
    expect(joined.replace(/ /g, '')).toBe(text.replace(/ /g, ''));
    expect(breakLines(paragraphsOf(text), 5, measure).every((line) => measure(line) <= 5)).toBe(true);
  });
});
