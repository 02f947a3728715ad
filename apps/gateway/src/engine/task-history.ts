import { Injectable } from '@nestjs/common';
import type { RequestWarning } from '@onereel/core';
import type { TaskRecord, TaskTrace } from '@onereel/core/engine';
import { TaskEvents } from './task-events';
import { TaskLedger } from './task-ledger';

/** Writes every change of status and every new warning into the task's history. */
@Injectable()
export class TaskHistory {
  constructor(ledger: TaskLedger, events: TaskEvents) {
    events.onAny(({ before, after }) => {
      if (after !== undefined) ledger.trace(after.id, linesOf(before, after));
    });
  }
}

/** What is new in a record. */
export function linesOf(before: TaskRecord | undefined, after: TaskRecord): readonly TaskTrace[] {
  const at = after.updatedAt;
  const known = before?.warnings ?? [];
  const fresh = after.warnings === known ? [] : after.warnings.filter((one) => !isIn(known, one));
  const warnings = fresh.map(({ kind, field, message }) => ({
    at,
    event: 'warning',
    data: { kind, message, ...(field !== undefined && { field }) },
  }));
  if (before === undefined || before.status === after.status) return warnings;
  const code = after.error?.code;
  const data = { from: before.status, to: after.status, ...(code !== undefined && { code }) };
  return [...warnings, { at, event: 'status', data }];
}

const isIn = (known: readonly RequestWarning[], { field, message }: RequestWarning): boolean =>
  known.some((one) => one.field === field && one.message === message);
