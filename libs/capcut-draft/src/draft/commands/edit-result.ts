import type { DraftSegment } from '../model/draft-document';
import { endOf } from '../read/segment-facts';
import type { EditResult, PlacedSegment } from './draft-command';

export const NOTHING: EditResult = { segments: [], materialIds: [], count: 0, warnings: [] };

export function placedOf(segment: DraftSegment, trackId: string): PlacedSegment {
  const { start } = segment.target_timerange;
  return {
    id: segment.id,
    materialId: segment.material_id,
    trackId,
    start,
    end: endOf(segment.target_timerange),
  };
}
