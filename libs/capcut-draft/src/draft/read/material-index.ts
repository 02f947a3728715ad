import { isJsonObject, type JsonObject } from '../json/json-value';
import type { DraftDocument, DraftMaterial } from '../model/draft-document';

export interface FoundMaterial {
  /** Name of the array it stands in, e.g. `videos`, `speeds`, `material_animations`. */
  readonly kind: string;
  readonly material: DraftMaterial;
}

/** Every material by id, over all arrays: references in a draft are untyped. */
export interface MaterialIndex {
  find(id: string): FoundMaterial | undefined;
  /** The companions a segment names, unknown ids left out. */
  companions(refs: readonly string[]): FoundMaterial[];
  /** The first companion of one kind. */
  companion(refs: readonly string[], kind: string): DraftMaterial | undefined;
}

export function indexMaterials(draft: DraftDocument): MaterialIndex {
  const byId = new Map<string, FoundMaterial>();
  for (const [kind, list] of Object.entries(draft.materials)) {
    for (const material of list) {
      if (typeof material.id === 'string' && !byId.has(material.id))
        byId.set(material.id, { kind, material });
    }
  }
  const companions = (refs: readonly string[]) =>
    refs.map((id) => byId.get(id)).filter((found) => found !== undefined);
  return {
    find: (id) => byId.get(id),
    companions,
    companion: (refs, kind) => companions(refs).find((found) => found.kind === kind)?.material,
  };
}

/** The timeline inside a compound clip's `drafts` entry, when the file carries it. */
export function nestedTimeline(material: DraftMaterial): JsonObject | undefined {
  return isJsonObject(material.draft) ? material.draft : undefined;
}
