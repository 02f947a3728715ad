import { keywordRanges } from '../../draft/commands/caption-runs';
import type { CapcutMateTextStyleMakerBody } from '../dto/text.dto';
import { hexColor } from './caption-requests';

/** A text with highlighted keywords as the JSON text that captions with `style_text` read. */
export function makeTextStyle(body: CapcutMateTextStyleMakerBody): string {
  const styles: object[] = [];
  let at = 0;
  const add = (end: number, color: string, size: number, keyword: boolean) => {
    if (end <= at) return;
    styles.push({
      fill: { content: { solid: { color: rgb(color) } } },
      font: { id: '', path: '' },
      range: [at, end],
      size,
      ...(keyword && { useLetterColor: true }),
    });
    at = end;
  };
  for (const { start, end } of keywordRanges(body.text, body.keyword)) {
    add(start, '#ffffff', body.font_size, false);
    add(end, hexColor(body.keyword_color) ?? '#ff7100', body.keyword_font_size, true);
  }
  add(body.text.length, '#ffffff', body.font_size, false);
  return JSON.stringify({ styles, text: body.text });
}

function rgb(color: string): number[] {
  return [1, 3, 5].map((i) => Math.round((parseInt(color.slice(i, i + 2), 16) / 255) * 1e6) / 1e6);
}
