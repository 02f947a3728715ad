/** Ark content generation: create, read and delete under `/contents/generations/tasks`. Only the fields that are read. */
export const ARK_TASKS = '/contents/generations/tasks';

export interface ArkError {
  readonly code?: string;
  readonly message?: string;
  readonly param?: string;
}

export interface ArkTask {
  readonly id?: string;
  readonly status?: string;
  readonly content?: { readonly video_url?: string | null };
  readonly usage?: { readonly completion_tokens?: number };
  readonly error?: ArkError | null;
}

export type ArkState = 'queued' | 'processing' | 'completed' | 'failed' | 'cancelled' | 'expired';

export const ARK_STATUS: ReadonlyMap<string, ArkState> = new Map([
  ['queued', 'queued'],
  ['running', 'processing'],
  ['succeeded', 'completed'],
  ['failed', 'failed'],
  ['cancelled', 'cancelled'],
  ['expired', 'expired'],
]);
