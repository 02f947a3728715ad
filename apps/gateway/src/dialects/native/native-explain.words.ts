import type { JsonObject, JsonValue, TaskExplanation, TaskMoment } from '@onereel/core';
import type { NativeExplanationDto, NativeMomentDto } from './native-explain.dto';
import { API_STATUS } from '../../http/tasks/api-status';
import { NATIVE_FIELDS } from './native.words';

export function toExplanation(explanation: TaskExplanation): NativeExplanationDto {
  const { task, timeline, attempts, waitingFor, vendorTaskId, costEstimate, vendorCost } = explanation;
  return {
    task_id: task.id,
    status: API_STATUS[task.status],
    model: task.resolvedModel,
    provider: task.providerId,
    attempts,
    waiting_for: waitingFor ?? null,
    vendor_task_id: vendorTaskId ?? null,
    cost_estimate: costEstimate ?? null,
    vendor_cost: vendorCost ?? null,
    timeline: timeline.map(toMoment),
  };
}

/** Statuses and fields in the words of this API. */
const toMoment = ({ at, event, data }: TaskMoment): NativeMomentDto => ({
  at,
  event,
  data: event === 'status' ? { ...data, from: word(data.from), to: word(data.to) } : named(data),
});

const word = (status: JsonValue): JsonValue =>
  Object.entries(API_STATUS).find(([own]) => own === status)?.[1] ?? status;

const named = (data: JsonObject): JsonObject => ({
  ...data,
  ...(typeof data.field === 'string' && { field: NATIVE_FIELDS.name(data.field) }),
  ...(typeof data.message === 'string' && { message: NATIVE_FIELDS.text(data.message) }),
});
