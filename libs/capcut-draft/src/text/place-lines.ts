import type { CaptionText } from '../timeline/timeline';
import type { Glyph, MetricsOf, RunMetrics } from './glyphs';
import { visualOrder } from './line-order';
import type { Fragment, TextLayout, TextLine } from './placed-text';

/** Puts lines below each other, each in the order it is read. */
export function placeLines(
  rows: readonly (readonly Glyph[])[],
  text: CaptionText,
  metricsOf: MetricsOf,
): TextLayout {
  const measured = rows.map((row) => measureRow(row, text, metricsOf));
  const width = Math.max(0, ...measured.map((line) => line.length));
  const height = measured.reduce((sum, line) => sum + line.thickness, 0);
  let top = -height / 2;
  const lines = measured.map(({ row, ascent, thickness, length }): TextLine => {
    const x = { left: -width / 2, center: -length / 2, right: width / 2 - length }[text.alignment];
    const gap = thickness - thickness / (1 + text.lineSpacing);
    const fragments = fragmentsOf(row, { x, baseline: top + gap / 2 + ascent }, text, metricsOf);
    const line = { fragments, x, top, width: length, height: thickness };
    top += thickness;
    return line;
  });
  return { lines, width, height, pitch: height / lines.length };
}

export interface MeasuredRow {
  readonly row: readonly Glyph[];
  readonly ascent: number;
  /** Across the reading direction, line spacing included. */
  readonly thickness: number;
  /** Along the reading direction; the space after the last glyph does not count. */
  readonly length: number;
}

export function measureRow(row: readonly Glyph[], text: CaptionText, metricsOf: MetricsOf): MeasuredRow {
  const used: RunMetrics[] = (row.length > 0 ? row.map(({ run }) => run) : text.runs.slice(0, 1)).map(
    metricsOf,
  );
  const ascent = Math.max(...used.map((metrics) => metrics.ascent));
  const descent = Math.max(...used.map((metrics) => metrics.descent));
  const last = row.at(-1);
  const sum = row.reduce((total, glyph) => total + glyph.width, 0);
  return {
    row,
    ascent,
    thickness: (ascent + descent) * (1 + text.lineSpacing),
    length: last ? Math.max(0, sum - text.letterSpacing * metricsOf(last.run).em) : 0,
  };
}

/** Neighbors of one style and one direction are one fragment; its letters stay in the order they are written. */
function fragmentsOf(
  row: readonly Glyph[],
  at: { x: number; baseline: number },
  text: CaptionText,
  metricsOf: MetricsOf,
): Fragment[] {
  const fragments: Fragment[] = [];
  let { x } = at;
  let level = 0;
  for (const glyph of visualOrder(row)) {
    const last = fragments.at(-1);
    if (last && last.run === glyph.run && level === glyph.level) {
      fragments[fragments.length - 1] = joined(last, glyph);
    } else {
      const { font, em } = metricsOf(glyph.run);
      fragments.push({
        ...{ text: glyph.text, start: glyph.start, run: glyph.run, font, em, x, baseline: at.baseline },
        ...{ width: glyph.width, spacing: text.letterSpacing * em, rightToLeft: glyph.level % 2 === 1 },
      });
    }
    ({ level } = glyph);
    x += glyph.width;
  }
  return fragments;
}

function joined(fragment: Fragment, glyph: Glyph): Fragment {
  const letters = fragment.rightToLeft ? [glyph.text, fragment.text] : [fragment.text, glyph.text];
  return {
    ...fragment,
    text: letters.join(''),
    start: Math.min(fragment.start, glyph.start),
    width: fragment.width + glyph.width,
  };
}
