import { numberOr, stringOr, type DraftDocument } from '../draft/model/draft-document';
import { frameOf } from '../draft/read/canvas-facts';
import type { DraftSummary } from './draft-store';

/** 14 digits of time and 8 hex digits, as capcut-mate's clients expect; the only form that reaches a store or a path. */
export const DRAFT_ID = /^\d{14}[0-9a-f]{8}$/;

export function summaryOf(draft: DraftDocument): DraftSummary {
  return {
    name: stringOr(draft.name, ''),
    ...frameOf(draft),
    duration: numberOr(draft.duration, 0),
    tracks: draft.tracks.length,
    segments: draft.tracks.reduce((sum, track) => sum + track.segments.length, 0),
  };
}
