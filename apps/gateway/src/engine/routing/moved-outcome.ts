import type { ErrorDetail, JsonObject } from '@onereel/core';
import type { ExecutionIdentity, StepOutcome, TaskRecord } from '@onereel/core/engine';
import type { Fitting } from './task-fitter';

/**
 * The task goes to another place: it leaves its slot, lines up there as a fresh one, and gets a reference of its own, so that nothing
 * that is said about the old one can be mistaken for it. Pure.
 */
export function movedOutcome(
  task: TaskRecord,
  { execution, applied, warnings }: Fitting,
  cause: { readonly now: number; readonly clientReference: string; readonly error?: ErrorDetail },
): StepOutcome {
  const { now, clientReference, error } = cause;
  const from = task.execution;
  const { routing } = task;
  const left = routing && from && error ? [...routing.left, { ...from, code: error.code }] : routing?.left;
  const why: JsonObject = error ? { code: error.code, message: error.message } : { message: 'it rests' };
  return {
    change: {
      execution,
      applied,
      warnings,
      clientReference,
      submission: 'not_sent',
      slot: null,
      ...(routing && left && { routing: { ...routing, left } }),
    },
    traces: [{ at: now, event: 'moved', data: { from: placeName(from), to: placeName(execution), ...why } }],
  };
}

const placeName = (place: ExecutionIdentity | null): string =>
  place === null ? '' : `${place.providerId}/${place.modelId}/${place.credentialId}`;
