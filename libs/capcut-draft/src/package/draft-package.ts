import { GatewayError } from '@onereel/core';
import { printJson } from '../draft/json/print-json';
import { stringOr, type DraftDocument } from '../draft/model/draft-document';
import { libraryFiles, type LibraryFile } from '../draft/model/draft-paths';
import { PENDING_TASK_KEY } from '../draft/write/new-media';
import { documentForProfile, publicDocument, withDraftFolder } from './document-for-profile';
import { draftMetaInfo, type MetaInfoSpec } from './draft-meta-info';
import type { DraftLayout, TargetProfile } from './target-profile';

export interface PackagedText {
  readonly path: string;
  readonly text: string;
}

export interface PackagedMedia {
  readonly path: string;
  readonly file: LibraryFile;
}

/** Everything a draft folder holds beside its cover (`COVER_FILE`); paths with `/`, below the folder. */
export interface DraftPackage {
  readonly texts: readonly PackagedText[];
  readonly media: readonly PackagedMedia[];
}

export interface PackageSpec {
  readonly name: string;
  /** 22-character id of this service. */
  readonly draftId: string;
  readonly createdMs: number;
  readonly modifiedMs: number;
  readonly materialsSize: number;
}

/** A folder the application of a profile opens by itself: paths relative to the folder, media inside. */
export function packageForProfile(
  draft: DraftDocument,
  profile: TargetProfile,
  layout: DraftLayout,
  spec: PackageSpec,
): DraftPackage {
  refusePending(draft);
  const document = documentForProfile({ ...draft, name: spec.name }, profile);
  const text = printJson(document);
  const meta = printJson(draftMetaInfo(document, metaSpec(spec, profile.newVersion)));
  const root = profile.timelineFiles.map((path) => ({ path, text }));
  const nested = layout === 'timelines' ? timelineFolder(document, profile, text, spec) : [];
  return { texts: [...root, { path: 'draft_meta_info.json', text: meta }, ...nested], media: mediaOf(draft) };
}

/** What capcut-mate's desktop client downloads: paths hold the draft id, so that it puts its own folder in front. */
export function packageForClient(draft: DraftDocument, spec: PackageSpec): DraftPackage {
  const document = withDraftFolder(publicDocument({ ...draft, name: spec.name }), `/drafts/${spec.draftId}`);
  const text = printJson(document);
  const version = stringOr(document.new_version, '');
  const meta = printJson(draftMetaInfo(document, metaSpec(spec, version)));
  return {
    texts: [
      { path: 'draft_content.json', text },
      { path: 'draft_info.json', text },
      { path: 'draft_meta_info.json', text: meta },
    ],
    media: mediaOf(draft),
  };
}

/** The ids of tasks whose results the draft still waits for. */
export function pendingTasks(draft: DraftDocument): string[] {
  const waiting = ['videos', 'audios'].flatMap((kind) =>
    (draft.materials[kind] ?? []).map((material) => stringOr(material[PENDING_TASK_KEY], '')),
  );
  return [...new Set(waiting.filter((id) => id !== ''))];
}

function refusePending(draft: DraftDocument): void {
  const waiting = pendingTasks(draft);
  if (waiting.length === 0) return;
  throw new GatewayError('not_ready', {
    message: `The draft waits for ${waiting.length} unfinished tasks (${waiting.slice(0, 5).join(', ')}); export it when they are completed.`,
  });
}

function mediaOf(draft: DraftDocument): PackagedMedia[] {
  const byPath = new Map(libraryFiles(draft).map(({ inside, file }) => [inside, { path: inside, file }]));
  return [...byPath.values()];
}

function metaSpec(spec: PackageSpec, newVersion: string): MetaInfoSpec {
  return { ...spec, draftId: uuidOf(spec.draftId), newVersion };
}

/** A stable UUID for a draft: the digits of its id, padded. */
export function uuidOf(draftId: string): string {
  const hex = draftId.padEnd(32, '0').slice(0, 32).toUpperCase();
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Newer applications keep each timeline in a folder of its own; its copy must agree with the one at the root. */
function timelineFolder(
  document: DraftDocument,
  profile: TargetProfile,
  text: string,
  spec: PackageSpec,
): PackagedText[] {
  const id = stringOr(document.id, uuidOf(spec.draftId));
  const seconds = Math.floor(spec.modifiedMs / 1000);
  const project = {
    config: { color_space: -1, render_index_track_mode_on: true, use_float_render: false },
    create_time: seconds,
    id: uuidOf(spec.draftId),
    main_timeline_id: id,
    timelines: [
      { create_time: seconds, id, is_marked_delete: false, name: 'Timeline 1', update_time: seconds },
    ],
    update_time: seconds,
    version: 0,
  };
  return [
    { path: 'Timelines/project.json', text: printJson(project) },
    { path: `Timelines/${id}/${profile.timelineFiles[0] as string}`, text },
  ];
}
