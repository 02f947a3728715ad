/** What a list of drafts shows, kept beside the revision so that nothing has to be opened for it. */
export interface DraftSummary {
  readonly name: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  /** Microseconds. */
  readonly duration: number;
  readonly tracks: number;
  readonly segments: number;
}

export interface DraftRow extends DraftSummary {
  /** 14 digits of UTC time and 8 lower-case hex digits. */
  readonly id: string;
  /** API key id; drafts of other owners do not exist. */
  readonly ownerId: string;
  /** 1 for the first; every committed edit adds one. */
  readonly revision: number;
  /** The newest revision that is stored whole. */
  readonly snapshotRevision: number;
  /** Characters of the newest snapshot, and of the patches committed after it. */
  readonly snapshotSize: number;
  readonly patchesSize: number;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** The next revision of a draft. */
export interface DraftChange {
  /** The row as it will stand; its `revision` is the expected one plus 1. */
  readonly row: DraftRow;
  /** What happened, for the history: `add_captions`, `undo to 3`. */
  readonly label: string;
  /** JSON text that turns the previous revision into this one. */
  readonly patch: string;
  /** The whole document as JSON text, when this revision is also stored whole. */
  readonly snapshot?: string;
  /** Materials this revision may be the first to refer to; adapters without a `MaterialUses` ignore them. */
  readonly uses?: readonly string[];
}

export interface StoredRevision {
  readonly revision: number;
  readonly label: string;
  readonly createdAt: string;
}

export interface DraftHistory {
  readonly snapshot?: { readonly revision: number; readonly body: string };
  /** In order, each the direct successor of the one before (or of the snapshot, or of `after`). */
  readonly patches: readonly { readonly revision: number; readonly body: string }[];
}

export interface DraftListQuery {
  readonly ownerId: string;
  /** Part of the name or the id. */
  readonly search?: string;
  /** Continue after this id, newest first. */
  readonly after?: string;
  /** 1 … 500. */
  readonly limit: number;
}

/**
 * Durable drafts: a row per draft and an append-only log of revisions. Semantics every adapter keeps:
 *
 * - `create` and `append` are atomic and durable when they resolve: a crash leaves the draft at one of the committed revisions.
 * - `append` is compare-and-set: it commits only while the stored revision is `change.row.revision - 1`, and says `false` otherwise,
 *   leaving nothing behind. Of several appends racing for one revision exactly one commits.
 * - Nothing but `remove` ever takes a committed revision away.
 *
 * Tables an SQL adapter needs:
 *
 * ```
 * drafts          (id PK, owner_id, name, revision, snapshot_revision, snapshot_size, patches_size, width, height, fps, duration,
 *                  tracks, segments, created_at, updated_at)          index (owner_id, id DESC)
 * draft_revisions (draft_id, revision, label, patch, snapshot NULL, created_at)   PK (draft_id, revision)
 * ```
 *
 * `append` is one transaction: `UPDATE drafts SET … WHERE id = ? AND revision = ?`, then one `INSERT INTO draft_revisions`.
 */
export interface DraftStore {
  create(row: DraftRow, snapshot: string, label: string, uses?: readonly string[]): Promise<void>;
  find(id: string): Promise<DraftRow | undefined>;
  append(change: DraftChange): Promise<boolean>;
  /** Everything needed to stand at `upTo`: the newest snapshot at or before it and the patches since; or, with `after`, only the patches after that revision. */
  history(id: string, upTo: number, after?: number): Promise<DraftHistory>;
  /** The committed revisions, newest first. */
  revisions(id: string, limit: number): Promise<readonly StoredRevision[]>;
  list(query: DraftListQuery): Promise<readonly DraftRow[]>;
  /** `false` when there was nothing to remove. `now` in milliseconds since the epoch: its materials count as used then. */
  remove(id: string, now: number): Promise<boolean>;
}

export const DRAFT_STORE = Symbol.for('onereel.draft-store');
