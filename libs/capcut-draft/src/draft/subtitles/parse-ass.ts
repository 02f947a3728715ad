import type { CaptionRun } from '../commands/draft-command';
import type { SubtitleCue, SubtitleRun } from './subtitle-cue';

/** Without a `Format:` line. */
const DEFAULT_FIELDS = [
  'layer',
  'start',
  'end',
  'style',
  'name',
  'marginl',
  'marginr',
  'marginv',
  'effect',
  'text',
];

/** The dialogue lines of an ASS or SSA script, with bold, italic, underline and primary color; drawings are left out. */
export function parseAss(text: string): SubtitleCue[] {
  let fields = DEFAULT_FIELDS;
  let inEvents = !/^\[Events\]/im.test(text);
  const cues: SubtitleCue[] = [];
  for (const line of text.split('\n')) {
    if (/^\s*\[/.test(line)) inEvents = /^\s*\[Events\]/i.test(line);
    else if (inEvents && /^Format:/i.test(line))
      fields = line
        .slice(7)
        .split(',')
        .map((field) => field.trim().toLowerCase());
    else if (inEvents && /^Dialogue:/i.test(line)) cues.push(cueOf(line.slice(9), fields));
  }
  return cues;
}

function cueOf(line: string, fields: readonly string[]): SubtitleCue {
  const values = line.split(',');
  const value = (name: string) => (values[fields.indexOf(name)] ?? '').trim();
  const body = values.slice(fields.length - 1).join(',');
  return { start: clock(value('start')), end: clock(value('end')), ...overrideRuns(body) };
}

function overrideRuns(body: string): { text: string; runs: SubtitleRun[] } {
  const runs: SubtitleRun[] = [];
  let style: Partial<CaptionRun> = {};
  let drawing = false;
  let text = '';
  for (const piece of body.split(/(\{[^}]*\})/)) {
    if (piece.startsWith('{')) {
      style = withOverrides(style, piece);
      drawing = /\\p[1-9]/.test(piece) || (drawing && !/\\p0/.test(piece));
      continue;
    }
    const plain = drawing ? '' : piece.replace(/\\[Nn]/g, '\n').replace(/\\h/g, '\u00a0');
    if (plain === '') continue;
    runs.push({ start: text.length, end: text.length + plain.length, style });
    text += plain;
  }
  return { text, runs: runs.some((run) => Object.keys(run.style).length > 0) ? runs : [] };
}

const SWITCHES: readonly (readonly [tag: RegExp, key: 'bold' | 'italic' | 'underline'])[] = [
  [/\\b(\d+)/, 'bold'],
  [/\\i(\d+)/, 'italic'],
  [/\\u(\d+)/, 'underline'],
];

function withOverrides(style: Partial<CaptionRun>, block: string): Partial<CaptionRun> {
  let next: Partial<CaptionRun> = /\\r/.test(block) ? {} : style;
  for (const [tag, key] of SWITCHES) {
    const value = tag.exec(block)?.[1];
    if (value !== undefined) next = { ...next, [key]: value !== '0' };
  }
  const bgr = /\\1?c&H([0-9a-f]{6})&/i.exec(block)?.[1];
  if (bgr) next = { ...next, color: `#${bgr.slice(4)}${bgr.slice(2, 4)}${bgr.slice(0, 2)}`.toLowerCase() };
  return next;
}

/** `h:mm:ss.cc` in microseconds. */
function clock(text: string): number {
  const seconds = text
    .split(':')
    .map(Number)
    .reduce((sum, part) => sum * 60 + part, 0);
  return Number.isFinite(seconds) ? Math.round(seconds * 1_000_000) : 0;
}
