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

export {
  findEntry,
  listEntries,
  type CataloguePage,
  type CatalogueQuery,
} from './catalogues/effect-catalogue';
export { checkDraft, type DraftFinding } from './draft/check/check-draft';
export { applyCommand } from './draft/commands/apply-command';
export type * from './draft/commands/draft-command';
export {
  DRAFT_FOLDER,
  insideDraft,
  libraryFiles,
  type DraftFileRef,
  type LibraryFile,
} from './draft/model/draft-paths';
export { parseSubtitles, type SubtitleFormat } from './draft/subtitles/parse-subtitles';
export { blankDraft, type BlankDraft } from './draft/write/blank-draft';
export type { CatalogueEntry, CatalogueKind, EditContext, RenderGrade } from './draft/write/edit-context';
export type { PlacedMedia } from './draft/write/new-media';
export { CapcutDraftModule, type CapcutDraftModuleOptions } from './http/capcut-draft.module';
export type { CapcutDraftDependencies, DraftLimits } from './http/capcut-draft.dependencies';
export type { DraftRenderer, DraftRenderRequest, DraftRenderStatus } from './http/draft-renderer';
export { DraftImport, type ImportedDraft } from './http/service/draft-import';
export { DraftService } from './http/service/draft.service';
export { PendingMedia } from './http/service/pending-media';
export { lendMedia, type LentMedia } from './media-library/lend-media';
export { materialKey, type StoredMaterial } from './media-library/stored-material';
export {
  CLAIM_MS,
  MATERIAL_USES,
  type CollectOrder,
  type MaterialUses,
  type MaterialState,
} from './media-library/material-uses';
export { MaterialCollector } from './media-library/material-collector';
export { BoundedCache } from './store/bounded-cache';
export { DRAFT_STORE } from './store/draft-store';
export type {
  DraftChange,
  DraftHistory,
  DraftListQuery,
  DraftRow,
  DraftStore,
  DraftSummary,
  StoredRevision,
} from './store/draft-store';
export { MemoryDraftStore } from './store/memory-draft-store';
export { findMedia } from './cli/find-media';
export { openDraft, type OpenedDraft } from './cli/open-draft';
export type { ResolveMedia } from './media/prepare-media';
export { pruneCache } from './media/prune-cache';
export { makeWorkFolder, removeWorkFolder, sweepWorkFolders } from './media/work-folder';
export { renderDraft, type RenderResult } from './render/render-draft';
export { gradeDraft, StrictRenderError, timelineFor } from './render/survey-draft';
export * from './render/output-formats';
export { WATERMARK_DEFAULTS, type Watermark } from './render/watermark';
export type { RenderProgress, RenderRequest } from './render/render-job';
export { PREVIEW_ENCODERS, PREVIEW_FORMATS, type PreviewFormat } from './render/preview-formats';
export { type PreviewRequest, renderPreview } from './render/render-preview';
export * from './render/option-table';
export {
  nestedReader,
  readRenderOptions,
  readThumbnail,
  readWatermarkLook,
  type WatermarkLook,
} from './render/read-options';
export type { Thumbnail } from './render/thumbnail';
export { DiskFullError, EncodingError, SoundError } from './render/render-failures';
export { RenderError, RenderMemoryError } from './render/render-batch';
export type { RenderOptions } from './render/render-options';
export { gradeTimeline } from './report/grade-timeline';
export { buildReport, type RenderReport } from './report/render-report';
export { reportPage } from './report/report-page';
export type { Grade, ReportRow } from './report/report-row';
export { buildTimeline, type BuiltTimeline } from './timeline/from-draft/build-timeline';
export type { SourceRef, Timeline } from './timeline/timeline';
export { defaultDraftsFolder, type UserPlaces } from './package/draft-folders';
export { diagnoseFolder, type FolderContent } from './package/diagnose-folder';
export { installDraft, type InstalledDraft, type InstallOptions } from './package/install-draft';
export { rollBackDraft } from './package/roll-back-draft';
export { pendingTasks } from './package/draft-package';
export { readFolder } from './package/read-folder';
export { PROFILE_NAMES, type ProfileName } from './package/target-profile';
export { DraftRepository, type OpenDraft, type RepositoryOptions } from './store/draft-repository';
