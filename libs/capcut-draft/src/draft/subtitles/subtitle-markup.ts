import type { CaptionRun } from '../commands/draft-command';
import type { SubtitleRun } from './subtitle-cue';

const TAG = /<(\/?)(b|i|u|font|c|v|ruby|rt|lang)\b([^>]*)>|<\d[\d:.]*>/gi;
const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&nbsp;': '\u00a0',
  '&lrm;': '',
  '&rlm;': '',
};

/** Reads `<b> <i> <u> <font color>` of SRT and WebVTT; other tags are dropped, unknown ones stay text. */
export function markupRuns(body: string): { text: string; runs: SubtitleRun[] } {
  const open: { tag: string; style: Partial<CaptionRun> }[] = [];
  const runs: SubtitleRun[] = [];
  let text = '';
  let from = 0;
  const add = (piece: string) => {
    const plain = piece.replace(/&\w+;/g, (entity) => ENTITIES[entity] ?? entity);
    if (plain === '') return;
    runs.push({
      start: text.length,
      end: text.length + plain.length,
      style: Object.assign({}, ...open.map((each) => each.style)),
    });
    text += plain;
  };
  for (const found of body.matchAll(TAG)) {
    add(body.slice(from, found.index));
    from = found.index + found[0].length;
    const tag = found[2]?.toLowerCase();
    if (tag === undefined) continue;
    if (found[1] === '/')
      open.splice(
        Math.max(
          0,
          open.findLastIndex((each) => each.tag === tag),
        ),
        1,
      );
    else open.push({ tag, style: styleOfTag(tag, found[3] ?? '') });
  }
  add(body.slice(from));
  const styled = runs.some((run) => Object.keys(run.style).length > 0);
  return { text, runs: styled ? runs : [] };
}

function styleOfTag(tag: string, attributes: string): Partial<CaptionRun> {
  if (tag === 'b') return { bold: true };
  if (tag === 'i') return { italic: true };
  if (tag === 'u') return { underline: true };
  const color = tag === 'font' ? /color\s*=\s*["']?(#[0-9a-f]{6})\b/i.exec(attributes)?.[1] : undefined;
  return color ? { color: color.toLowerCase() } : {};
}
