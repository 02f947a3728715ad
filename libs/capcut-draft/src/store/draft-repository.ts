import { GatewayError } from '@onereel/core';
import { parseJson } from '../draft/json/parse-json';
import { printJson } from '../draft/json/print-json';
import type { DraftDocument } from '../draft/model/draft-document';
import { asDraft } from '../draft/read/parse-draft';
import { contentIdsIn } from '../media-library/material-uses';
import { applyPatch, diffDrafts, type PatchStep } from '../draft/revisions/draft-patch';
import { BoundedCache } from './bounded-cache';
import { DraftTurns } from './draft-turns';
import { DRAFT_ID, summaryOf } from './draft-row';
import type { DraftListQuery, DraftRow, DraftStore, StoredRevision } from './draft-store';

export interface OpenDraft {
  readonly row: DraftRow;
  readonly document: DraftDocument;
}

/** One edit: gets the current document, gives back the next one and whatever the caller wants to know. */
export type DraftEditor<T> = (document: DraftDocument) => {
  readonly draft: DraftDocument;
  readonly result: T;
};

export interface EditOptions {
  readonly ownerId: string;
  readonly label: string;
  /** Refuse unless the draft still stands at this revision. */
  readonly ifRevision?: number;
}

export interface RepositoryOptions {
  readonly clock: () => Date;
  /** Eight lower-case hex digits. */
  readonly randomHex: () => string;
  /** Characters of JSON kept in memory for drafts in use; default 256 million. */
  readonly cacheSize?: number;
}

/** A snapshot is worth its price once the patches since the last one weigh as much: the cost per edit stays flat. */
const SNAPSHOT_FLOOR = 64_000;
const ATTEMPTS = 50;

/** Drafts as revisions over a `DraftStore`: optimistic, serialized per draft within a process, none lost between processes. */
export class DraftRepository {
  private readonly cache: BoundedCache<OpenDraft>;
  private readonly turns = new DraftTurns();

  constructor(
    private readonly store: DraftStore,
    private readonly options: RepositoryOptions,
  ) {
    this.cache = new BoundedCache(options.cacheSize ?? 256_000_000);
  }

  async create(document: DraftDocument, ownerId: string, label: string): Promise<OpenDraft> {
    const now = this.options.clock();
    const body = printJson(document);
    const row: DraftRow = {
      id: `${now.toISOString().replace(/\D/g, '').slice(0, 14)}${this.options.randomHex()}`,
      ownerId,
      revision: 1,
      snapshotRevision: 1,
      snapshotSize: body.length,
      patchesSize: 0,
      createdAt: now.toISOString(),
      updatedAt: now.toISOString(),
      ...summaryOf(document),
    };
    await this.store.create(row, body, label, contentIdsIn(body));
    return this.keep({ row, document });
  }

  /** @throws GatewayError `not_found` for unknown ids and drafts of other owners */
  async open(id: string, ownerId: string, revision?: number): Promise<OpenDraft> {
    const row = await this.rowOf(id, ownerId);
    if (revision === undefined || revision === row.revision) return this.current(row);
    if (revision < 1 || revision > row.revision) {
      throw new GatewayError('not_found', {
        param: 'revision',
        message: `revision: draft ${id} has revisions 1 to ${row.revision}.`,
      });
    }
    return { row, document: await this.replay(id, revision) };
  }

