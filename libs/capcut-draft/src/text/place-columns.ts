import type { CaptionText } from '../timeline/timeline';
import { advance, EM_ABOVE_BASELINE, type Glyph, type MetricsOf } from './glyphs';
import { type MeasuredRow, measureRow } from './place-lines';
import type { Fragment, TextLayout, TextLine } from './placed-text';
import { VERTICAL_FORMS } from './vertical-forms';

/** Puts the lines of vertical text beside each other as columns, the first one right; every glyph stands upright. */
export function placeColumns(
  rows: readonly (readonly Glyph[])[],
  text: CaptionText,
  metricsOf: MetricsOf,
): TextLayout {
  const measured = rows.map((row) => measureRow(row, text, metricsOf));
  const width = measured.reduce((sum, column) => sum + column.thickness, 0);
  const height = Math.max(0, ...measured.map((column) => column.length));
  let right = width / 2;
  const lines = measured.map((column): TextLine => {
    const { thickness, length } = column;
    const top = { left: -height / 2, center: -length / 2, right: height / 2 - length }[text.alignment];
    const fragments = fragmentsOf(column, { top, middle: right - thickness / 2 }, metricsOf);
    right -= thickness;
    return { fragments, x: right, top, width: thickness, height: length };
  });
  return { lines, width, height, pitch: width / lines.length };
}

function fragmentsOf(
  { row }: MeasuredRow,
  at: { top: number; middle: number },
  metricsOf: MetricsOf,
): Fragment[] {
  let { top } = at;
  return row.map((glyph): Fragment => {
    const { font, em } = metricsOf(glyph.run);
    const letters = VERTICAL_FORMS[glyph.text] ?? glyph.text;
    const width = advance(letters, font, em);
    const baseline = top + EM_ABOVE_BASELINE * em;
    top += glyph.width;
    return {
      ...{ text: letters, start: glyph.start, run: glyph.run, font, em, x: at.middle - width / 2, baseline },
      ...{ width, spacing: 0, rightToLeft: false },
    };
  });
}
