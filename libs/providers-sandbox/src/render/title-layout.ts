import type { FrameSize } from '@onereel/core';
import { breakLines, charactersOf } from './break-lines';

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
const MOST_TITLE_CHARACTERS = 4000;
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
  const cached = remember(measure);
  const fontSize = withoutOrphan(text, largestFit(text, frame, box, cached), box, cached);
  const room = (box.width / fontSize) * 100;
  const most = Math.max(1, Math.floor(box.height / (fontSize * LINE_SPACING)));
  const lines = breakLines(text, room, cached);
  return {
    fontSize,
    lineHeight: fontSize * LINE_SPACING,
    lines: lines.length <= most ? balance(text, lines, room, cached) : shorten(lines, most, room, cached),
    direction: rtl ? 'rtl' : 'ltr',
    box,
  };
}

/** One space between words, at most one empty line, no invisible control characters. */
function tidy(prompt: string): string {
  return charactersOf(prompt.normalize('NFC').replace(/\r\n?|[\u2028\u2029]/g, '\n'))
    .slice(0, MOST_TITLE_CHARACTERS)
    .join('')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/[\p{Cc}\ufffe\uffff]/gu, (character) => (character === '\n' ? '\n' : ''))
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function largestFit(
  text: string,
  frame: FrameSize,
  box: TitleLayout['box'],
  measure: MeasureAtHundred,
): number {
  const shorter = Math.min(frame.width, frame.height);
  let low = Math.max(6, shorter * SMALLEST);
  let high = shorter * LARGEST;
  const fits = (size: number): boolean => {
    const room = (box.width / size) * 100;
    const lines = breakLines(text, room, measure);
    const cutsWords = text.split(/\s/).some((word) => isLatinWord(word) && measure(word) > room);
    return lines.length * size * LINE_SPACING <= box.height && !cutsWords;
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
function withoutOrphan(
  text: string,
  largest: number,
  box: TitleLayout['box'],
  measure: MeasureAtHundred,
): number {
  const fullness = (size: number): number => {
    const widths = breakLines(text, (box.width / size) * 100, measure).map(measure);
    return widths.length > MOST_BALANCED_LINES ? 1 : (widths.at(-1) ?? 0) / Math.max(1, ...widths);
  };
  const score = (size: number): number => size * (0.7 + 0.3 * Math.min(1, 2 * fullness(size)));
  const sizes = [1, 0.95, 0.9, 0.85, 0.8].map((share) => largest * share);
  return sizes.reduce((best, size) => (score(size) > score(best) ? size : best));
}

/** Words worth shrinking for; longer chains of characters are no words and may be cut. */
const isLatinWord = (word: string): boolean => word.length <= 40 && /^[\p{Script=Latin}\p{P}]+$/u.test(word);

/** Narrows the lines as far as their number allows, so that the last one is not a single word. */
function balance(
  text: string,
  lines: readonly string[],
  room: number,
  measure: MeasureAtHundred,
): readonly string[] {
  if (lines.length < 2 || lines.length > MOST_BALANCED_LINES) return lines;
  let best = lines;
  let low = room * 0.5;
  let high = room;
  for (let round = 0; round < 7; round += 1) {
    const middle = (low + high) / 2;
    const tried = breakLines(text, middle, measure);
    if (tried.length <= lines.length && !cutsWord(text, tried)) {
      best = tried;
      high = middle;
    } else low = middle;
  }
  return best;
}

const cutsWord = (text: string, lines: readonly string[]): boolean =>
  lines.some(
    (line) => /[\p{Script=Latin}]$/u.test(line) && !new RegExp(`${escape(line)}(\\s|$|-)`, 'u').test(text),
  );

const escape = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

function shorten(
  lines: readonly string[],
  most: number,
  room: number,
  measure: MeasureAtHundred,
): readonly string[] {
  const kept = lines.slice(0, most);
  const last = charactersOf(kept[most - 1]);
  while (last.length > 1 && measure(`${last.join('').trimEnd()}…`) > room) last.pop();
  return [...kept.slice(0, -1), `${last.join('').trimEnd()}…`];
}

function remember(measure: MeasureAtHundred): MeasureAtHundred {
  const known = new Map<string, number>();
  return (text) => {
    const width = known.get(text) ?? measure(text);
    known.set(text, width);
    return width;
  };
}
