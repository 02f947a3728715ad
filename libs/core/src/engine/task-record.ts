import { ErrorCode } from '../errors/error-table';
import { ErrorDetail } from '../errors/gateway-error';
import { JsonObject } from '../json';
import { ProviderHandle, ProviderOutput, VendorCost } from '../provider/video-provider';
import { RequestWarning } from '../request/request-warning';
import { VideoRequest } from '../request/video-request';
import { AppliedParameters, TaskOutput, TaskStatus } from '../task/task';

/** How far a submission got. `sending` found at boot means a crash in between: never sent again without proof. */
export type SubmissionState = 'not_sent' | 'sending' | 'accepted' | 'unknown';

/** Frozen before the vendor is called; later changes of configuration do not touch a running task. */
export interface ExecutionIdentity {
  readonly providerId: string;
  readonly modelId: string;
  readonly credentialId: string;
}

/** A place that certainly did not take the task. */
export interface LeftPlace extends ExecutionIdentity {
  readonly code: ErrorCode;
}

/** What a task needs to be fitted to another model, and where it has been. */
export interface TaskRouting {
  /** The client refuses warnings: places that would give one are none. */
  readonly strict: boolean;
  /** Warnings of the dialect; they hold wherever the task goes. */
  readonly warnings: readonly RequestWarning[];
  /** Oldest first; none of them is tried again. */
  readonly left: readonly LeftPlace[];
  /** A submission's outcome was unknown once: the task stays where it is for good. */
  readonly bound?: true;
}

/** The next thing to do for a task. At most one step is pending per task. */
export interface PendingStep {
  /** `submit`, `reconcile`, `poll`, `archive`, `cancel`, `render`, …: a row of the handler registry. */
  readonly kind: string;
  /** Grows with every step of the task; a queue job of an older number is stale and does nothing. */
  readonly seq: number;
  /** Milliseconds since the epoch. */
  readonly dueAt: number;
  /** Consecutive failures of this step, for backoff. */
  readonly failures: number;
  /** The code of the last of them and how often in a row it was this one, for thresholds. */
  readonly lastFailure?: { readonly code: ErrorCode; readonly times: number };
}

/** One line of the task's history, shown by `explain`. Redacted before it is stored. */
export interface TaskTrace {
  readonly at: number;
  readonly event: string;
  readonly data?: JsonObject;
}

/** The row in the task table: the only truth. Times are milliseconds since the epoch. */
export interface TaskRecord {
  readonly id: string;
  readonly kind: string;
  readonly ownerId: string;
  readonly dialect: string;
  readonly status: TaskStatus;
  readonly progress: number;
  /** Model as asked. */
  readonly model: string;
  readonly request: VideoRequest;
  /** Data of other task kinds (render jobs). */
  readonly payload: JsonObject;
  readonly execution: ExecutionIdentity | null;
  /** Absent on tasks that never move. */
  readonly routing?: TaskRouting;
  readonly submission: SubmissionState;
  /** Number of submissions that may have reached the vendor. */
  readonly attempt: number;
  /** Unguessable, unique per attempt; sent to vendors that accept one. */
  readonly clientReference: string;
  readonly handle: ProviderHandle | null;
  /** Vendor outputs between "vendor done" and "archived". */
  readonly pendingOutputs: readonly ProviderOutput[];
  readonly outputs: readonly TaskOutput[];
  readonly applied: AppliedParameters;
  readonly warnings: readonly RequestWarning[];
  readonly error: ErrorDetail | null;
  readonly cost: VendorCost | null;
  readonly step: PendingStep | null;
  /** `<provider>/<credential>` while the task occupies an in-flight slot there. */
  readonly slot: string | null;
  readonly cancelRequested: boolean;
  readonly deadlineAt: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly startedAt: number | null;
  readonly completedAt: number | null;
  readonly expiresAt: number | null;
  readonly metadata: JsonObject;
  readonly externalId: string | null;
  readonly remixedFrom: string | null;
  readonly callbackUrl: string | null;
  /** Compare-and-set counter, starts at 1. */
  readonly revision: number;
}
