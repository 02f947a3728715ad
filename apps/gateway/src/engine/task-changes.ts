import type { ErrorDetail, RequestWarning } from '@onereel/core';
import type { NewTask, PendingStep, TaskChange, TaskRecord } from '@onereel/core/engine';

/** Statuses that end a task. */
export type Ending = 'completed' | 'failed' | 'cancelled';

/**
 * The step that follows a write on this record. Its number is the revision that write creates: it only grows, also over
 * pauses without a step.
 */
export const stepAfter = (
  task: TaskRecord,
  kind: string,
  dueAt: number,
  history: Partial<Pick<PendingStep, 'failures' | 'lastFailure'>> = {},
): PendingStep => ({ kind, seq: task.revision + 1, dueAt, failures: 0, ...history });

/** The change that ends a task: it frees its slot and starts its retention. */
export const endTask = (status: Ending, now: number, retentionSeconds: number): TaskChange => ({
  status,
  step: null,
  slot: null,
  pendingOutputs: [],
  completedAt: now,
  expiresAt: now + retentionSeconds * 1000,
});

/** Nobody knows how it ended; a late success may still complete it. */
export const stallTask = (error: ErrorDetail): TaskChange => ({ status: 'stalled', error, slot: null });

/** Stalled, and nobody will ask again: kept for its retention like a finished one. */
export const abandonTask = (error: ErrorDetail, now: number, retentionSeconds: number): TaskChange => ({
  ...stallTask(error),
  expiresAt: now + retentionSeconds * 1000,
});

/** Both lists, each warning once. */
export function mergeWarnings(
  known: readonly RequestWarning[],
  added: readonly RequestWarning[] = [],
): readonly RequestWarning[] {
  const fresh = added.filter(
    ({ field, message }) => !known.some((one) => one.field === field && one.message === message),
  );
  return fresh.length === 0 ? known : [...known, ...fresh];
}

export type TaskSeed = Pick<
  NewTask,
  'kind' | 'ownerId' | 'dialect' | 'model' | 'externalId' | 'metadata' | 'callbackUrl'
> & { readonly id: string; readonly clientReference: string; readonly now: number };

/** A fresh row: queued, nothing sent, nothing pending. */
export const newTaskRecord = (seed: TaskSeed): TaskRecord => ({
  id: seed.id,
  kind: seed.kind,
  ownerId: seed.ownerId,
  dialect: seed.dialect,
  status: 'queued',
  progress: 0,
  model: seed.model,
  request: { model: seed.model, inputs: [] },
  payload: {},
  execution: null,
  submission: 'not_sent',
  attempt: 0,
  clientReference: seed.clientReference,
  handle: null,
  pendingOutputs: [],
  outputs: [],
  applied: {},
  warnings: [],
  error: null,
  cost: null,
  step: null,
  slot: null,
  cancelRequested: false,
  deadlineAt: null,
  createdAt: seed.now,
  updatedAt: seed.now,
  startedAt: null,
  completedAt: null,
  expiresAt: null,
  metadata: seed.metadata ?? {},
  externalId: seed.externalId ?? null,
  remixedFrom: null,
  callbackUrl: seed.callbackUrl ?? null,
  revision: 1,
});
