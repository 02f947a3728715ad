import type { DraftDocument, DraftMaterial } from '../../draft/model/draft-document';
import type { RootKeyframes } from '../../draft/read/keyframe-facts';
import type { MaterialIndex } from '../../draft/read/material-index';
import type { SegmentFacts } from '../../draft/read/segment-facts';
import type { TrackFacts } from '../../draft/read/track-facts';
import type { Grade, ReportRow } from '../../report/report-row';
import type { FrameRange, FrameRate, Timeline } from '../timeline';

/** What every reader of a draft needs. */
export interface Conversion {
  readonly draft: DraftDocument;
  readonly materials: MaterialIndex;
  readonly rootKeyframes: RootKeyframes;
  readonly fps: FrameRate;
  readonly width: number;
  readonly height: number;
  /** Nesting depth of compound clips. */
  readonly depth: number;
  readonly rows: ReportRow[];
  /** Films of the compound clips met so far, by their entry: one serves picture and sound. */
  readonly films: Map<DraftMaterial, Timeline | undefined>;
  /** Converts the film of a compound clip. */
  readonly nested: (conversion: Conversion, draft: DraftDocument) => Timeline;
}

/** One segment on its way into the timeline. */
export interface SegmentInput {
  readonly conversion: Conversion;
  readonly track: TrackFacts;
  readonly segment: SegmentFacts;
  readonly range: FrameRange;
}

export function companion(input: SegmentInput, kind: string): DraftMaterial | undefined {
  return input.conversion.materials.companion(input.segment.refs, kind);
}

export function companions(input: SegmentInput, kind: string): DraftMaterial[] {
  return input.conversion.materials
    .companions(input.segment.refs)
    .filter((found) => found.kind === kind)
    .map((found) => found.material);
}

export function skip(input: SegmentInput, construct: string, note: string): void {
  remark(input, construct, 'skipped', note);
}

/** A row of the report that the timeline alone would not give. */
export function remark(input: SegmentInput, construct: string, grade: Grade, note: string): void {
  const { conversion, segment, range } = input;
  conversion.rows.push({ segment: segment.id, construct, grade, note, frame: range.start });
}
