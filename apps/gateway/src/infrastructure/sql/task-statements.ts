import type { TaskTable } from './gateway-schema';
import { TASK_COLUMNS } from './task-row';

const columns = TASK_COLUMNS.join(', ');

/**
 * Parameters: the columns' new values, then id and the expected revision. Naming only what changed spares every index without
 * a changed column; there are a dozen such statements.
 */
export const updateTask = (changed: readonly (keyof TaskTable)[]): string =>
  `update tasks set ${changed.map((column) => `${column} = ?`).join(', ')} where id = ? and revision = ?`;

/** Fixed statements of the task table, portable SQL with positional parameters. */
export const TASK_SQL = {
  insert: `insert into tasks (${columns}) values (${TASK_COLUMNS.map(() => '?').join(', ')})`,
  byId: 'select record from tasks where id = ?',
  byExternalId: 'select record from tasks where owner_id = ? and external_id = ?',
  byReference: 'select record from tasks where client_reference = ?',
  byVendorId: 'select record from tasks where vendor_id = ? and provider_id = ?',
  remove: 'delete from tasks where id = ?',
  removeIdempotency: 'delete from idempotency where task_id = ?',
  removeTraces: 'delete from traces where task_id = ?',
  idempotency: 'select body_hash, task_id from idempotency where owner_id = ? and key = ?',
  insertIdempotency: 'insert into idempotency (owner_id, key, body_hash, task_id) values (?, ?, ?, ?)',
  slotCount: 'select count(*) as used from tasks where slot = ?',
  slotUsage: 'select slot, count(*) as used from tasks where slot is not null group by slot',
  waitingFor: `select id from (
      select id, sort_key, row_number() over (partition by owner_id order by sort_key) as turn
      from tasks where waiting = 1 and provider_id = ? and credential_id = ?
    ) as waiters order by turn, sort_key limit ?`,
  waitingCredentials: `select distinct provider_id as "providerId", credential_id as "credentialId"
      from tasks where waiting = 1`,
  /** Parameters: provider, credential, owner, sort key. How many of the same owner wait ahead. */
  ownAhead: `select count(*) as n from tasks
      where waiting = 1 and provider_id = ? and credential_id = ? and owner_id = ? and sort_key < ?`,
  /**
   * Parameters: provider, credential, owner, sort key, then the own count twice. Each other owner gets as many turns before
   * this task as the owner has had, and one more when that next task of theirs is older.
   */
  othersAhead: `select coalesce(sum(case when turn <= ? or (turn = ? + 1 and sort_key < ?) then 1 else 0 end), 0) as n
      from (
        select sort_key, row_number() over (partition by owner_id order by sort_key) as turn
        from tasks where waiting = 1 and provider_id = ? and credential_id = ? and owner_id <> ?
      ) as others`,
  dueSteps: `select id, step_kind, step_seq, step_due_at, step_failures from tasks
      where step_due_at is not null and step_due_at <= ? and (step_due_at > ? or (step_due_at = ? and id > ?))
      order by step_due_at, id limit ?`,
  openByStatus: `select status, count(*) as n from tasks
      where status in ('queued', 'processing', 'stalled') group by status`,
  openOfKind: `select count(*) as n from tasks where kind = ? and status in ('queued', 'processing')`,
  expired:
    'select record from tasks where expires_at is not null and expires_at <= ? order by expires_at limit ?',
  insertTrace: 'insert into traces (task_id, at, event, data) values (?, ?, ?, ?)',
  traces: 'select at, event, data from traces where task_id = ? order by at',
} as const;