  /** Applies `editor` to the newest revision until its result is committed. An editor that throws leaves the draft as it was. */
  edit<T>(
    id: string,
    options: EditOptions,
    editor: DraftEditor<T>,
  ): Promise<OpenDraft & { readonly result: T }> {
    return this.turns.run(id, async () => {
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const open = this.cached(id, options, attempt) ?? (await this.open(id, options.ownerId));
        this.checkRevision(open.row, options.ifRevision);
        const { draft, result } = editor(open.document);
        const saved = draft === open.document ? open : await this.save(open, draft, options.label);
        if (saved) return { ...saved, result };
      }
      throw new GatewayError('conflict', {
        message: `Draft ${id} changed ${ATTEMPTS} times while this edit was tried; try again.`,
        retryable: true,
      });
    });
  }

  list(query: DraftListQuery): Promise<readonly DraftRow[]> {
    return this.store.list(query);
  }

  async revisions(id: string, ownerId: string, limit: number): Promise<readonly StoredRevision[]> {
    await this.rowOf(id, ownerId);
    return this.store.revisions(id, limit);
  }

  /** @param ifRevision refuse unless the draft still stands there */
  remove(id: string, ownerId: string, ifRevision?: number): Promise<void> {
    return this.turns.run(id, async () => {
      this.checkRevision(await this.rowOf(id, ownerId), ifRevision);
      await this.store.remove(id, this.options.clock().getTime());
      this.cache.drop(id);
    });
  }

  async rowOf(id: string, ownerId: string): Promise<DraftRow> {
    const row = DRAFT_ID.test(id) ? await this.store.find(id) : undefined;
    if (!row || row.ownerId !== ownerId) {
      this.cache.drop(id);
      throw new GatewayError('not_found', {
        param: 'draft_id',
        message: `draft_id: there is no draft ${id.slice(0, 40)}; create one with create_draft.`,
      });
    }
    return row;
  }

  /** The first attempt trusts memory; the compare-and-set finds out when another process was faster. */
  private cached(id: string, { ownerId }: EditOptions, attempt: number): OpenDraft | undefined {
    const kept = attempt === 0 ? this.cache.get(id) : undefined;
    return kept?.row.ownerId === ownerId ? kept : undefined;
  }

  private checkRevision(row: DraftRow, expected: number | undefined): void {
    if (expected === undefined || expected === row.revision) return;
    throw new GatewayError('revision_conflict', {
      param: 'If-Match',
      message: `If-Match: the draft stands at revision ${row.revision}, not ${expected}. Read it again and repeat the edit.`,
    });
  }

  private async save(
    { row, document }: OpenDraft,
    next: DraftDocument,
    label: string,
  ): Promise<OpenDraft | undefined> {
    const patch = printJson(diffDrafts(document, next));
    const due = row.patchesSize + patch.length >= Math.max(row.snapshotSize, SNAPSHOT_FLOOR);
    const snapshot = due ? printJson(next) : undefined;
    const revision = row.revision + 1;
    const fresh: DraftRow = {
      ...row,
      ...summaryOf(next),
      revision,
      updatedAt: this.options.clock().toISOString(),
      patchesSize: snapshot === undefined ? row.patchesSize + patch.length : 0,
      ...(snapshot !== undefined && { snapshotRevision: revision, snapshotSize: snapshot.length }),
    };
    if (!(await this.store.append({ row: fresh, label, patch, snapshot, uses: contentIdsIn(patch) })))
      return undefined;
    return this.keep({ row: fresh, document: next });
  }

  /** In memory a draft weighs what its JSON does. */
  private keep(open: OpenDraft): OpenDraft {
    this.cache.set(open.row.id, open, open.row.snapshotSize + open.row.patchesSize);
    return open;
  }

  private async current(row: DraftRow): Promise<OpenDraft> {
    const kept = this.cache.get(row.id);
    if (kept?.row.revision === row.revision) return { row, document: kept.document };
    const document =
      kept && kept.row.revision < row.revision && kept.row.createdAt === row.createdAt
        ? this.patched(
            kept.document,
            (await this.store.history(row.id, row.revision, kept.row.revision)).patches,
          )
        : await this.replay(row.id, row.revision);
    return this.keep({ row, document });
  }

  private async replay(id: string, revision: number): Promise<DraftDocument> {
    const { snapshot, patches } = await this.store.history(id, revision);
    if (!snapshot)
      throw new GatewayError('storage_failed', { message: `Draft ${id} has no stored snapshot.` });
    return this.patched(asDraft(parseJson(snapshot.body) as DraftDocument), patches);
  }

  private patched(document: DraftDocument, patches: readonly { readonly body: string }[]): DraftDocument {
    return patches.reduce(
      (draft, patch) => applyPatch(draft, parseJson(patch.body) as unknown as PatchStep[]),
      document,
    );
  }
}
