import type { Size } from '../plan/placement';
import type { CaptionText } from '../timeline/timeline';
import type { FontBook } from './font-book';
import { fitShaped, glyphsOf, measureRuns } from './glyphs';
import { placeColumns } from './place-columns';
import { placeLines } from './place-lines';
import type { TextLayout } from './placed-text';
import { wrapLines } from './wrap-lines';

/** Breaks a text into lines and places every fragment. `scale` is the size factor the text is drawn at;
 * lines end at the same place of the canvas whatever it is. */
export function layoutText(text: CaptionText, fonts: FontBook, canvas: Size, scale: number): TextLayout {
  const metricsOf = measureRuns(text, fonts, canvas.width, scale);
  const limit = text.maxWidth * (text.vertical ? canvas.height : canvas.width);
  const rows = wrapLines(glyphsOf(text, metricsOf), limit);
  if (text.vertical) return placeColumns(rows, text, metricsOf);
  for (const row of rows) fitShaped(row, text, metricsOf);
  return placeLines(rows, text, metricsOf);
}
