import { listEntries, namesNear, type CatalogueQuery } from '../../catalogues/effect-catalogue';
import type { CatalogueEntry, CatalogueKind } from '../../draft/write/edit-context';
import type { CapcutMateCatalogueBody } from '../dto/catalogue.dto';

/** Which list an animation kind stands in, and what capcut-mate calls it. */
interface AnimationList {
  readonly kind: CatalogueKind;
  readonly type: string;
  readonly categoryId: string;
  readonly categoryName: string;
}

const TEXT_LISTS: Readonly<Record<string, AnimationList>> = {
  in: { kind: 'text-animations-in', type: 'in', categoryId: 'ruchang', categoryName: '入场' },
  out: { kind: 'text-animations-out', type: 'out', categoryId: 'chuchang', categoryName: '出场' },
  loop: { kind: 'text-animations-loop', type: 'loop', categoryId: 'xunhuan', categoryName: '循环' },
};
const IMAGE_LISTS: Readonly<Record<string, AnimationList>> = {
  in: { kind: 'clip-animations-in', type: 'in', categoryId: 'pic_ruchang', categoryName: '入场' },
  out: { kind: 'clip-animations-out', type: 'out', categoryId: 'pic_chuchang', categoryName: '出场' },
  loop: { kind: 'clip-animations-combo', type: 'loop', categoryId: 'pic_xunhuan', categoryName: '循环' },
};
const ANIMATION_LISTS = { text: TEXT_LISTS, image: IMAGE_LISTS } as const;

/** One page of a list. */
export interface Listed {
  readonly rows: readonly object[];
  /** Matches before paging. */
  readonly total: number;
  /** When nothing matches what was searched for: names that look like it. */
  readonly nearest?: readonly string[];
}

export function listAnimations(
  target: keyof typeof ANIMATION_LISTS,
  body: CapcutMateCatalogueBody & { type?: string },
): Listed {
  const lists = ANIMATION_LISTS[target];
  const chosen = body.type === undefined ? Object.values(lists) : [lists[body.type] as AnimationList];
  const all = chosen.flatMap((list) =>
    listEntries(list.kind, { ...queryOf(body), offset: 0, limit: undefined }).entries.map((entry) =>
      animationRow(entry, list),
    ),
  );
  const near = () =>
    nearest(
      chosen.map((list) => list.kind),
      body,
    );
  return { rows: page(all, body), total: all.length, ...(all.length === 0 && near()) };
}

export function listNamed(kind: CatalogueKind, body: CapcutMateCatalogueBody): Listed {
  const { entries, total } = listEntries(kind, queryOf(body));
  return { rows: entries.map(namedRow), total, ...(total === 0 && nearest([kind], body)) };
}

/** One row per title, as capcut-mate lists word art. */
export function listWordArt(body: CapcutMateCatalogueBody): Listed {
  const byTitle = new Map(
    listEntries('word-art', { ...queryOf(body), offset: 0, limit: undefined }).entries.map((entry) => [
      entry.name,
      entry,
    ]),
  );
  const rows = [...byTitle.values()].map((entry) => ({
    id: entry.resourceId,
    title: entry.name,
    is_vip: entry.vip,
  }));
  const total = rows.length;
  return { rows: page(rows, body), total, ...(total === 0 && nearest(['word-art'], body)) };
}

function nearest(
  kinds: readonly CatalogueKind[],
  { search }: CapcutMateCatalogueBody,
): Pick<Listed, 'nearest'> {
  return search === undefined ? {} : { nearest: namesNear(kinds, search) };
}

function queryOf(body: CapcutMateCatalogueBody): CatalogueQuery {
  return {
    search: body.search,
    vip: body.mode === 0 ? undefined : body.mode === 1,
    offset: body.offset,
    limit: body.limit,
  };
}

function page<T>(rows: readonly T[], { offset, limit }: CapcutMateCatalogueBody): readonly T[] {
  return rows.slice(offset, limit === undefined ? undefined : offset + limit);
}

function animationRow(entry: CatalogueEntry, list: AnimationList): object {
  return {
    resource_id: entry.resourceId,
    type: list.type,
    category_id: list.categoryId,
    category_name: list.categoryName,
    duration: entry.duration ?? 0,
    id: entry.effectId,
    name: entry.name,
    names: entry.names,
    is_vip: entry.vip,
    render_grade: entry.grade,
    request_id: '',
    start: 0,
    icon_url: '',
    material_type: 'sticker',
    panel: '',
    path: '',
    platform: 'all',
  };
}

function namedRow(entry: CatalogueEntry): object {
  return {
    name: entry.name,
    names: entry.names,
    is_vip: entry.vip,
    resource_id: entry.resourceId,
    effect_id: entry.effectId,
    icon_url: '',
    has_params: entry.params.length > 0,
    render_grade: entry.grade,
    ...(entry.duration !== undefined && { duration: entry.duration }),
  };
}
