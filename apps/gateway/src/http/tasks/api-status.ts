import type { TaskStatus, TaskView } from '@onereel/core';

/** The states of everything under `/api/v1`. */
export const API_STATUSES = ['pending', 'processing', 'completed', 'failed', 'cancelled'] as const;
export type ApiStatus = (typeof API_STATUSES)[number];

/**
 * `stalled` is told as a failure: nobody works on such a task, and a client that waits for it would wait for ever. A late success
 * still shows as `completed`.
 */
export const API_STATUS: Readonly<Record<TaskStatus, ApiStatus>> = {
  queued: 'pending',
  processing: 'processing',
  completed: 'completed',
  failed: 'failed',
  cancelled: 'cancelled',
  stalled: 'failed',
};

/** Clients stop waiting here. */
export const isFinal = ({ status }: Pick<TaskView, 'status'>): boolean =>
  !['pending', 'processing'].includes(API_STATUS[status]);

/** The engine's statuses behind some of these. */
export const statusesOf = (words: readonly string[]): TaskStatus[] =>
  (Object.keys(API_STATUS) as TaskStatus[]).filter((status) => words.includes(API_STATUS[status]));
