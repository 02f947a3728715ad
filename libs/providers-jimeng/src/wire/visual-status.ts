export type VisualState = 'queued' | 'processing' | 'completed' | 'failed' | 'unknown_task' | 'expired';

/** Where a task stands, by the vendor's word in lower case; the second block are words that relays put in its place. */
export const VISUAL_STATUS: ReadonlyMap<string, VisualState> = new Map([
  ['in_queue', 'queued'],
  ['generating', 'processing'],
  ['done', 'completed'],
  ['not_found', 'unknown_task'],
  ['expired', 'expired'],

  ['queued', 'queued'],
  ['submitted', 'queued'],
  ['in_progress', 'processing'],
  ['processing', 'processing'],
  ['completed', 'completed'],
  ['success', 'completed'],
  ['failed', 'failed'],
  ['failure', 'failed'],
]);
