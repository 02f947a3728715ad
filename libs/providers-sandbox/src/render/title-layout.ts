import type { FrameSize } from '@onereel/core';
import { breakLines, charactersOf, paragraphsOf } from './break-lines';

/** Width of a text at 100 pixels font size. */
export type MeasureAtHundred = (text: string) => number;

export interface TitleLayout {
  /** Font size, pixels. */
  readonly fontSize: number;
  /** Distance of two baselines, pixels. */
  readonly lineHeight: number;
  readonly lines: readonly string[];
  readonly direction: 'ltr' | 'rtl';
  /** The area the title may use, pixels. */
  readonly box: {
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
  };
}

/** Share of the frame's width. */
export const SIDE_MARGIN = 0.09;
/** Less than the margins leave: the title grows away from where its lines begin. */
const WIDTH = 0.79;
const TOP_MARGIN = 0.19;
const BOTTOM_MARGIN = 0.17;
/** Font sizes as shares of the frame's shorter side. */
const LARGEST = 0.155;
const SMALLEST = 0.022;
const LINE_SPACING = 1.24;
/** More than the smallest size can show. */
const MOST_TITLE_CHARACTERS = 3200;
/** Longer texts read as paragraphs: their last line may be short. */
const MOST_BALANCED_LINES = 12;

const FIRST_STRONG_RTL = /^[^\p{L}]*[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u;

/**
 * Sets a title as large as it fits, in lines of similar length. What does not fit at the smallest readable size ends in an
 * ellipsis; nothing ever leaves the box.
 */
export function layOutTitle(prompt: string, frame: FrameSize, measure: MeasureAtHundred): TitleLayout {
  const text = tidy(prompt);
  const rtl = FIRST_STRONG_RTL.test(text);
  const box = {
    left: Math.round(frame.width * (rtl ? 1 - SIDE_MARGIN - WIDTH : SIDE_MARGIN)),
    top: Math.round(frame.height * TOP_MARGIN),
    width: Math.round(frame.width * WIDTH),
    height: Math.round(frame.height * (1 - TOP_MARGIN - BOTTOM_MARGIN)),
  };
  const title = typeset(text, measure);
  const fontSize = withoutOrphan(title, largestFit(title, frame, box), box);
  const room = (box.width / fontSize) * 100;
  const most = Math.max(1, Math.floor(box.height / (fontSize * LINE_SPACING)));
  const lines = title.breakAt(room);
  return {
    fontSize,
    lineHeight: fontSize * LINE_SPACING,
    lines: lines.length <= most ? balance(title, lines, room) : shorten(title, lines.slice(0, most), room),
    direction: rtl ? 'rtl' : 'ltr',
    box,
  };
}

/** One space between words, at most one empty line, no invisible control characters. */
function tidy(prompt: string): string {
  const enough = prompt.slice(0, 4 * MOST_TITLE_CHARACTERS);
  return charactersOf(enough.normalize('NFC').replace(/\r\n?|[\u2028\u2029]/g, '\n'))
    .slice(0, MOST_TITLE_CHARACTERS)
    .join('')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/[\p{Cc}\ufffe\uffff]/gu, (character) => (character === '\n' ? '\n' : ''))
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** A text prepared to be tried at many sizes; widths at 100 pixels font size. */
interface Typesetting {
  readonly measure: MeasureAtHundred;
  /** Longest word worth shrinking for. */
  readonly widestWord: number;
  breakAt(room: number): string[];
}

function typeset(text: string, measure: MeasureAtHundred): Typesetting {
  const paragraphs = paragraphsOf(text);
  const cached = remember(measure);
  const words = text.split(/\s+/).filter(isLatinWord);
  return {
    measure: cached,
    widestWord: Math.max(0, ...words.map(cached)),
    breakAt: (room) => breakLines(paragraphs, room, cached),
  };
}

/** Longer chains of characters are no words and may be cut. */
const isLatinWord = (word: string): boolean => word.length <= 40 && /^[\p{Script=Latin}\p{P}]+$/u.test(word);

function largestFit(title: Typesetting, frame: FrameSize, box: TitleLayout['box']): number {
  const shorter = Math.min(frame.width, frame.height);
  let low = Math.max(6, shorter * SMALLEST);
  let high = shorter * LARGEST;
  const fits = (size: number): boolean => {
    const room = (box.width / size) * 100;
    return title.widestWord <= room && title.breakAt(room).length * size * LINE_SPACING <= box.height;
  };
  if (fits(high)) return high;
  for (let round = 0; round < 9; round += 1) {
    const middle = (low + high) / 2;
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** A little smaller when that spares the last line from holding next to nothing. */
function withoutOrphan(title: Typesetting, largest: number, box: TitleLayout['box']): number {
  const fullness = (size: number): number => {
    const lines = title.breakAt((box.width / size) * 100);
    if (lines.length > MOST_BALANCED_LINES) return 1;
    const widths = lines.map(title.measure);
    return (widths.at(-1) ?? 0) / Math.max(1, ...widths);
  };
  const score = (size: number): number => size * (0.7 + 0.3 * Math.min(1, 2 * fullness(size)));
  const sizes = [1, 0.95, 0.9, 0.85, 0.8].map((share) => largest * share);
  return sizes.reduce((best, size) => (score(size) > score(best) ? size : best));
}

/** Narrows the lines as far as their number allows, so that the last one is not a single word. */
function balance(title: Typesetting, lines: readonly string[], room: number): readonly string[] {
  if (lines.length < 2 || lines.length > MOST_BALANCED_LINES) return lines;
  let best = lines;
  let low = Math.max(room * 0.5, title.widestWord);
  let high = room;
  for (let round = 0; round < 7 && low < high; round += 1) {
    const middle = (low + high) / 2;
    const tried = title.breakAt(middle);
    if (tried.length <= lines.length) {
      best = tried;
      high = middle;
    } else low = middle;
  }
  return best;
}

function shorten({ measure }: Typesetting, lines: readonly string[], room: number): readonly string[] {
  const last = charactersOf(lines.at(-1) ?? '');
  while (last.length > 1 && measure(`${last.join('').trimEnd()}…`) > room) last.pop();
  return [...lines.slice(0, -1), `${last.join('').trimEnd()}…`];
}

function remember(measure: MeasureAtHundred): MeasureAtHundred {
  const known = new Map<string, number>();
  return (text) => {
    const width = known.get(text) ?? measure(text);
    known.set(text, width);
    return width;
  };
}
