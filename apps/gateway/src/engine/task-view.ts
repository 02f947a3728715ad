import type { JsonObject, TaskView, VideoRequest } from '@onereel/core';
import type { TaskRecord } from '@onereel/core/engine';

const iso = (at: number): string => new Date(at).toISOString();

/** What dialects may see of a record. */
export function toTaskView(task: TaskRecord, queuePosition?: number): TaskView {
  return {
    id: task.id,
    kind: task.kind,
    status: task.status,
    progress: task.progress,
    model: task.model,
    resolvedModel: task.execution?.modelId ?? task.model,
    providerId: task.execution?.providerId ?? '',
    dialect: task.dialect,
    request: task.kind === 'generate' ? visibleRequest(task.request) : task.payload,
    applied: task.applied,
    warnings: task.warnings,
    outputs: task.outputs,
    ...(task.error !== null && { error: task.error }),
    ...(queuePosition !== undefined && { queuePosition }),
    createdAt: iso(task.createdAt),
    updatedAt: iso(task.updatedAt),
    ...optionalDates(task),
    metadata: task.metadata,
    ...(task.externalId !== null && { externalId: task.externalId }),
    ...(task.remixedFrom !== null && { remixedFrom: task.remixedFrom }),
    revision: task.revision,
  };
}

const optionalDates = (task: TaskRecord): Pick<TaskView, 'startedAt' | 'completedAt' | 'expiresAt'> => ({
  ...(task.startedAt !== null && { startedAt: iso(task.startedAt) }),
  ...(task.completedAt !== null && { completedAt: iso(task.completedAt) }),
  ...(task.expiresAt !== null && { expiresAt: iso(task.expiresAt) }),
});

/** Inputs as roles: a URL may carry a signature, a key is nobody's business. */
function visibleRequest(request: VideoRequest): JsonObject {
  const inputs = request.inputs.map(({ role, source }) => ({ role, kind: source.kind }));
  return { ...(JSON.parse(JSON.stringify(request)) as JsonObject), inputs };
}
