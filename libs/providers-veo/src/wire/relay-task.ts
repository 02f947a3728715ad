/** What relays say about a task; which keys are there differs from relay to relay. */
export interface RelayTask {
  readonly id?: unknown;
  readonly task_id?: unknown;
  readonly status?: unknown;
  /** 0 … 100, or `"45%"`. */
  readonly progress?: unknown;
  readonly video_url?: unknown;
  readonly error?: unknown;
  readonly message?: unknown;
  readonly fail_reason?: unknown;
  /** The prompt that is used, rewritten or not; `/v1/video/create` relays only. */
  readonly enhanced_prompt?: unknown;
  readonly data?: unknown;
}

/** By the relay's word in lower case. `cancelled` is a failure here: nobody at the gateway asked for it. */
export const RELAY_STATUS: ReadonlyMap<string, 'queued' | 'processing' | 'completed' | 'failed'> = new Map([
  ['queued', 'queued'],
  ['pending', 'queued'],
  ['submitted', 'queued'],
  ['not_start', 'queued'],
  ['processing', 'processing'],
  ['in_progress', 'processing'],
  ['running', 'processing'],
  ['generating', 'processing'],
  ['completed', 'completed'],
  ['success', 'completed'],
  ['succeeded', 'completed'],
  ['failed', 'failed'],
  ['failure', 'failed'],
  ['error', 'failed'],
  ['cancelled', 'failed'],
  ['canceled', 'failed'],
]);

/** Where the link of a finished video may be, most usual first. */
export const URL_PATHS: readonly (readonly (string | number)[])[] = [
  ['video_url'],
  ['url'],
  ['output_url'],
  ['result_url'],
  ['data', 'url'],
  ['data', 0, 'url'],
  ['data', 'video_url'],
  ['output', 'url'],
  ['metadata', 'url'],
  ['detail', 'video_url'],
];
