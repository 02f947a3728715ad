import { rangeLength } from '../timeline/frame-clock';
import type { FrameRange, Timeline } from '../timeline/timeline';
import type { ComposeContext } from './compose-context';
import { timelineWithin } from './timeline-window';

export interface SliceLengths {
  /** Frames; longer pieces are divided evenly. */
  readonly longest: number;
  /** Frames; shorter pieces join a neighbor. */
  readonly shortest: number;
}

/** Frames rendered as one piece and kept under their hash. */
export interface Slice {
  readonly range: FrameRange;
  /** Over everything that decides its pixels. */
  readonly hash: string;
  readonly pixels: ComposeContext['pixels'];
  readonly inputs: number;
  /** Bytes of memory its inputs take, roughly. */
  readonly weight: number;
}

/**
 * Cuts a range where the set of visible things changes, never inside a transition. Pieces between two cuts are what a
 * small edit renders again, so they are kept short.
 */
export function sliceRanges(film: Timeline, within: FrameRange, lengths: SliceLengths): FrameRange[] {
  const timeline = timelineWithin(film, within);
  const blocked = mergedRanges(timeline.transitions.map((transition) => transition.range));
  const cuts = cutPoints(timeline, within, blocked);
  const pieces = joinShort(cuts, lengths.shortest);
  return pieces.flatMap((piece) => divide(piece, lengths.longest, blocked));
}

function cutPoints(timeline: Timeline, within: FrameRange, blocked: readonly FrameRange[]): number[] {
  const points = new Set([within.start, within.end]);
  for (const visual of timeline.visuals) {
    points.add(visual.range.start);
    points.add(visual.range.end);
  }
  for (const { range } of timeline.transitions) {
    points.add(range.start);
    points.add(range.end);
  }
  return [...points]
    .filter(
      (point) =>
        point >= within.start && point <= within.end && (isEdge(point, within) || !isInside(point, blocked)),
    )
    .sort((a, b) => a - b);
}

const isEdge = (point: number, range: FrameRange): boolean => point === range.start || point === range.end;

function isInside(point: number, ranges: readonly FrameRange[]): boolean {
  return ranges.some((range) => point > range.start && point < range.end);
}

function joinShort(cuts: readonly number[], shortest: number): FrameRange[] {
  const pieces: FrameRange[] = [];
  for (let index = 0; index + 1 < cuts.length; index += 1) {
    const last = pieces[pieces.length - 1];
    const piece = { start: cuts[index], end: cuts[index + 1] };
    const joins = last && (rangeLength(last) < shortest || rangeLength(piece) < shortest);
    if (joins) pieces[pieces.length - 1] = { start: last.start, end: piece.end };
    else pieces.push(piece);
  }
  return pieces;
}

function divide(piece: FrameRange, longest: number, blocked: readonly FrameRange[]): FrameRange[] {
  const count = Math.ceil(rangeLength(piece) / longest);
  const parts: FrameRange[] = [];
  let start = piece.start;
  for (let index = 1; index <= count; index += 1) {
    const ideal =
      index === count ? piece.end : piece.start + Math.round((rangeLength(piece) * index) / count);
    const end = index === count ? ideal : outside(ideal, blocked);
    if (end <= start || end > piece.end) continue;
    parts.push({ start, end });
    start = end;
  }
  const last = parts[parts.length - 1];
  if (last && last.end < piece.end) parts[parts.length - 1] = { start: last.start, end: piece.end };
  return parts.length > 0 ? parts : [piece];
}

function outside(point: number, blocked: readonly FrameRange[]): number {
  return blocked.find((range) => point > range.start && point < range.end)?.end ?? point;
}

function mergedRanges(ranges: readonly FrameRange[]): FrameRange[] {
  const merged: FrameRange[] = [];
  for (const range of [...ranges].sort((a, b) => a.start - b.start)) {
    const last = merged[merged.length - 1];
    if (last && range.start < last.end)
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    else merged.push(range);
  }
  return merged;
}
