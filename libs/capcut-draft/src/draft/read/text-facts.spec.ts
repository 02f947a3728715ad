import fc from 'fast-check';
import { coverWith, textFacts } from './text-facts';

const read = (content: string) => textFacts({ id: 't', content });

describe('textFacts', () => {
  it('reads styled runs in UTF-16 units', () => {
    const facts = read(
      JSON.stringify({
        text: '😀 key word',
        styles: [
          { range: [0, 3], size: 8, fill: { content: { solid: { color: [1, 0.5, 0] } } } },
          {
            range: [3, 99],
            bold: true,
            font: { path: '/f.ttf', id: '7' },
            strokes: [{ width: 0.08, content: { solid: { color: [0, 0, 0] } } }],
          },
        ],
      }),
    );
    expect(facts.generation).toBe('json');
    expect(facts.runs).toEqual([
      { start: 0, end: 3, style: { size: 8, color: { r: 1, g: 0.5, b: 0, a: 1 } } },
      {
        start: 3,
        end: 11,
        style: {
          bold: true,
          fontPath: '/f.ttf',
          fontId: '7',
          strokes: [{ width: 0.08, color: { r: 0, g: 0, b: 0, a: 1 } }],
        },
      },
    ]);
  });

  it.each([
    [
      'bracketed, nested',
      '<useLetterColor><outline color=(1,0,0,1) width=0.08><size=15><color=(0, 0.5, 1, 1)><font id="a" path="/en.ttf">[two\nlines]</font></color></size></outline></useLetterColor>',
      'two\nlines',
    ],
    [
      'without brackets',
      '<font id="" path="/zh.ttf"><color=(1, 1, 1, 1)><size=5>字幕 A</size></color></font>',
      '字幕 A',
    ],
    ['with unescaped signs', "<size=5>a < b & c's <3</size>", "a < b & c's <3"],
  ])('reads tag markup %s', (_, content, text) => {
    const facts = read(content);
    expect(facts).toMatchObject({ text, generation: 'markup' });
    expect(facts.runs.at(-1)?.end).toBe(text.length);
    expect(facts.runs[0]?.style.size).toBeGreaterThan(0);
  });

  it('takes anything else literally', () => {
    expect(read('just [text]')).toMatchObject({ text: 'just [text]', generation: 'literal' });
    expect(read('{"not":"content"}')).toMatchObject({ text: '{"not":"content"}', generation: 'literal' });
  });
});

describe('coverWith', () => {
  it('covers the text exactly, whatever the ranges', () => {
    const range = fc.record({
      start: fc.integer({ min: -5, max: 40 }),
      end: fc.integer({ min: -5, max: 40 }),
      style: fc.constant({}),
    });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.array(range), (length, ranges) => {
        const runs = coverWith(
          length,
          ranges.map((each, size) => ({ ...each, style: { size } })),
        );
        expect(runs[0]?.start).toBe(0);
        expect(runs.at(-1)?.end).toBe(length);
        runs.slice(1).forEach((run, i) => expect(run.start).toBe(runs[i]?.end));
      }),
    );
  });
});
