import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CatalogueEntry, CatalogueKind } from '../draft/write/edit-context';
import { gradeOf } from './catalogue-grades';

/** A data row: resource id, effect id (empty when equal), names in JianYing and in CapCut, paid, and what only some kinds have. */
type Row = [
  resourceId: string,
  effectId: string,
  jianying: string | string[],
  capcut: string | string[],
  vip: 0 | 1,
  more?: More,
];
interface More {
  readonly ms?: number;
  readonly overlap?: 0 | 1;
  readonly shape?: string;
  readonly aspect?: number;
  readonly params?: readonly [name: string, byDefault: number, min: number, max: number][];
}

/** Names clients use that no application shows. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  '6791652175668843016': ['Linear', 'Line'],
  '6791699060140020232': ['Mirror'],
  '6791700663249146381': ['Circle'],
  '6791700809454195207': ['Rectangle'],
  '6794051276482023949': ['Heart'],
  '6794051169434997255': ['Star'],
  '6758325895519277582': ['Multiply'],
  '6758325800031752712': ['Color dodge'],
  '6758325724848853518': ['Color burn'],
  '6758325619253056013': ['Linear burn'],
  '6758325439212556814': ['Soft light'],
  '6758325264670790152': ['Hard light'],
  '6758325170760323597': ['Screen'],
  '6758324989931295240': ['Overlay'],
  '6758324919789949453': ['Lighten'],
  '6758324839670354445': ['Darken'],
};

/** Reads one kind from its data file. */
export function loadEntries(kind: CatalogueKind): CatalogueEntry[] {
  const rows = JSON.parse(readFileSync(join(__dirname, `${kind}.json`), 'utf8')) as Row[];
  return rows.map((row) => entryOf(kind, row));
}

function entryOf(
  kind: CatalogueKind,
  [resourceId, effectId, jianying, capcut, vip, more = {}]: Row,
): CatalogueEntry {
  const jianyingNames = namesOf(jianying);
  const capcutNames = namesOf(capcut);
  const names = [...new Set([...jianyingNames, ...capcutNames, ...(ALIASES[resourceId] ?? [])])];
  return {
    kind,
    resourceId,
    effectId: effectId || resourceId,
    name: names[0] as string,
    names,
    brands: [
      ...(jianyingNames.length > 0 ? (['jianying'] as const) : []),
      ...(capcutNames.length > 0 ? (['capcut'] as const) : []),
    ],
    vip: vip === 1,
    ...(more.ms !== undefined && { duration: more.ms * 1000 }),
    ...(more.overlap !== undefined && { overlap: more.overlap === 1 }),
    ...(more.shape !== undefined && { resourceType: more.shape }),
    ...(more.aspect !== undefined && { aspect: more.aspect }),
    params: (more.params ?? []).map(([name, byDefault, min, max]) => ({
      name,
      default: byDefault,
      min,
      max,
    })),
    grade: gradeOf(kind, resourceId, more.shape),
  };
}

function namesOf(names: string | string[]): string[] {
  return typeof names === 'string' ? (names === '' ? [] : [names]) : names;
}
