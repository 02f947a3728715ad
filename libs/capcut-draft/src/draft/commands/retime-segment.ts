import { GatewayError } from '@onereel/core';
import type { JsonObject } from '../json/json-value';
import { numberOr, type DraftSegment } from '../model/draft-document';
import { endOf, rangeOf, segmentFacts, type Range, type SegmentFacts } from '../read/segment-facts';
import { DraftEdit, type SegmentPlace } from '../write/draft-edit';
import { snapRange } from '../write/frame-grid';
import type { SegmentChanges } from './draft-command';
import { checkSpeed } from './fit-source';
import { checkSpan, invalid } from './place-items';

/** The fields of a segment that its new place, length, speed or source ask for; none when nothing of these changes. */
export function retimed(edit: DraftEdit, place: SegmentPlace, changes: SegmentChanges): JsonObject {
  const { start, duration, sourceStart, speed } = changes;
  if ([start, duration, sourceStart, speed].every((value) => value === undefined)) return {};
  const facts = segmentFacts(place.segment);
  const newSpeed = speed ?? facts.speed;
  checkSpeed('speed', newSpeed);
  const from = start ?? facts.target.start;
  const until = from + (duration ?? lengthAt(newSpeed, facts, speed !== undefined));
  checkSpan('segment', from, until);
  const range = snapRange(from, until, edit.canvas.fps);
  refuseNeighbors(place, facts, range);
  const timing: JsonObject = { target_timerange: { ...range }, speed: newSpeed };
  if (!facts.source) return timing;
  const source = sourceFor(edit, place.segment, sourceStart ?? facts.source.start, range.duration * newSpeed);
  return { ...timing, source_timerange: source };
}

function lengthAt(speed: number, { source, target }: SegmentFacts, faster: boolean): number {
  return faster && source ? source.duration / speed : target.duration;
}

/** What the segment overlapped before (a transition) it may overlap still. */
function refuseNeighbors({ track, segment }: SegmentPlace, before: SegmentFacts, range: Range): void {
  const neighbor = track.segments.find((other) => {
    const taken = other.id === segment.id ? null : rangeOf(other.target_timerange);
    return taken !== null && overlaps(taken, range) && !overlaps(taken, before.target);
  });
  if (!neighbor) return;
  throw new GatewayError('conflict', {
    param: 'start',
    message: `start: the segment would overlap segment ${neighbor.id} on its track; choose another place.`,
  });
}

function sourceFor(edit: DraftEdit, segment: DraftSegment, start: number, length: number): JsonObject {
  const total = numberOr(edit.findMaterial(segment.material_id)?.material.duration, Infinity);
  if (start < 0 || start + length > total + 1_000_000 / edit.canvas.fps) {
    throw invalid(
      'duration',
      `the source is ${total} µs long and cannot give ${Math.round(length)} µs from ${start} µs on`,
    );
  }
  return { start: Math.round(start), duration: Math.round(Math.min(length, total - start)) };
}

function overlaps(a: Range, b: Range): boolean {
  return a.start < endOf(b) && b.start < endOf(a);
}
