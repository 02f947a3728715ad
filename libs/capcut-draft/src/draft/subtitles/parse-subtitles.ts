import { GatewayError } from '@onereel/core';
import { parseAss } from './parse-ass';
import type { SubtitleCue } from './subtitle-cue';
import { markupRuns } from './subtitle-markup';

export const SUBTITLE_FORMATS = ['srt', 'vtt', 'ass'] as const;
export type SubtitleFormat = (typeof SUBTITLE_FORMATS)[number];

const TIMING = /^\s*((?:\d+:)?\d{1,2}:\d{1,2}[.,]\d{1,3})\s*-->\s*((?:\d+:)?\d{1,2}:\d{1,2}[.,]\d{1,3})/;

/** Which format a subtitle file is in, by its first words. */
export function detectSubtitles(content: string): SubtitleFormat {
  const head = content.replace(/^\uFEFF/, '').trimStart();
  if (head.startsWith('WEBVTT')) return 'vtt';
  if (/^\[Script Info\]/i.test(head) || /^Dialogue:/m.test(head)) return 'ass';
  return 'srt';
}

/**
 * The cues of an SRT, WebVTT or ASS file in time order, their times in microseconds.
 * @throws GatewayError `invalid_parameter` when the file holds no cue
 */
export function parseSubtitles(
  content: string,
  format: SubtitleFormat = detectSubtitles(content),
): SubtitleCue[] {
  const text = content.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const cues = format === 'ass' ? parseAss(text) : parseBlocks(text);
  const usable = cues.filter((cue) => cue.end > cue.start && cue.text.trim() !== '');
  if (usable.length === 0) {
    throw new GatewayError('invalid_parameter', {
      param: 'subtitles',
      message: `subtitles: no cue was found when reading the text as ${format.toUpperCase()}; send SRT, WebVTT or ASS, or name the right format.`,
    });
  }
  return usable.sort((a, b) => a.start - b.start);
}

function parseBlocks(text: string): SubtitleCue[] {
  const lines = text.split('\n');
  const cues: SubtitleCue[] = [];
  for (let i = 0; i < lines.length; i++) {
    const timing = TIMING.exec(lines[i] as string);
    if (!timing) continue;
    const body: string[] = [];
    while (
      i + 1 < lines.length &&
      (lines[i + 1] as string).trim() !== '' &&
      !TIMING.test(lines[i + 1] as string)
    ) {
      body.push(lines[++i] as string);
    }
    if (i + 1 < lines.length && TIMING.test(lines[i + 1] as string) && /^\d+$/.test(body.at(-1) ?? ''))
      body.pop();
    cues.push({
      start: clock(timing[1] as string),
      end: clock(timing[2] as string),
      ...markupRuns(body.join('\n')),
    });
  }
  return cues;
}

/** `[h:]mm:ss.fff` in microseconds. */
function clock(text: string): number {
  const parts = text.replace(',', '.').split(':').map(Number);
  return Math.round(parts.reduce((sum, part) => sum * 60 + part, 0) * 1_000_000);
}
