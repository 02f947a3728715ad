import { TaskStatus } from './task';

/** Every way a task may move; anything else is a bug and refused by the store's compare-and-set. */
export const TASK_TRANSITIONS: Readonly<Record<TaskStatus, readonly TaskStatus[]>> = {
  queued: ['queued', 'processing', 'completed', 'failed', 'cancelled', 'stalled'],
  processing: ['processing', 'completed', 'failed', 'cancelled', 'stalled'],
  stalled: ['stalled', 'completed', 'failed', 'cancelled'],
  completed: [],
  failed: [],
  cancelled: [],
};

export const canTransition = (from: TaskStatus, to: TaskStatus): boolean =>
  TASK_TRANSITIONS[from].includes(to);

/** Clients stop waiting here. `stalled` is not final although nobody works on it at the moment. */
export const isTerminal = (status: TaskStatus): boolean => TASK_TRANSITIONS[status].length === 0;
