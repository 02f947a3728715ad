import { RequestWarning } from '../request/request-warning';
import { JsonObject } from '../json';
import { AppliedParameters, TaskView } from '../task/task';
import { IdempotencyClaim } from './task-store';

/** A task of a kind that is no video generation. */
export interface NewTask {
  /** E.g. `render`; tasks of different kinds share one table, one list and one set of events. */
  readonly kind: string;
  /** Kind of the first step; a registered handler must have it. */
  readonly firstStep: string;
  /** `[a-z]{2,8}`; ids are this, an underscore and 26 characters. */
  readonly idPrefix: string;
  readonly ownerId: string;
  readonly dialect: string;
  /** What the client named; free text for kinds without models. */
  readonly model: string;
  /** What the handler works on; it comes back as `task.payload`. */
  readonly payload: JsonObject;
  readonly applied?: AppliedParameters;
  readonly warnings?: readonly RequestWarning[];
  readonly idempotency?: Omit<IdempotencyClaim, 'ownerId'>;
  readonly externalId?: string;
  readonly metadata?: JsonObject;
  readonly callbackUrl?: string;
}

/**
 * How other parts of the host put work into the engine. The task is stored before `create` resolves; reading, listing,
 * cancelling, events and retention are those of VideoGateway. Throws `idempotency_conflict`, `conflict`, `shutting_down`.
 */
export interface TaskIntake {
  create(task: NewTask): Promise<TaskView>;
  /** The task that `create` made with this key, so that a repeat need not be prepared; `undefined` when the key is new. */
  earlier(idempotency: IdempotencyClaim): Promise<TaskView | undefined>;
}

export const TASK_INTAKE = Symbol.for('onereel.task-intake');
