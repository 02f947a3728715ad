import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import type { CaptionRun, CaptionText } from '../timeline/timeline';
import type { ChosenFont, FontBook } from './font-book';

/** A stretch of one line in one style. Positions in pixels, relative to the center of the text box, y down. */
export interface Fragment {
  readonly text: string;
  /** UTF-16 offset of its first character in the whole text. */
  readonly start: number;
  readonly run: CaptionRun;
  readonly font: ChosenFont;
  readonly em: number;
  readonly x: number;
  readonly baseline: number;
  readonly width: number;
  readonly spacing: number;
}

export interface TextLine {
  readonly fragments: readonly Fragment[];
  readonly x: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface TextLayout {
  readonly lines: readonly TextLine[];
  readonly width: number;
  readonly height: number;
}

/**
 * Line height in pixels per unit of size on a canvas 1080 pixels wide; three independent calibrations agree within
 * 0.3 %.
 */
const LINE_HEIGHT_PER_SIZE = 6.21;

const scratch = createCanvas(8, 8).getContext('2d');

interface Glyph {
  text: string;
  start: number;
  run: CaptionRun;
  width: number;
  /** A line may end after it. */
  breakAfter: boolean;
  space: boolean;
}

interface Metrics {
  font: ChosenFont;
  em: number;
  ascent: number;
  descent: number;
}

/** Breaks a text into lines and places every fragment. `scale` is the size factor the text is drawn at;
 * lines end at the same place of the canvas whatever it is. */
export function layoutText(
  text: CaptionText,
  fonts: FontBook,
  canvasWidth: number,
  scale: number,
): TextLayout {
  const metrics = new Map<CaptionRun, Metrics>();
  for (const run of text.runs) metrics.set(run, measureRun(run, fonts, canvasWidth, scale));
  const metricsOf = (run: CaptionRun): Metrics => {
    const found = metrics.get(run);
    if (!found) throw new Error('a run without metrics');
    return found;
  };
  const limit = text.vertical ? 1 : text.maxWidth * canvasWidth;
  const rows = wrap(glyphsOf(text, metricsOf), limit);
  for (const row of rows) fitShaped(row, text, metricsOf);
  return place(rows, text, metricsOf);
}

/** Scripts whose letters join or change shape next to others. */
const SHAPED =
  /\p{Script=Arabic}|\p{Script=Syriac}|\p{Script=Devanagari}|\p{Script=Bengali}|\p{Script=Tamil}|\p{Script=Thai}|\p{Script=Khmer}/u;

/** Joined letters are narrower than each alone: their widths are shrunk to what the stretch measures as a whole. */
function fitShaped(row: Glyph[], text: CaptionText, metricsOf: (run: CaptionRun) => Metrics): void {
  for (let from = 0; from < row.length;) {
    const { run } = row[from];
    let to = from + 1;
    while (to < row.length && row[to].run === run) to += 1;
    const part = row.slice(from, to);
    const letters = part.map((glyph) => glyph.text).join('');
    if (SHAPED.test(letters)) {
      const { font, em } = metricsOf(run);
      const spacing = text.letterSpacing * em;
      const alone = part.reduce((sum, glyph) => sum + glyph.width - spacing, 0);
      const factor = alone > 0 ? advance(letters, font, em) / alone : 1;
      for (const glyph of part) glyph.width = (glyph.width - spacing) * factor + spacing;
    }
    from = to;
  }
}

function measureRun(run: CaptionRun, fonts: FontBook, canvasWidth: number, scale: number): Metrics {
  const font = fonts.choose({ path: run.fontPath, name: run.fontName, bold: run.bold });
  scratch.font = `${font.weight} 1000px ${font.families}`;
  const box = scratch.measureText('x');
  const height = (box.fontBoundingBoxAscent + box.fontBoundingBoxDescent) / 1000 || 1.2;
  const em = (LINE_HEIGHT_PER_SIZE * run.size * scale * canvasWidth) / 1080 / height;
  return {
    font,
    em,
    ascent: (box.fontBoundingBoxAscent / 1000) * em,
    descent: (box.fontBoundingBoxDescent / 1000) * em,
  };
}

export const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const CJK =
  /[\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]|[\ud840-\ud887]/;
/** Marks that may not begin a line. */
const NO_START = /^[、。，．！？：；）」』】〉》”’…,.!?:;)\]}%]/;

function glyphsOf(text: CaptionText, metricsOf: (run: CaptionRun) => Metrics): Glyph[] {
  const segments = [...graphemes.segment(text.text)];
  return segments.map(({ segment, index }, position): Glyph => {
    const run =
      text.runs.find((candidate) => index >= candidate.start && index < candidate.end) ?? text.runs[0];
    const { font, em } = metricsOf(run);
    const space = /^\s$/.test(segment);
    const next = segments[position + 1]?.segment ?? '';
    return {
      text: segment,
      start: index,
      run,
      width: segment === '\n' ? 0 : advance(segment, font, em) + text.letterSpacing * em,
      breakAfter: (space || segment === '-' || CJK.test(segment) || CJK.test(next)) && !NO_START.test(next),
      space,
    };
  });
}

