import { entriesOfShape } from '../catalogues/effect-catalogue';
import { isJsonObject, type JsonObject, type JsonValue } from '../draft/json/json-value';
import { mapValues } from '../draft/json/key-order';
import {
  stringOr,
  type DraftDocument,
  type DraftMaterial,
  type DraftSegment,
} from '../draft/model/draft-document';
import { DRAFT_FOLDER, FILES_KEY, insideDraft } from '../draft/model/draft-paths';
import { indexMaterials } from '../draft/read/material-index';
import { PENDING_TASK_KEY } from '../draft/write/new-media';
import type { TargetProfile } from './target-profile';

const OWN_PREFIX = 'onereel_';
const MASK_KINDS = ['masks', 'common_mask'] as const;
const SHAPES: readonly (readonly [jianying: string, capcut: string, name: string])[] = [
  ['line', 'line', '线性'],
  ['mirror', 'mirror', '镜面'],
  ['circle', 'circle', '圆形'],
  ['rectangle', 'rectangle', '矩形'],
  ['geometric_shape', 'heart', '爱心'],
  ['geometric_shape', 'pentagram', '星形'],
];

/** The document without what only this service needs: what the applications and other tools get. */
export function publicDocument(draft: DraftDocument): DraftDocument {
  const { [FILES_KEY]: _files, ...rest } = draft;
  const materials = mapValues(draft.materials, (list) =>
    list.some(isPending) ? list.map(withoutOwnKeys) : list,
  );
  return { ...rest, materials } as DraftDocument;
}

/**
 * The document as the application of a profile would have written it: versions, file locations, masks, and no reference to a
 * companion that is not there, as generators leave them.
 */
export function documentForProfile(draft: DraftDocument, profile: TargetProfile): DraftDocument {
  const document = publicDocument(draft);
  return {
    ...document,
    tracks: withoutDanglingRefs(document),
    new_version: profile.newVersion,
    platform: { ...profile.platform },
    last_modified_platform: { ...profile.platform },
    materials: masksFor(document.materials, profile),
  };
}

/** Every path below the draft folder put under `folder`, e.g. `/drafts/<id>`, for clients that do not know the placeholder. */
export function withDraftFolder(draft: DraftDocument, folder: string): DraftDocument {
  const place = (material: DraftMaterial): DraftMaterial => {
    const inside = insideDraft(stringOr(material.path, ''));
    return inside === undefined ? material : { ...material, path: `${folder}/${inside}` };
  };
  const materials = mapValues(draft.materials, (list) =>
    list.some((each) => stringOr(each.path, '').startsWith(DRAFT_FOLDER)) ? list.map(place) : list,
  );
  return { ...draft, materials };
}

function withoutDanglingRefs(document: DraftDocument): DraftDocument['tracks'] {
  const materials = indexMaterials(document);
  const there = (ref: JsonValue): boolean => typeof ref === 'string' && materials.find(ref) !== undefined;
  const whole = (segment: DraftSegment): DraftSegment => {
    const { extra_material_refs: refs } = segment;
    if (!Array.isArray(refs) || refs.every(there)) return segment;
    return { ...segment, extra_material_refs: refs.filter(there) };
  };
  return document.tracks.map((track) => {
    const segments = track.segments.map(whole);
    return segments.every((segment, i) => segment === track.segments[i]) ? track : { ...track, segments };
  });
}

function isPending(material: DraftMaterial): boolean {
  return material[PENDING_TASK_KEY] !== undefined;
}

function withoutOwnKeys(material: DraftMaterial): DraftMaterial {
  const copy = { ...material };
  for (const key of Object.keys(copy)) if (key.startsWith(OWN_PREFIX)) delete copy[key];
  return copy;
}

/** The two brands keep masks in different arrays under different ids. */
function masksFor(
  materials: DraftDocument['materials'],
  { masks }: TargetProfile,
): DraftDocument['materials'] {
  const other = MASK_KINDS.find((kind) => kind !== masks.kind) as string;
  const moving = materials[other] ?? [];
  if (moving.length === 0) return materials;
  const moved = moving.map((mask) => maskFor(mask, masks.brand));
  return { ...materials, [other]: [], [masks.kind]: [...(materials[masks.kind] ?? []), ...moved] };
}

function maskFor(mask: DraftMaterial, brand: 'jianying' | 'capcut'): DraftMaterial {
  const shape = stringOr(mask.resource_type, '');
  const name = stringOr(mask.name, '');
  const from = brand === 'capcut' ? 0 : 1;
  const row = SHAPES.find(
    (each) => each[from] === shape && (shape !== 'geometric_shape' || each[2] === name),
  );
  const wanted = row?.[1 - from];
  const entry = entriesOfShape('masks', wanted ?? '').find(
    (each) => each.brands.includes(brand) && (wanted !== 'geometric_shape' || each.name === row?.[2]),
  );
  if (!entry) return mask;
  const changes: JsonObject = {
    name: entry.name,
    resource_id: entry.resourceId,
    resource_type: entry.resourceType ?? shape,
  };
  const config = isJsonObject(mask.config) ? mask.config : {};
  return { ...mask, ...changes, config: { expansion: 0, ...config } };
}
