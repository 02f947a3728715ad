import type { Rgba, TextRun, TextStyle } from './rich-text';

/**
 * The tag markup of CapCut ≤ 2.2 and JianYing ≤ 3.4. Text between tags is not escaped in practice, so only these tags
 * count as markup and everything else, `<` and `&` included, is text.
 */
const TAG = /<(\/?)(useLetterColor|outline|size|color|font|b|i|u|shadow)\b([^<>]*)>/g;
const NUMBERS = /-?\d+(?:\.\d+)?/g;

interface Markup {
  text: string;
  runs: TextRun[];
  generation: 'markup' | 'literal';
}

export function readMarkup(content: string): Markup {
  const open: { tag: string; style: TextStyle }[] = [];
  const runs: TextRun[] = [];
  let text = '';
  let from = 0;
  let tags = 0;
  const add = (piece: string) => {
    if (piece === '') return;
    const style = Object.assign({}, ...open.map((entry) => entry.style)) as TextStyle;
    runs.push({ start: text.length, end: text.length + piece.length, style });
    text += piece;
  };
  for (const found of content.matchAll(TAG)) {
    add(content.slice(from, found.index));
    from = found.index + found[0].length;
    tags++;
    const tag = found[2] as string;
    if (found[1] === '/')
      open.splice(
        Math.max(
          0,
          open.findLastIndex((entry) => entry.tag === tag),
        ),
        1,
      );
    else open.push({ tag, style: tagStyle(tag, found[3] as string) });
  }
  add(content.slice(from));
  return { ...unwrap(text, runs, tags > 0), generation: tags > 0 ? 'markup' : 'literal' };
}

/** CapCut wraps the text in one pair of brackets; JianYing does not. */
function unwrap(text: string, runs: TextRun[], markup: boolean): { text: string; runs: TextRun[] } {
  if (!markup || !text.startsWith('[') || !text.endsWith(']')) return { text, runs };
  const length = text.length - 2;
  const shifted = runs
    .map((run) => ({ ...run, start: Math.max(0, run.start - 1), end: Math.min(length, run.end - 1) }))
    .filter((run) => run.end > run.start);
  return { text: text.slice(1, -1), runs: shifted };
}

const TAG_STYLES: Readonly<Record<string, (attributes: string) => TextStyle>> = {
  size: (attributes) => ({ size: firstNumber(attributes, 15) }),
  color: (attributes) => ({ color: colorIn(attributes) }),
  outline: (attributes) => ({
    strokes: [
      {
        color: colorIn(attributes),
        width: firstNumber(/width\s*=\s*(.*)$/.exec(attributes)?.[1] ?? '', 0.08),
      },
    ],
  }),
  font: (attributes) => ({
    fontPath: /path\s*=\s*"([^"]*)"/.exec(attributes)?.[1] ?? '',
    fontId: /id\s*=\s*"([^"]*)"/.exec(attributes)?.[1] ?? '',
  }),
  b: () => ({ bold: true }),
  i: () => ({ italic: true }),
  u: () => ({ underline: true }),
};

function tagStyle(tag: string, attributes: string): TextStyle {
  return TAG_STYLES[tag]?.(attributes) ?? {};
}

function colorIn(attributes: string): Rgba {
  const tuple = /\(([^)]*)\)/.exec(attributes)?.[1] ?? '';
  const [r = 1, g = 1, b = 1, a = 1] = (tuple.match(NUMBERS) ?? []).map(Number);
  return { r, g, b, a };
}

function firstNumber(text: string, fallback: number): number {
  const found = text.match(NUMBERS)?.[0];
  return found === undefined ? fallback : Number(found);
}
