import type {
  DraftChange,
  DraftHistory,
  DraftListQuery,
  DraftRow,
  DraftStore,
  StoredRevision,
} from './draft-store';

interface Kept extends StoredRevision {
  readonly patch?: string;
  readonly snapshot?: string;
}

/** Drafts in the memory of one process: for tools that edit and leave, and for tests. Nothing survives a restart. */
export class MemoryDraftStore implements DraftStore {
  private readonly rows = new Map<string, DraftRow>();
  private readonly log = new Map<string, Kept[]>();

  create(row: DraftRow, snapshot: string, label: string): Promise<void> {
    this.rows.set(row.id, row);
    this.log.set(row.id, [{ revision: row.revision, label, createdAt: row.createdAt, snapshot }]);
    return Promise.resolve();
  }

  find(id: string): Promise<DraftRow | undefined> {
    return Promise.resolve(this.rows.get(id));
  }

  append({ row, label, patch, snapshot }: DraftChange): Promise<boolean> {
    if (this.rows.get(row.id)?.revision !== row.revision - 1) return Promise.resolve(false);
    this.rows.set(row.id, row);
    this.log.get(row.id)?.push({ revision: row.revision, label, createdAt: row.updatedAt, patch, snapshot });
    return Promise.resolve(true);
  }

  history(id: string, upTo: number, after?: number): Promise<DraftHistory> {
    const entries = (this.log.get(id) ?? []).filter((entry) => entry.revision <= upTo);
    const whole = after === undefined ? entries.findLast((entry) => entry.snapshot !== undefined) : undefined;
    const from = after ?? whole?.revision ?? 0;
    const patches = entries
      .filter((entry) => entry.revision > from && entry.patch !== undefined)
      .map((entry) => ({ revision: entry.revision, body: entry.patch as string }));
    return Promise.resolve({
      ...(whole && { snapshot: { revision: whole.revision, body: whole.snapshot as string } }),
      patches,
    });
  }

  revisions(id: string, limit: number): Promise<readonly StoredRevision[]> {
    const entries = [...(this.log.get(id) ?? [])].reverse().slice(0, limit);
    return Promise.resolve(entries.map(({ revision, label, createdAt }) => ({ revision, label, createdAt })));
  }

  list({ ownerId, search, after, limit }: DraftListQuery): Promise<readonly DraftRow[]> {
    const rows = [...this.rows.values()]
      .filter((row) => row.ownerId === ownerId)
      .filter((row) => search === undefined || row.name.includes(search) || row.id.includes(search))
      .sort((a, b) => (a.id < b.id ? 1 : -1))
      .filter((row) => after === undefined || row.id < after);
    return Promise.resolve(rows.slice(0, limit));
  }

  remove(id: string): Promise<boolean> {
    this.log.delete(id);
    return Promise.resolve(this.rows.delete(id));
  }
}
