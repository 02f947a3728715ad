import { type Kysely, type Migration, sql } from 'kysely';
import { apiKeys } from './api-keys-migration';
import { draftMaterials } from './draft-materials-migration';
import { drafts } from './drafts-migration';

/** The task table, its idempotency keys and its history. */
const tasks: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await createTasks(db);
    await indexTasks(db);
    await db.schema
      .createTable('idempotency')
      .addColumn('owner_id', 'text', (column) => column.notNull())
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('body_hash', 'text', (column) => column.notNull())
      .addColumn('task_id', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('idempotency_pk', ['owner_id', 'key'])
      .execute();
    await db.schema.createIndex('idempotency_task').on('idempotency').column('task_id').execute();
    await db.schema
      .createTable('traces')
      .addColumn('task_id', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('event', 'text', (column) => column.notNull())
      .addColumn('data', 'text')
      .execute();
    await db.schema.createIndex('traces_task').on('traces').columns(['task_id', 'at']).execute();
  },
  async down(db: Kysely<unknown>): Promise<void> {
    for (const table of ['traces', 'idempotency', 'tasks']) await db.schema.dropTable(table).execute();
  },
};

async function createTasks(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('tasks')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('sort_key', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('owner_id', 'text', (column) => column.notNull())
    .addColumn('dialect', 'text', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('model', 'text', (column) => column.notNull())
    .addColumn('external_id', 'text')
    .addColumn('client_reference', 'text', (column) => column.notNull())
    .addColumn('provider_id', 'text')
    .addColumn('credential_id', 'text')
    .addColumn('vendor_id', 'text')
    .addColumn('slot', 'text')
    .addColumn('waiting', 'integer', (column) => column.notNull())
    .addColumn('step_kind', 'text')
    .addColumn('step_seq', 'integer')
    .addColumn('step_due_at', 'bigint')
    .addColumn('step_failures', 'integer')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint')
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('record', 'text', (column) => column.notNull())
    .execute();
}

/** Partial indexes: a finished task costs none but the list's. */
async function indexTasks(db: Kysely<unknown>): Promise<void> {
  const statements = [
    sql`create index tasks_list on tasks (owner_id, sort_key)`,
    sql`create unique index tasks_reference on tasks (client_reference)`,
    sql`create unique index tasks_external on tasks (owner_id, external_id) where external_id is not null`,
    sql`create index tasks_vendor on tasks (vendor_id) where vendor_id is not null`,
    sql`create index tasks_slot on tasks (slot) where slot is not null`,
    sql`create index tasks_waiting on tasks (provider_id, credential_id, owner_id, sort_key) where waiting = 1`,
    sql`create index tasks_due on tasks (step_due_at, id) where step_due_at is not null`,
    sql`create index tasks_open on tasks (status) where status in ('queued', 'processing', 'stalled')`,
    sql`create index tasks_expiry on tasks (expires_at) where expires_at is not null`,
  ];
  for (const statement of statements) await statement.execute(db);
}

/** Run in the order of their names; a published one is never edited. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001_tasks': tasks,
  '0002_api_keys': apiKeys,
  '0003_drafts': drafts,
  '0004_draft_materials': draftMaterials,
};
