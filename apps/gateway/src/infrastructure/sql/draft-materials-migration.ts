import type { Kysely, Migration } from 'kysely';

/** When each material was last used, and by which drafts. */
export const draftMaterials: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('draft_materials')
      .addColumn('content_id', 'text', (column) => column.primaryKey())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('state_at', 'bigint', (column) => column.notNull())
      .addColumn('used_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex('draft_materials_used')
      .on('draft_materials')
      .columns(['state', 'used_at'])
      .execute();
    await db.schema
      .createTable('draft_material_uses')
      .addColumn('content_id', 'text', (column) => column.notNull())
      .addColumn('draft_id', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('draft_material_uses_key', ['content_id', 'draft_id'])
      .execute();
    await db.schema
      .createIndex('draft_material_uses_of_draft')
      .on('draft_material_uses')
      .column('draft_id')
      .execute();
  },
  async down(db: Kysely<unknown>): Promise<void> {
    await db.schema.dropTable('draft_material_uses').execute();
    await db.schema.dropTable('draft_materials').execute();
  },
};
