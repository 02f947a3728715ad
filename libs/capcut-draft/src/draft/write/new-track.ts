import { booleanOr, numberOr, type DraftSegment, type DraftTrack } from '../model/draft-document';
import { stringOr } from '../model/draft-document';
import type { DraftEdit } from './draft-edit';

/** First layer numbers the applications use per kind of track. */
const RENDER_BASE: Readonly<Record<string, number>> = {
  video: 0,
  audio: 0,
  filter: 10_000,
  effect: 11_000,
  adjust: 10_000,
  sticker: 14_000,
  text: 14_000,
};
const OVERLAY_FLAG = 2;

export interface Layering {
  readonly renderIndex: number;
  readonly trackRenderIndex: number;
}

/** Layer numbers that put a new track above everything there is, whichever of the two rules the document follows. */
export function topLayer(edit: DraftEdit, type: string): Layering {
  const base = RENDER_BASE[type] ?? 0;
  if (booleanOr(edit.root.render_index_track_mode_on, false)) {
    return { renderIndex: base + edit.tracks.length, trackRenderIndex: edit.tracks.length };
  }
  let top = base;
  for (const track of edit.tracks) {
    if (track.type === 'audio') continue;
    for (const segment of track.segments) top = Math.max(top, numberOr(segment.render_index, 0) + 1);
  }
  return { renderIndex: top, trackRenderIndex: 0 };
}

export function newTrack(id: string, type: string, segments: DraftSegment[]): DraftTrack {
  return {
    attribute: 0,
    flag: type === 'video' ? OVERLAY_FLAG : 0,
    id,
    is_default_name: true,
    name: '',
    segments,
    type,
  };
}

/**
 * The main track when it may take a picture call: empty, and nothing visual above it yet, so that using it keeps the rule
 * "a later call lies on top".
 */
export function freeMainTrack(edit: DraftEdit): number | undefined {
  const index = edit.tracks.findIndex((track) => track.type === 'video');
  const visualContent = edit.tracks.some(
    (track) => stringOr(track.type, '') !== 'audio' && track.segments.length > 0,
  );
  return index >= 0 && !visualContent ? index : undefined;
}
