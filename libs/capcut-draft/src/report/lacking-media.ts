import { type MediaFacts, rationalValue } from '@onereel/core/media';
import type { MediaBook, MediaEntry } from '../plan/media-book';
import type { Picture, Sound, SourceRef, Timeline } from '../timeline/timeline';
import type { ReportRow } from './report-row';

/** Streams of one file end some frames apart, and drafts state its length rounded. */
const TOLERANCE_US = 100_000;

/** Rows for files that do not hold all of the part that is played of them. Compound clips have rows of their own. */
export function lackRows({ visuals, sounds }: Timeline, book: MediaBook): ReportRow[] {
  return [
    ...visuals.flatMap((visual) => (visual.kind === 'picture' ? pictureRows(visual, book) : [])),
    ...sounds.flatMap((sound) => soundRows(sound, book)),
  ];
}

function pictureRows({ id, range, content }: Picture, book: MediaBook): ReportRow[] {
  if (content.kind !== 'file' || content.still || content.loop) return [];
  const entry = book.get(content.source.key);
  const lack = entry && lackOf(content, entry, pictureSeconds(entry.facts));
  if (lack === undefined) return [];
  const frame = Math.max(range.start, range.end - 1);
  return [{ segment: id, ...ROW, note: `${lack}; its last picture stays`, frame }];
}

function soundRows({ id, source, sourceStartUs, sourceDurationUs }: Sound, book: MediaBook): ReportRow[] {
  if (source.kind === 'film') return [];
  const entry = book.get(source.key);
  if (!entry?.facts.audio) return [];
  const seconds = entry.facts.audio.durationSeconds ?? entry.facts.durationSeconds;
  const lack = lackOf({ source, sourceStartUs, sourceDurationUs }, entry, seconds);
  return lack === undefined ? [] : [{ segment: id, ...ROW, note: `${lack}; silence follows` }];
}

const ROW = { construct: 'media', grade: 'approximate' } as const;

interface Part {
  readonly source: SourceRef;
  readonly sourceStartUs: number;
  readonly sourceDurationUs: number;
}

function lackOf(
  { source: { name }, sourceStartUs, sourceDurationUs }: Part,
  { facts: { bytes, missingBytes }, missing }: MediaEntry,
  seconds: number,
): string | undefined {
  if (missing || seconds <= 0) return undefined;
  if (missingBytes) return `"${name}" breaks off, ${bytes} of its ${bytes + missingBytes} bytes are there`;
  const playedUs = sourceStartUs + sourceDurationUs;
  if (playedUs <= seconds * 1e6 + TOLERANCE_US) return undefined;
  return `"${name}" ends after ${seconds.toFixed(2)} s and is played to ${(playedUs / 1e6).toFixed(2)} s`;
}

/** A picture may end before the sound beside it. */
function pictureSeconds({ video, durationSeconds }: MediaFacts): number {
  const rate = video ? rationalValue(video.averageFps) : 0;
  return video?.frames && rate > 0 ? video.frames / rate : durationSeconds;
}
