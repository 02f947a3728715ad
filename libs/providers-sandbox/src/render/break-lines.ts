/** Width of a text at the font size in question, pixels. */
export type MeasureText = (text: string) => number;

const NEVER_STARTS_A_LINE =
  /^[\p{Pe}\p{Pf}、。，．・：；！？…‥ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々!?,.:;%]/u;
const NEVER_ENDS_A_LINE = /[\p{Ps}\p{Pi}]$/u;
const BREAKS_ANYWHERE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/u;

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Splits into characters as people see them: an emoji with its modifiers is one. */
export const charactersOf = (text: string): string[] =>
  Array.from(graphemes.segment(text), ({ segment }) => segment);

/** Pieces that must stay together: words with the space after them; single characters in Chinese and Japanese. */
export function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  let previous = '';
  for (const character of charactersOf(text)) {
    if (pieces.length > 0 && !mayBreak(previous, character)) pieces[pieces.length - 1] += character;
    else pieces.push(character);
    previous = character;
  }
  return pieces;
}

function mayBreak(before: string, after: string): boolean {
  if (after === ' ') return false;
  if (before === ' ') return true;
  if (NEVER_STARTS_A_LINE.test(after) || NEVER_ENDS_A_LINE.test(before)) return false;
  return BREAKS_ANYWHERE.test(before) || BREAKS_ANYWHERE.test(after) || before === '-';
}

/** A text cut once into paragraphs and their pieces, to be broken at many widths. */
export const paragraphsOf = (text: string): string[][] => text.split('\n').map(piecesOf);

/** Greedy lines of at most `width`; a word that is wider than a line is cut between characters. */
export const breakLines = (
  paragraphs: readonly (readonly string[])[],
  width: number,
  measure: MeasureText,
): string[] => paragraphs.flatMap((pieces) => breakParagraph(pieces, width, measure));

function breakParagraph(pieces: readonly string[], width: number, measure: MeasureText): string[] {
  const lines: string[] = [];
  let line = '';
  // Widths are added up, so that a long text is measured word by word and not line by growing line.
  let reached = 0;
  const put = (piece: string): void => {
    if (line !== '' && reached + measure(piece.trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = '';
      reached = 0;
    }
    line += piece;
    reached += measure(piece);
  };
  for (const piece of pieces) {
    if (measure(piece.trimEnd()) <= width) put(piece);
    else charactersOf(piece).forEach(put);
  }
  return [...lines, line.trimEnd()];
}
