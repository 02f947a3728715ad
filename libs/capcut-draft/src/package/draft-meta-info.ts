import type { JsonObject } from '../draft/json/json-value';
import { numberOr, stringOr, type DraftDocument, type DraftMaterial } from '../draft/model/draft-document';
import { DRAFT_FOLDER, insideDraft } from '../draft/model/draft-paths';
import { draftDuration } from '../draft/read/canvas-facts';

export interface MetaInfoSpec {
  /** The draft's own id for the application, upper-case UUID. */
  readonly draftId: string;
  readonly name: string;
  readonly newVersion: string;
  /** Milliseconds since the epoch. */
  readonly createdMs: number;
  readonly modifiedMs: number;
  /** Bytes of the media inside. */
  readonly materialsSize: number;
  /** Folder of the draft and of all drafts, once known. */
  readonly folder?: string;
  readonly root?: string;
}

/** The picture in the start window; every package holds it. */
export const COVER_FILE = 'draft_cover.jpg';

const BUCKETS = [0, 1, 2, 3, 6, 7, 8];

/** `draft_meta_info.json`: the card in the start window and the media bin; recent versions hide media it does not list. */
export function draftMetaInfo(draft: DraftDocument, spec: MetaInfoSpec): JsonObject {
  const duration = draftDuration(draft);
  return {
    cloud_package_completed_time: '',
    draft_cloud_capcut_purchase_info: '',
    draft_cloud_last_action_download: false,
    draft_cloud_purchase_info: '',
    draft_cloud_template_id: '',
    draft_cloud_tutorial_info: '',
    draft_cloud_videocut_purchase_info: '',
    draft_cover: COVER_FILE,
    draft_deeplink_url: '',
    draft_enterprise_info: {
      draft_enterprise_extra: '',
      draft_enterprise_id: '',
      draft_enterprise_name: '',
      enterprise_material: [],
    },
    draft_fold_path: spec.folder ?? '',
    draft_id: spec.draftId,
    draft_is_ai_shorts: false,
    draft_is_article_video_draft: false,
    draft_is_from_deeplink: 'false',
    draft_is_invisible: false,
    draft_materials: BUCKETS.map((type) => ({ type, value: type === 0 ? binEntries(draft, spec) : [] })),
    draft_materials_copied_info: [],
    draft_name: spec.name,
    draft_new_version: spec.newVersion,
    draft_removable_storage_device: '',
    draft_root_path: spec.root ?? '',
    draft_segment_extra_info: [],
    draft_timeline_materials_size_: spec.materialsSize,
    draft_type: '',
    tm_draft_cloud_completed: '',
    tm_draft_cloud_modified: 0,
    tm_draft_create: spec.createdMs * 1000,
    tm_draft_modified: spec.modifiedMs * 1000,
    tm_draft_removed: 0,
    tm_duration: duration,
  };
}

/** One row per file, however many clips use it. */
function binEntries(draft: DraftDocument, spec: MetaInfoSpec): JsonObject[] {
  const rows = new Map<string, JsonObject>();
  for (const kind of ['videos', 'audios']) {
    for (const material of draft.materials[kind] ?? []) {
      const id = stringOr(material.local_material_id, '');
      const path = stringOr(material.path, '');
      if (id !== '' && path !== '' && !rows.has(id)) rows.set(id, binEntry(kind, id, path, material, spec));
    }
  }
  return [...rows.values()];
}

function binEntry(
  kind: string,
  id: string,
  path: string,
  material: DraftMaterial,
  spec: MetaInfoSpec,
): JsonObject {
  const photo = material.type === 'photo';
  const duration = photo ? 0 : numberOr(material.duration, 0);
  const inside = insideDraft(path);
  return {
    create_time: Math.floor(spec.createdMs / 1000),
    duration,
    extra_info: stringOr(kind === 'audios' ? material.name : material.material_name, ''),
    file_Path:
      inside === undefined ? path : spec.folder ? `${spec.folder}/${inside}` : `${DRAFT_FOLDER}/${inside}`,
    height: numberOr(material.height, 0),
    id,
    import_time: Math.floor(spec.modifiedMs / 1000),
    import_time_ms: spec.modifiedMs * 1000,
    item_source: 1,
    md5: '',
    metetype: kind === 'audios' ? 'music' : photo ? 'photo' : 'video',
    roughcut_time_range: { duration, start: 0 },
    sub_time_range: { duration: -1, start: -1 },
    type: 0,
    width: numberOr(material.width, 0),
  };
}
