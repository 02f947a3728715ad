import { numberOr, type DraftDocument } from '../model/draft-document';
import { indexMaterials } from './material-index';
import { endOf, rangeOf, segmentFacts } from './segment-facts';

export interface Frame {
  readonly width: number;
  readonly height: number;
  /** Frames per second. */
  readonly fps: number;
}

export interface CanvasFacts extends Frame {
  /** Microseconds: the latest end over all tracks, recomputed because generators leave stale values. */
  readonly duration: number;
}

const FALLBACK = { width: 1920, height: 1080 };

/** Size, rate and length of the film. A canvas of 0×0 takes the size of the first clip of the main track. */
export function canvasFacts(draft: DraftDocument): CanvasFacts {
  return { ...frameOf(draft), duration: draftDuration(draft) };
}

/** `canvasFacts` without walking the timeline for its length. */
export function frameOf(draft: DraftDocument): Frame {
  const width = numberOr(draft.canvas_config.width, 0);
  const height = numberOr(draft.canvas_config.height, 0);
  const size = width > 0 && height > 0 ? { width, height } : firstClipSize(draft);
  const fps = numberOr(draft.fps, 30);
  return { ...size, fps: fps > 0 ? fps : 30 };
}

export function draftDuration(draft: DraftDocument): number {
  let latest = 0;
  for (const track of draft.tracks) {
    for (const segment of track.segments) {
      const range = rangeOf(segment.target_timerange);
      if (range) latest = Math.max(latest, endOf(range));
    }
  }
  return latest;
}

function firstClipSize(draft: DraftDocument): { width: number; height: number } {
  const materials = indexMaterials(draft);
  for (const segment of draft.tracks.find((track) => track.type === 'video')?.segments ?? []) {
    const material = materials.find(segmentFacts(segment).materialId)?.material;
    const width = numberOr(material?.width, 0);
    const height = numberOr(material?.height, 0);
    if (width > 0 && height > 0) return { width, height };
  }
  return FALLBACK;
}
