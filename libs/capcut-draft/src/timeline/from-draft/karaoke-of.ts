import { isJsonObject, type JsonValue } from '../../draft/json/json-value';
import { type DraftMaterial, numberOr, stringOr } from '../../draft/model/draft-document';
import type { CaptionRun, Karaoke } from '../caption-text';
import { toFrame } from '../frame-clock';
import type { FrameRate } from '../timeline';
import { hexColor } from './color';

/** Words that change their color when they are sung: `words` (ms from the start of the segment) and `ktv_color`. */
export function karaokeOf(raw: DraftMaterial, text: string, fps: FrameRate): Karaoke | undefined {
  const color = hexColor(raw.ktv_color);
  const timed = [raw.words, raw.current_words].map(timedWords).find((list) => list.length > 0);
  if (!color || !timed) return undefined;
  const words: { end: number; frame: number }[] = [];
  let from = 0;
  for (const { word, milliseconds } of timed) {
    const at = word === '' ? -1 : text.indexOf(word, from);
    if (at < 0) continue;
    from = at + word.length;
    words.push({ end: from, frame: toFrame(milliseconds * 1000, fps) });
  }
  return words.length > 0 ? { color, words } : undefined;
}

function timedWords(value: JsonValue | undefined): { word: string; milliseconds: number }[] {
  if (!isJsonObject(value) || !Array.isArray(value.text) || !Array.isArray(value.start_time)) return [];
  const { text, start_time: starts } = value;
  return text.map((word, index) => ({
    word: stringOr(word, '').trim(),
    milliseconds: numberOr(starts[index], 0),
  }));
}

/** Runs end where words end, so that each has one color at any time. */
export function cutAtWords(runs: readonly CaptionRun[], { words }: Karaoke): CaptionRun[] {
  return runs.flatMap((run) => {
    const ends = words.map(({ end }) => end).filter((end) => end > run.start && end < run.end);
    const edges = [run.start, ...ends, run.end];
    return edges.slice(1).map((end, index) => ({ ...run, start: edges[index], end }));
  });
}
