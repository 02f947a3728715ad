import type {
  DraftChange,
  DraftHistory,
  DraftListQuery,
  DraftRow,
  DraftStore,
  StoredRevision,
} from '@onereel/capcut-draft';
import { GatewayError } from '@onereel/core';
import type { SqliteDatabase } from './sqlite-database';

interface Stored {
  readonly row: string;
}
interface Logged {
  readonly revision: number;
  readonly label: string;
  readonly patch: string | null;
  readonly snapshot: string | null;
  readonly created_at: string;
}

const INSERT_REVISION =
  'INSERT INTO draft_revisions (draft_id, revision, label, patch, snapshot, created_at) VALUES (?, ?, ?, ?, ?, ?)';

/** Drafts in SQLite. The row as a whole is JSON; the other columns are what queries need of it. */
export class SqliteDraftStore implements DraftStore {
  constructor(private readonly database: SqliteDatabase) {}

  create(row: DraftRow, snapshot: string, label: string, uses: readonly string[] = []): Promise<void> {
    return this.database.write(() => {
      this.expectKept(uses);
      this.refer(row.id, uses);
      this.database.run(
        'INSERT INTO drafts (id, owner_id, name, revision, row) VALUES (?, ?, ?, ?, ?)',
        row.id,
        row.ownerId,
        row.name,
        row.revision,
        JSON.stringify(row),
      );
      this.database.run(INSERT_REVISION, row.id, row.revision, label, null, snapshot, row.createdAt);
    });
  }

  find(id: string): Promise<DraftRow | undefined> {
    const [found] = this.database.rows<Stored>('SELECT row FROM drafts WHERE id = ?', id);
    return Promise.resolve(found && (JSON.parse(found.row) as DraftRow));
  }

  append({ row, label, patch, snapshot, uses = [] }: DraftChange): Promise<boolean> {
    return this.database.write(() => {
      this.expectKept(uses);
      const sql = 'UPDATE drafts SET name = ?, revision = ?, row = ? WHERE id = ? AND revision = ?';
      const changed = this.database.run(
        sql,
        row.name,
        row.revision,
        JSON.stringify(row),
        row.id,
        row.revision - 1,
      );
      if (changed === 0) return false;
      this.refer(row.id, uses);
      this.database.run(INSERT_REVISION, row.id, row.revision, label, patch, snapshot ?? null, row.updatedAt);
      return true;
    });
  }

  history(id: string, upTo: number, after?: number): Promise<DraftHistory> {
    const whole = after === undefined ? this.snapshot(id, upTo) : undefined;
    const sql =
      'SELECT revision, patch FROM draft_revisions WHERE draft_id = ? AND revision > ? AND revision <= ? AND patch IS NOT NULL ORDER BY revision';
    const rows = this.database.rows<Logged>(sql, id, after ?? whole?.revision ?? 0, upTo);
    const patches = rows.map(({ revision, patch }) => ({ revision, body: patch as string }));
    return Promise.resolve({ ...(whole && { snapshot: whole }), patches });
  }

  revisions(id: string, limit: number): Promise<readonly StoredRevision[]> {
    const sql =
      'SELECT revision, label, created_at FROM draft_revisions WHERE draft_id = ? ORDER BY revision DESC LIMIT ?';
    const rows = this.database.rows<Logged>(sql, id, limit);
    return Promise.resolve(
      rows.map(({ revision, label, created_at: createdAt }) => ({ revision, label, createdAt })),
    );
  }

  list({ ownerId, search, after, limit }: DraftListQuery): Promise<readonly DraftRow[]> {
    const sql =
      "SELECT row FROM drafts WHERE owner_id = ? AND id < ? AND (name LIKE ? ESCAPE '\\' OR id LIKE ? ESCAPE '\\') ORDER BY id DESC LIMIT ?";
    const pattern = `%${(search ?? '').replace(/[\\%_]/g, '\\$&')}%`;
    const rows = this.database.rows<Stored>(sql, ownerId, after ?? '~', pattern, pattern, limit);
    return Promise.resolve(rows.map(({ row }) => JSON.parse(row) as DraftRow));
  }

  remove(id: string, now: number): Promise<boolean> {
    return this.database.write(() => {
      this.database.run(
        'UPDATE draft_materials SET used_at = max(used_at, ?) WHERE content_id IN (SELECT content_id FROM draft_material_uses WHERE draft_id = ?)',
        now,
        id,
      );
      this.database.run('DELETE FROM draft_material_uses WHERE draft_id = ?', id);
      this.database.run('DELETE FROM draft_revisions WHERE draft_id = ?', id);
      return this.database.run('DELETE FROM drafts WHERE id = ?', id) > 0;
    });
  }

  /** Before anything is written: a change that throws must not have begun. */
  private expectKept(contentIds: readonly string[]): void {
    const sql = "SELECT 1 FROM draft_materials WHERE content_id = ? AND state IN ('leaving', 'gone')";
    if (!contentIds.some((contentId) => this.database.rows(sql, contentId).length > 0)) return;
    throw new GatewayError('conflict', {
      message: 'A file of this request was being removed because no draft used it; send the request again.',
      retryable: true,
    });
  }

  private refer(draftId: string, contentIds: readonly string[]): void {
    for (const contentId of contentIds) {
      const sql = 'INSERT OR IGNORE INTO draft_material_uses (content_id, draft_id) VALUES (?, ?)';
      this.database.run(sql, contentId, draftId);
    }
  }

  private snapshot(id: string, upTo: number): { revision: number; body: string } | undefined {
    const sql =
      'SELECT revision, snapshot FROM draft_revisions WHERE draft_id = ? AND revision <= ? AND snapshot IS NOT NULL ORDER BY revision DESC LIMIT 1';
    const [found] = this.database.rows<Logged>(sql, id, upTo);
    return found && { revision: found.revision, body: found.snapshot as string };
  }
}
