export { DraftFormatError, type DraftFormatReason } from './draft/draft-format-error';
export { isJsonObject, type JsonObject, type JsonValue } from './draft/json/json-value';
export { parseJson } from './draft/json/parse-json';
export { printJson } from './draft/json/print-json';
export * from './draft/model/draft-document';
export { canvasFacts, draftDuration, type CanvasFacts } from './draft/read/canvas-facts';
export { commonFolder, timelineCandidates, type DraftFile } from './draft/read/choose-timeline';
export {
  keyframeTracks,
  rootKeyframes,
  type Keyframe,
  type KeyframeTrack,
  type RootKeyframes,
} from './draft/read/keyframe-facts';
export {
  indexMaterials,
  nestedTimeline,
  type FoundMaterial,
  type MaterialIndex,
} from './draft/read/material-index';
export { asDraft, MAX_DRAFT_BYTES, parseDraft, printDraft } from './draft/read/parse-draft';
export {
  endOf,
  segmentFacts,
  type ClipGeometry,
  type Point,
  type Range,
  type SegmentFacts,
} from './draft/read/segment-facts';
export { textFacts, type TextFacts } from './draft/read/text-facts';
export type { Rgba, TextRun, TextShadow, TextStroke, TextStyle } from './draft/read/rich-text';
export { tracksOf, zOrder, type Layer, type TrackFacts } from './draft/read/track-facts';
