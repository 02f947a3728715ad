import type { EditContext } from '../write/edit-context';
import type { RunStyle, StyledRun } from '../write/new-text';
import type { CaptionItem, CaptionStyle, KeywordStyle } from './draft-command';

/** The style of a caption's plain words. Word art brings its own colors, borders and shadow. */
export function baseStyle(
  style: CaptionStyle,
  item: CaptionItem,
  field: string,
  context: EditContext,
): RunStyle {
  const textEffect = item.textEffect ?? style.textEffect;
  const wordArt = textEffect
    ? context.find('word-art', textEffect, item.textEffect ? `${field}.text_effect` : 'text_effect')
    : undefined;
  return {
    color: wordArt ? '#ffffff' : style.textColor,
    size: item.fontSize ?? style.fontSize,
    bold: style.bold,
    italic: style.italic,
    underline: style.underline,
    borderColor: wordArt ? undefined : style.borderColor,
    shadow: wordArt ? undefined : style.shadow,
    font: style.font ? context.find('fonts', style.font, 'font') : undefined,
    wordArt,
  };
}

/** The runs of a caption: its own when it brings some, else its keywords highlighted, else one run. */
export function captionRuns(
  item: CaptionItem,
  base: RunStyle,
  field: string,
  context: EditContext,
): StyledRun[] {
  if (item.runs && item.runs.length > 0) {
    return item.runs.map((run) => ({ start: run.start, end: run.end, style: { ...base, ...run.style } }));
  }
  if (!item.keyword) return [];
  const keywordStyle = styleOfKeyword(item.keyword, base, field, context);
  return cover(item.text.length, keywordRanges(item.text, item.keyword.words), base, keywordStyle);
}

function styleOfKeyword(
  keyword: KeywordStyle,
  base: RunStyle,
  field: string,
  context: EditContext,
): RunStyle {
  return {
    ...base,
    color: keyword.color,
    size: keyword.fontSize ?? base.size,
    borderColor: keyword.borderColor ?? base.borderColor,
    font: keyword.font ? context.find('fonts', keyword.font, `${field}.keyword_font`) : base.font,
    shadow: base.wordArt ? undefined : (keyword.shadow ?? base.shadow),
  };
}

/** Where the words stand, in UTF-16 units: longer words first, no overlaps, every occurrence. */
export function keywordRanges(text: string, words: string): { start: number; end: number }[] {
  const taken: { start: number; end: number }[] = [];
  const list = [...new Set(words.split('|').map((word) => word.trim()))].filter((word) => word !== '');
  for (const word of list.sort((a, b) => b.length - a.length)) {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
      const range = { start: at, end: at + word.length };
      if (!taken.some((other) => range.start < other.end && other.start < range.end)) taken.push(range);
    }
  }
  return taken.sort((a, b) => a.start - b.start);
}

function cover(
  length: number,
  keywords: readonly { start: number; end: number }[],
  base: RunStyle,
  keyword: RunStyle,
): StyledRun[] {
  const runs: StyledRun[] = [];
  let at = 0;
  for (const { start, end } of keywords) {
    if (start > at) runs.push({ start: at, end: start, style: base });
    runs.push({ start, end, style: keyword });
    at = end;
  }
  if (at < length) runs.push({ start: at, end: length, style: base });
  return runs;
}
