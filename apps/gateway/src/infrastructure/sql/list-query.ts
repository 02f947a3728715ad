import type { TaskQuery } from '@onereel/core';
import type { CompiledQuery, Kysely } from 'kysely';
import type { GatewaySchema } from './gateway-schema';
import { sortKeyOf } from './task-row';

/** The page a query asks for, plus one row that tells whether more follow. */
export function listQuery(
  db: Kysely<GatewaySchema>,
  ownerId: string,
  query: TaskQuery,
): CompiledQuery<{ record: string }> {
  const order = query.order ?? 'desc';
  let rows = db.selectFrom('tasks').select('record').where('owner_id', '=', ownerId);
  for (const [column, value] of equalities(query)) {
    if (value !== undefined) rows = rows.where(column, '=', value);
  }
  if (query.status !== undefined) rows = rows.where('status', 'in', [...query.status]);
  if (query.createdAfter !== undefined) {
    rows = rows.where('created_at', '>=', Date.parse(query.createdAfter));
  }
  if (query.createdBefore !== undefined) {
    rows = rows.where('created_at', '<=', Date.parse(query.createdBefore));
  }
  if (query.after !== undefined) {
    rows = rows.where('sort_key', order === 'asc' ? '>' : '<', sortKeyOf(query.after));
  }
  rows = rows.orderBy('sort_key', order).limit(query.limit + 1);
  return (query.offset === undefined ? rows : rows.offset(query.offset)).compile();
}

const equalities = (query: TaskQuery) =>
  [
    ['kind', query.kind],
    ['model', query.model],
    ['dialect', query.dialect],
    ['external_id', query.externalId],
  ] as const;
