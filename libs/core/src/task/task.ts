import { ErrorDetail } from '../errors/gateway-error';
import { JsonObject } from '../json';
import { RequestWarning } from '../request/request-warning';

/**
 * `queued → processing → completed | failed | cancelled`, plus the rare `stalled`: deadline passed or outcome unknown; a late
 * success may still complete it. Every dialect's words are derived from this one.
 */
export type TaskStatus = 'queued' | 'processing' | 'completed' | 'failed' | 'cancelled' | 'stalled';

/** A stored result file. */
export interface TaskOutput {
  /** Unique within the task: `video`, `video-2`, … */
  readonly id: string;
  /** Key in the artifact store. */
  readonly key: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly durationSeconds?: number;
  readonly width?: number;
  readonly height?: number;
  readonly fps?: number;
  readonly hasAudio?: boolean;
}

/** What was really asked of the vendor, after defaults, routing and adjustments. */
export type AppliedParameters = JsonObject;

/** A task as every dialect sees it. Dates are ISO 8601 in UTC. */
export interface TaskView {
  /** `vid_` + 26 lower-case characters for generated videos; unguessable, `[a-z0-9_]`. */
  readonly id: string;
  readonly kind: string;
  readonly status: TaskStatus;
  /** 0 … 100, integer, never falls while the task runs. */
  readonly progress: number;
  /** Model as the client named it. */
  readonly model: string;
  /** Model row that serves it. */
  readonly resolvedModel: string;
  readonly providerId: string;
  /** Dialect that created it. */
  readonly dialect: string;
  /** The create request, without file contents: inputs as roles, prompts, numbers. */
  readonly request: JsonObject;
  readonly applied: AppliedParameters;
  readonly warnings: readonly RequestWarning[];
  readonly outputs: readonly TaskOutput[];
  readonly error?: ErrorDetail;
  /** Tasks ahead of this one for the same credential; only while waiting for admission. */
  readonly queuePosition?: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly startedAt?: string;
  readonly completedAt?: string;
  readonly expiresAt?: string;
  /** Echoed back; never interpreted. */
  readonly metadata: JsonObject;
  /** Client's own id, unique per owner, where the dialect has one. */
  readonly externalId?: string;
  readonly remixedFrom?: string;
  /** Grows with every change. */
  readonly revision: number;
}
