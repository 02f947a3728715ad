import { CLAIM_MS, type CollectOrder, type MaterialUses, type MaterialState } from '@onereel/capcut-draft';
import type { SqliteDatabase } from './sqlite-database';

/** How long a removed material is remembered, so that no late commit refers to it. */
const REMEMBER_GONE_MS = 24 * 3_600_000;

const CLAIMABLE = `
  SELECT content_id FROM draft_materials AS material
  WHERE used_at < ? AND (state = 'kept' OR (state = 'leaving' AND state_at < ?))
    AND NOT EXISTS (SELECT 1 FROM draft_material_uses AS use WHERE use.content_id = material.content_id)
  ORDER BY used_at LIMIT ?`;

/** Materials of drafts in SQLite, in the database of the drafts themselves. */
export class SqliteMaterialUses implements MaterialUses {
  constructor(private readonly database: SqliteDatabase) {}

  touch(contentId: string, now: number): Promise<MaterialState> {
    return this.database.write(() => {
      const [known] = this.database.rows<{ state: string; state_at: number }>(
        'SELECT state, state_at FROM draft_materials WHERE content_id = ?',
        contentId,
      );
      if (known === undefined) {
        this.database.run(
          "INSERT INTO draft_materials (content_id, state, state_at, used_at) VALUES (?, 'kept', ?, ?)",
          contentId,
          now,
          now,
        );
        return 'new';
      }
      if (known.state === 'leaving' && known.state_at > now - CLAIM_MS) return 'leaving';
      this.database.run(
        "UPDATE draft_materials SET used_at = ?, state = CASE state WHEN 'pinned' THEN 'pinned' ELSE 'kept' END WHERE content_id = ?",
        now,
        contentId,
      );
      return 'known';
    });
  }

  pin(contentId: string): Promise<void> {
    return this.database.write(() => {
      this.database.run("UPDATE draft_materials SET state = 'pinned' WHERE content_id = ?", contentId);
    });
  }

  claim({ unusedSince, now, limit }: CollectOrder): Promise<readonly string[]> {
    return this.database.write(() => {
      const rows = this.database.rows<{ content_id: string }>(CLAIMABLE, unusedSince, now - CLAIM_MS, limit);
      for (const { content_id: contentId } of rows) {
        this.database.run(
          "UPDATE draft_materials SET state = 'leaving', state_at = ? WHERE content_id = ?",
          now,
          contentId,
        );
      }
      return rows.map(({ content_id: contentId }) => contentId);
    });
  }

  gone(contentId: string, now: number): Promise<void> {
    return this.database.write(() => {
      this.database.run(
        "UPDATE draft_materials SET state = 'gone', state_at = ? WHERE content_id = ? AND state = 'leaving'",
        now,
        contentId,
      );
      this.database.run(
        "DELETE FROM draft_materials WHERE state = 'gone' AND state_at < ?",
        now - REMEMBER_GONE_MS,
      );
    });
  }
}
