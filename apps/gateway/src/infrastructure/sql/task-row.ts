import type { PendingStep, TaskChange, TaskRecord } from '@onereel/core/engine';
import { canTransition, GatewayError } from '@onereel/core';
import type { TaskTable } from './gateway-schema';

/** The order of columns in prepared statements. */
export const TASK_COLUMNS = [
  ...['id', 'sort_key', 'kind', 'owner_id', 'dialect', 'status', 'model', 'external_id', 'client_reference'],
  ...['provider_id', 'credential_id', 'vendor_id', 'slot', 'waiting', 'step_kind', 'step_seq', 'step_due_at'],
  ...['step_failures', 'created_at', 'expires_at', 'revision', 'record'],
] as readonly (keyof TaskTable)[];

export const sortKeyOf = (taskId: string): string => taskId.slice(taskId.indexOf('_') + 1);

/** Does it wait for an in-flight slot? */
export const isWaiting = (task: TaskRecord): boolean =>
  task.status === 'queued' &&
  task.submission === 'not_sent' &&
  task.execution !== null &&
  task.slot === null &&
  task.step === null;

export const toRow = (task: TaskRecord): TaskTable => ({
  ...searchColumns(task),
  record: JSON.stringify(task),
});

/** The columns whose values differ between two revisions; the record is always one of them. */
export function changedColumns(before: TaskRecord, after: TaskTable): readonly (keyof TaskTable)[] {
  const old: Partial<TaskTable> = searchColumns(before);
  return TASK_COLUMNS.filter((column) => after[column] !== old[column]);
}

function searchColumns(task: TaskRecord): Omit<TaskTable, 'record'> {
  return {
    id: task.id,
    sort_key: sortKeyOf(task.id),
    kind: task.kind,
    owner_id: task.ownerId,
    dialect: task.dialect,
    status: task.status,
    model: task.model,
    external_id: task.externalId,
    client_reference: task.clientReference,
    provider_id: task.execution?.providerId ?? null,
    credential_id: task.execution?.credentialId ?? null,
    vendor_id: task.handle?.id ?? null,
    slot: task.slot,
    waiting: isWaiting(task) ? 1 : 0,
    ...stepColumns(task.step),
    created_at: task.createdAt,
    expires_at: task.expiresAt,
    revision: task.revision,
  };
}

function stepColumns(
  step: PendingStep | null,
): Pick<TaskTable, 'step_kind' | 'step_seq' | 'step_due_at' | 'step_failures'> {
  return {
    step_kind: step?.kind ?? null,
    step_seq: step?.seq ?? null,
    step_due_at: step?.dueAt ?? null,
    step_failures: step?.failures ?? null,
  };
}

export const fromRow = (row: { record: string }): TaskRecord => JSON.parse(row.record) as TaskRecord;

/** The record after a change. Throws `internal_error` for a forbidden status transition. */
export function applyChange(task: TaskRecord, change: TaskChange, now: number): TaskRecord {
  if (change.status !== undefined && !canTransition(task.status, change.status)) {
    throw new GatewayError('internal_error', {
      message: `task ${task.id} cannot go from ${task.status} to ${change.status}`,
    });
  }
  return { ...task, ...change, updatedAt: now, revision: task.revision + 1 };
}
