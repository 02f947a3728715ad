import type { Glyph } from './glyphs';

/** Breaks glyphs into lines no longer than the limit, pixels; spaces at the end of a line are dropped. */
export function wrapLines(glyphs: readonly Glyph[], limit: number): Glyph[][] {
  const rows: Glyph[][] = [];
  let row: Glyph[] = [];
  let width = 0;
  for (const glyph of glyphs) {
    if (glyph.newline) {
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
