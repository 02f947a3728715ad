import type { JsonObject } from '../json';
import type { VendorCost } from '../provider/video-provider';
import type { TaskView } from '../task/task';

/** One line of a task's history. Holds no secret: no query strings, headers or bodies of vendor calls. */
export interface TaskMoment {
  /** ISO 8601 in UTC. */
  readonly at: string;
  /**
   * `created`, `vendor_call`, `status`, `warning`, `accepted`, `not_sent`, `submit_unknown`, `callback`, `poll_failed`,
   * `vendor_completed`, `archived`, `archive_failed`, …; readers must expect others.
   */
  readonly event: string;
  readonly data: JsonObject;
}

/** By the price in the model's row; an estimate, never a bill. */
export interface CostEstimate {
  readonly amount: number;
  /** ISO currency, or the vendor's unit. */
  readonly currency: string;
  /** Seconds of video it was computed for; absent where the price is per video. */
  readonly seconds?: number;
  readonly videos: number;
  /**
   * What the price depends on and the client left open, so that a default counted: `durationSeconds`, `resolution`, `audio`. Absent when
   * everything was ordered.
   */
  readonly assumed?: readonly string[];
}

/** Why a task has not been sent to a vendor yet. */
export interface TaskWaiting {
  /**
   * `slot`: all in-flight slots of the credential are taken; `circuit`: the vendor failed several times and rests; `retry`: the
   * vendor did not take it, it is sent again.
   */
  readonly reason: 'slot' | 'circuit' | 'retry';
  /** ISO 8601, when known. */
  readonly until?: string;
}

/** What happened to a task and why. */
export interface TaskExplanation {
  readonly task: TaskView;
  /** Oldest first. A crash may have lost some lines. */
  readonly timeline: readonly TaskMoment[];
  /** Submissions that may have reached the vendor. */
  readonly attempts: number;
  /** Absent once it is on its way. */
  readonly waitingFor?: TaskWaiting;
  /** For the vendor's support. */
  readonly vendorTaskId?: string;
  readonly costEstimate?: CostEstimate;
  /** What the vendor itself says it charged, where it says so. */
  readonly vendorCost?: VendorCost;
}
