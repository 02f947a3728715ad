import { isJsonObject, type JsonObject } from '../draft/json/json-value';
import { parseJson } from '../draft/json/parse-json';
import { printJson } from '../draft/json/print-json';
import { numberOr, stringOr } from '../draft/model/draft-document';

/** The index the start window shows: `root_meta_info.json` in the folder of all drafts. */
export const ROOT_META = 'root_meta_info.json';

/** The index with a draft entered (or its entry renewed). Everything else in it stays as it was. */
export function withDraftEntry(
  index: string | undefined,
  root: string,
  folder: string,
  timelineFile: string,
  meta: JsonObject,
): string {
  const document = documentOf(index) ?? { all_draft_store: [], draft_ids: 0, root_path: root };
  const others = othersIn(document, folder, stringOr(meta.draft_id, ''));
  return withEntries(document, [entryOf(root, folder, timelineFile, meta), ...others]);
}

/** The index without a draft. */
export function withoutDraftEntry(index: string, folder: string, draftId: string): string {
  const document = documentOf(index);
  return document === undefined ? index : withEntries(document, othersIn(document, folder, draftId));
}

function documentOf(index: string | undefined): JsonObject | undefined {
  const parsed = index === undefined ? undefined : parseJson(index.replace(/^\uFEFF/, ''));
  return isJsonObject(parsed) ? parsed : undefined;
}

/** The drafts an index lists; `undefined` when it cannot be read. */
export function entriesOf(index: string): JsonObject[] | undefined {
  try {
    const document = documentOf(index);
    return document && listedIn(document);
  } catch {
    return undefined;
  }
}

function listedIn({ all_draft_store: store }: JsonObject): JsonObject[] {
  return (Array.isArray(store) ? store : []).filter(isJsonObject);
}

function othersIn(document: JsonObject, folder: string, draftId: string): JsonObject[] {
  return listedIn(document).filter((entry) => entry.draft_fold_path !== folder && entry.draft_id !== draftId);
}

function withEntries(document: JsonObject, entries: JsonObject[]): string {
  return printJson({ ...document, all_draft_store: entries, draft_ids: entries.length });
}

function entryOf(root: string, folder: string, timelineFile: string, meta: JsonObject): JsonObject {
  const cover = stringOr(meta.draft_cover, '');
  return {
    draft_cover: cover === '' ? '' : `${folder}/${cover}`,
    draft_fold_path: folder,
    draft_id: stringOr(meta.draft_id, ''),
    draft_is_ai_shorts: false,
    draft_is_invisible: false,
    draft_json_file: `${folder}/${timelineFile}`,
    draft_name: stringOr(meta.draft_name, ''),
    draft_new_version: stringOr(meta.draft_new_version, ''),
    draft_root_path: root,
    draft_timeline_materials_size: numberOr(meta.draft_timeline_materials_size_, 0),
    draft_type: '',
    tm_draft_cloud_modified: 0,
    tm_draft_create: numberOr(meta.tm_draft_create, 0),
    tm_draft_modified: numberOr(meta.tm_draft_modified, 0),
    tm_draft_removed: 0,
    tm_duration: numberOr(meta.tm_duration, 0),
  };
}
