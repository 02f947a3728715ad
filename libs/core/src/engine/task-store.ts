import { TaskQuery } from '../gateway/video-gateway';
import { PendingStep, TaskRecord, TaskTrace } from './task-record';

export interface IdempotencyClaim {
  readonly ownerId: string;
  readonly key: string;
  /** SHA-256 of the canonical request. */
  readonly bodyHash: string;
}

export type InsertResult = { readonly outcome: 'inserted'; readonly task: TaskRecord } | EarlierResult;

export type EarlierResult =
  /** The key was used before with the same body: this is the task it made. */
  | { readonly outcome: 'replayed'; readonly task: TaskRecord }
  /** The key was used before with another body. */
  | { readonly outcome: 'conflict' };

/** What may change. Everything not named stays. */
export type TaskChange = Partial<
  Omit<
    TaskRecord,
    'id' | 'kind' | 'ownerId' | 'dialect' | 'createdAt' | 'revision' | 'updatedAt' | 'metadata'
  >
>;

export interface DueStep {
  readonly taskId: string;
  readonly step: PendingStep;
}

/** An in-flight slot and the step that starts with it. */
export interface SlotClaim {
  /** `<provider>/<credential>`. */
  readonly slot: string;
  /** Tasks that may hold it at once. */
  readonly limit: number;
  readonly step: PendingStep;
}

/** A group of in-flight tasks that share a limit. */
export interface SlotUsage {
  readonly slot: string;
  readonly used: number;
}

/**
 * The task table. Semantics every adapter keeps:
 * - a resolved `insert`, `update` or `remove` survives power loss;
 * - `update` is a compare-and-set on `revision` and refuses forbidden status transitions (throws `internal_error`);
 * - reads see every resolved write of the same process at once, of other processes within a second;
 * - task ids sort by creation time, so that cursors are stable.
 * Failures throw `storage_failed`.
 */
export interface TaskStore {
  /** `clientReference` and (`ownerId`, `externalId`) are unique; a repeated external id is `conflict` (GatewayError). */
  insert(task: TaskRecord, idempotency?: IdempotencyClaim): Promise<InsertResult>;
  /** What an insert with this key would find; `undefined` when the key is new. */
  earlier(idempotency: IdempotencyClaim): Promise<EarlierResult | undefined>;
  get(id: string): Promise<TaskRecord | undefined>;
  getByExternalId(ownerId: string, externalId: string): Promise<TaskRecord | undefined>;
  getByClientReference(clientReference: string): Promise<TaskRecord | undefined>;
  /** By the vendor's own id, for callbacks. */
  getByVendorId(providerId: string, vendorTaskId: string): Promise<TaskRecord | undefined>;
  /**
   * `undefined` when the revision is no longer the current one: read again and decide anew. A `companion` is a new task that is
   * inserted in the same transaction, and only when the change is.
   */
  update(
    id: string,
    expectedRevision: number,
    change: TaskChange,
    now: number,
    companion?: TaskRecord,
  ): Promise<TaskRecord | undefined>;
  list(ownerId: string, query: TaskQuery): Promise<{ tasks: readonly TaskRecord[]; hasMore: boolean }>;
  remove(id: string): Promise<void>;

  /** Steps that should run by `until`, oldest first. Recovery rebuilds a lost queue from it. */
  dueSteps(
    until: number,
    limit: number,
    after?: { dueAt: number; taskId: string },
  ): Promise<readonly DueStep[]>;
  /**
   * Takes an in-flight slot in one atomic step: sets `slot` and `step` when fewer than `limit` tasks hold it. `undefined` when it
   * is full or the revision moved.
   */
  takeSlot(
    id: string,
    expectedRevision: number,
    claim: SlotClaim,
    now: number,
  ): Promise<TaskRecord | undefined>;
  slotUsage(): Promise<readonly SlotUsage[]>;
  /**
   * Waiting tasks (`queued`, `not_sent`, no slot, no step) of a credential in fair order: owners take turns, each owner first in,
   * first out.
   */
  waitingFor(providerId: string, credentialId: string, limit: number): Promise<readonly string[]>;
  /** Credentials somebody waits for. */
  waitingCredentials(): Promise<readonly { providerId: string; credentialId: string }[]>;
  /** Tasks ahead of this one in that order; `undefined` when it does not wait. */
  queuePosition(task: TaskRecord): Promise<number | undefined>;
  /** Open tasks by status, for metrics and health. */
  countByStatus(): Promise<Readonly<Record<string, number>>>;
  /** How many tasks of a kind wait or are at work, whoever owns them. */
  countOpen(kind: string): Promise<number>;
  /** Finished tasks whose `expiresAt` passed. */
  expired(now: number, limit: number): Promise<readonly TaskRecord[]>;

  /** Appends to the task's history; may be lost in a crash, never blocks a step. */
  trace(taskId: string, entries: readonly TaskTrace[]): Promise<void>;
  traces(taskId: string): Promise<readonly TaskTrace[]>;

  /** Throws when the store cannot be used; for readiness. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export const TASK_STORE = Symbol.for('onereel.task-store');
