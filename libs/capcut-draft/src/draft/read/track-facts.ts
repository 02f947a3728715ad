import { booleanOr, numberOr, stringOr, type DraftDocument, type DraftTrack } from '../model/draft-document';
import { segmentFacts, type SegmentFacts } from './segment-facts';

/** A track with its defaults filled in and its place in the stack decided. */
export interface TrackFacts {
  readonly index: number;
  readonly id: string;
  readonly type: string;
  readonly name: string;
  /** The first video track: the one whose clips the application treats as the spine of the film. */
  readonly main: boolean;
  /** Bit 0 of `attribute`, or the document-wide switch when this is the main track. */
  readonly muted: boolean;
  readonly segments: readonly SegmentFacts[];
  readonly raw: DraftTrack;
}

/** All tracks in file order. Bottom-to-top order is `zOrder`'s business. */
export function tracksOf(draft: DraftDocument): TrackFacts[] {
  const mainIndex = draft.tracks.findIndex((track) => track.type === 'video');
  const mainMuted = booleanOr(objectOf(draft.config).video_mute, false);
  return draft.tracks.map((raw, index) => ({
    index,
    id: stringOr(raw.id, ''),
    type: stringOr(raw.type, ''),
    name: stringOr(raw.name, ''),
    main: index === mainIndex,
    muted: (numberOr(raw.attribute, 0) & 1) === 1 || (index === mainIndex && mainMuted),
    segments: raw.segments.map(segmentFacts),
    raw,
  }));
}

/** A segment with the number that orders it among the visual layers; equal numbers keep file order. */
export interface Layer {
  readonly track: TrackFacts;
  readonly segment: SegmentFacts;
  readonly z: number;
}

/**
 * The visual segments from bottom to top: by track order when `render_index_track_mode_on`, by `render_index` otherwise.
 * Audio has no place in the stack and is left out.
 */
export function zOrder(draft: DraftDocument, tracks: readonly TrackFacts[] = tracksOf(draft)): Layer[] {
  const byTrack = booleanOr(draft.render_index_track_mode_on, false);
  const layers = tracks
    .filter((track) => track.type !== 'audio')
    .flatMap((track) =>
      track.segments.map((segment) => ({ track, segment, z: byTrack ? track.index : segment.renderIndex })),
    );
  return layers.sort((a, b) => a.z - b.z || a.track.index - b.track.index);
}

function objectOf(value: unknown): DraftDocument['canvas_config'] {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as DraftDocument['canvas_config'])
    : {};
}
