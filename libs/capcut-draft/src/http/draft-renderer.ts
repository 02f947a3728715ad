import type { ErrorCode } from '@onereel/core';

/** What a render of a draft is asked for. */
export interface DraftRenderRequest {
  readonly draftId: string;
  /** The revision to render, as it stands now. */
  readonly revision: number;
  readonly ownerId: string;
}

export interface DraftRenderStatus {
  readonly status: 'pending' | 'processing' | 'completed' | 'failed';
  /** 0 … 100. */
  readonly progress: number;
  readonly videoUrl?: string;
  /** When completed: constructs by grade, all rows, and where the report can be read (needs the API key). */
  readonly report?: {
    readonly counts: Readonly<Record<string, number>>;
    readonly rows: readonly object[];
    readonly url: string;
  };
  readonly errorMessage?: string;
  /** Code of the error table, with `errorMessage`. */
  readonly errorCode?: ErrorCode;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly startedAt?: string;
  readonly completedAt?: string;
}

/**
 * Turns drafts into films in the background. Submitting a draft that is already being rendered at the same revision changes nothing.
 * Errors are GatewayErrors: `material_inaccessible`, `service_busy`, `media_processing_failed`, …
 */
export interface DraftRenderer {
  submit(request: DraftRenderRequest): Promise<void>;
  /** The newest render of the draft; `undefined` when there was none. */
  status(draftId: string, ownerId: string): Promise<DraftRenderStatus | undefined>;
  /** Renders of this owner that are waiting or running. */
  activeCount(ownerId: string): Promise<number>;
}