export function applyFont(context: SKRSContext2D, font: ChosenFont, em: number, italic: boolean): void {
  context.font = `${italic ? 'italic ' : ''}${font.weight} ${em.toFixed(3)}px ${font.families}`;
  context.fontKerning = 'none';
}

function advance(text: string, font: ChosenFont, em: number): number {
  applyFont(scratch, font, em, false);
  scratch.letterSpacing = '0px';
  return scratch.measureText(text).width;
}

function wrap(glyphs: readonly Glyph[], limit: number): Glyph[][] {
  const rows: Glyph[][] = [];
  let row: Glyph[] = [];
  let width = 0;
  for (const glyph of glyphs) {
    if (glyph.text === '\n') {
      rows.push(row);
      row = [];
      width = 0;
      continue;
    }
    if (row.length > 0 && width + glyph.width > limit && !glyph.space) {
      const { kept, carried } = breakRow(row);
      rows.push(kept);
      row = carried;
      width = row.reduce((sum, item) => sum + item.width, 0);
    }
    row.push(glyph);
    width += glyph.width;
  }
  rows.push(row);
  return rows.map(trimEnd);
}

/** At the last place where a line may end, or right here when there is none. */
function breakRow(row: readonly Glyph[]): { kept: Glyph[]; carried: Glyph[] } {
  const at = row.findLastIndex((glyph) => glyph.breakAfter);
  if (at < 0) return { kept: [...row], carried: [] };
  return { kept: row.slice(0, at + 1), carried: row.slice(at + 1) };
}

function trimEnd(row: Glyph[]): Glyph[] {
  let end = row.length;
  while (end > 0 && row[end - 1].space) end -= 1;
  return row.slice(0, end);
}

function place(
  rows: readonly Glyph[][],
  text: CaptionText,
  metricsOf: (run: CaptionRun) => Metrics,
): TextLayout {
  const tallest = Math.max(...text.runs.map((run) => metricsOf(run).ascent + metricsOf(run).descent));
  const measured = rows.map((row) => {
    const used =
      row.length > 0 ? row.map((glyph) => metricsOf(glyph.run)) : text.runs.slice(0, 1).map(metricsOf);
    const ascent = Math.max(...used.map((metrics) => metrics.ascent));
    const descent = Math.max(...used.map((metrics) => metrics.descent));
    return {
      row,
      ascent,
      height: (ascent + descent) * (1 + text.lineSpacing),
      width: rowWidth(row, text, metricsOf),
    };
  });
  const width = Math.max(0, ...measured.map((line) => line.width));
  const height = measured.reduce((sum, line) => sum + line.height, 0) || tallest;
  let top = -height / 2;
  const lines = measured.map(({ row, ascent, height: lineHeight, width: lineWidth }): TextLine => {
    const x = { left: -width / 2, center: -lineWidth / 2, right: width / 2 - lineWidth }[text.alignment];
    const gap = lineHeight - lineHeight / (1 + text.lineSpacing);
    const fragments = fragmentsOf(row, { x, baseline: top + gap / 2 + ascent }, text, metricsOf);
    const line = { fragments, x, top, width: lineWidth, height: lineHeight };
    top += lineHeight;
    return line;
  });
  return { lines, width, height };
}

/** The space after the last glyph of a line does not count. */
function rowWidth(row: readonly Glyph[], text: CaptionText, metricsOf: (run: CaptionRun) => Metrics): number {
  const last = row[row.length - 1];
  const sum = row.reduce((total, glyph) => total + glyph.width, 0);
  return last ? Math.max(0, sum - text.letterSpacing * metricsOf(last.run).em) : 0;
}

function fragmentsOf(
  row: readonly Glyph[],
  at: { x: number; baseline: number },
  text: CaptionText,
  metricsOf: (run: CaptionRun) => Metrics,
): Fragment[] {
  const fragments: Fragment[] = [];
  let { x } = at;
  for (const glyph of row) {
    const last = fragments[fragments.length - 1];
    if (last && last.run === glyph.run) {
      fragments[fragments.length - 1] = {
        ...last,
        text: last.text + glyph.text,
        width: last.width + glyph.width,
      };
    } else {
      const { font, em } = metricsOf(glyph.run);
      const spacing = text.letterSpacing * em;
      fragments.push({
        text: glyph.text,
        start: glyph.start,
        run: glyph.run,
        font,
        em,
        x,
        baseline: at.baseline,
        width: glyph.width,
        spacing,
      });
    }
    x += glyph.width;
  }
  return fragments;
}
