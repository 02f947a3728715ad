import type { Kysely, Migration } from 'kysely';

/** Drafts: a row each, and the log of their revisions. */
export const drafts: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('drafts')
      .ifNotExists()
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('owner_id', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('revision', 'integer', (column) => column.notNull())
      .addColumn('row', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex('drafts_of_owner')
      .ifNotExists()
      .on('drafts')
      .columns(['owner_id', 'id'])
      .execute();
    await db.schema
      .createTable('draft_revisions')
      .ifNotExists()
      .addColumn('draft_id', 'text', (column) => column.notNull())
      .addColumn('revision', 'integer', (column) => column.notNull())
      .addColumn('label', 'text', (column) => column.notNull())
      .addColumn('patch', 'text')
      .addColumn('snapshot', 'text')
      .addColumn('created_at', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('draft_revisions_key', ['draft_id', 'revision'])
      .execute();
  },
  async down(db: Kysely<unknown>): Promise<void> {
    await db.schema.dropTable('draft_revisions').execute();
    await db.schema.dropTable('drafts').execute();
  },
};
