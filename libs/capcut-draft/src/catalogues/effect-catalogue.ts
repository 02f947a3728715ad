import { GatewayError } from '@onereel/core';
import type { CatalogueEntry, CatalogueKind } from '../draft/write/edit-context';
import { loadEntries } from './catalogue-data';
import { nearestNames, normalizeName } from './nearest-names';

export interface CatalogueQuery {
  /** Part of a name in either brand. */
  readonly search?: string;
  /** Paid entries only, free ones only, or all. */
  readonly vip?: boolean;
  readonly offset?: number;
  readonly limit?: number;
}

export interface CataloguePage {
  readonly entries: readonly CatalogueEntry[];
  /** Matches before paging. */
  readonly total: number;
}

interface LoadedKind {
  readonly entries: readonly CatalogueEntry[];
  readonly byName: ReadonlyMap<string, CatalogueEntry>;
  readonly byNormalName: ReadonlyMap<string, CatalogueEntry>;
  readonly byId: ReadonlyMap<string, CatalogueEntry>;
}

const loaded = new Map<CatalogueKind, LoadedKind>();

/** Entries by name, by normalized name or by resource id; the kind that is named first wins. */
export function findEntry(
  kinds: CatalogueKind | readonly CatalogueKind[],
  name: string,
  param: string,
): CatalogueEntry {
  const list = typeof kinds === 'string' ? [kinds] : kinds;
  for (const pick of PICKS) {
    for (const kind of list) {
      const entry = pick(kindOf(kind), name);
      if (entry) return entry;
    }
  }
  const near = namesNear(list, name).map((each) => `"${each}"`);
  throw new GatewayError('catalogue_unknown', {
    param,
    message: `${param}: "${name}" is not in the catalogue of ${list.join(' or ')}. The nearest names are ${near.join(', ')}.`,
  });
}

/** The names of some kinds that look most like a name that is in none of them, best first. */
export function namesNear(kinds: readonly CatalogueKind[], name: string): string[] {
  return nearestNames(
    name,
    kinds.flatMap((kind) => kindOf(kind).entries.flatMap((entry) => entry.names)),
  );
}

export function listEntries(kind: CatalogueKind, query: CatalogueQuery = {}): CataloguePage {
  const wanted = query.search === undefined ? '' : normalizeName(query.search);
  const matches = kindOf(kind).entries.filter(
    (entry) =>
      (query.vip === undefined || entry.vip === query.vip) &&
      (wanted === '' || entry.names.some((name) => normalizeName(name).includes(wanted))),
  );
  const offset = query.offset ?? 0;
  return {
    entries: matches.slice(offset, query.limit === undefined ? undefined : offset + query.limit),
    total: matches.length,
  };
}

/** The mask of the same shape in the other brand. */
export function entriesOfShape(kind: CatalogueKind, shape: string): readonly CatalogueEntry[] {
  return kindOf(kind).entries.filter((entry) => entry.resourceType === shape);
}

const PICKS: readonly ((kind: LoadedKind, name: string) => CatalogueEntry | undefined)[] = [
  (kind, name) => kind.byName.get(name),
  (kind, name) => kind.byNormalName.get(normalizeName(name)),
  (kind, name) => kind.byId.get(name),
];

function kindOf(kind: CatalogueKind): LoadedKind {
  const known = loaded.get(kind);
  if (known) return known;
  const entries = loadEntries(kind);
  const index = (keys: (entry: CatalogueEntry) => readonly string[]) => {
    const map = new Map<string, CatalogueEntry>();
    for (const entry of entries) for (const key of keys(entry)) if (!map.has(key)) map.set(key, entry);
    return map;
  };
  const fresh: LoadedKind = {
    entries,
    byName: index((entry) => entry.names),
    byNormalName: index((entry) => entry.names.map(normalizeName)),
    byId: index((entry) => [entry.resourceId]),
  };
  loaded.set(kind, fresh);
  return fresh;
}
