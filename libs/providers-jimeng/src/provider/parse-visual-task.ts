import { GatewayError, PollResult, toErrorDetail } from '@onereel/core';
import type { VisualTask } from '../wire/visual-api';
import { VISUAL_STATUS } from '../wire/visual-status';

/** What relays put beside or in place of the vendor's fields. */
export interface RelayedTask extends VisualTask {
  readonly url?: string | null;
  readonly fail_reason?: string;
}

/** A task of the visual API as a poll result; `unknown_task` when the vendor does not know it. Pure. */
export function parseVisualTask(task: RelayedTask): PollResult | 'unknown_task' {
  const word = String(task.status ?? '');
  const state = VISUAL_STATUS.get(word.trim().toLowerCase());
  switch (state) {
    case 'queued':
    case 'processing':
      return { state };
    case 'unknown_task':
      return state;
    case 'completed':
      return completed(task);
    case 'expired':
      return failed(
        'provider_task_lost',
        'Jimeng dropped the task before it was fetched. Generate it again.',
      );
    case 'failed':
      return failed(
        'provider_failed',
        `The relay says: ${String(task.fail_reason ?? 'no reason').slice(0, 200)}`,
      );
    default:
      return {
        state: 'processing',
        warnings: [
          {
            kind: 'other',
            message: `Jimeng reports the unknown status "${word.slice(0, 40)}"; taken as running`,
          },
        ],
      };
  }
}

function completed({ video_url, url }: RelayedTask): PollResult {
  const link = video_url || url;
  if (!link) return { state: 'failed', error: toErrorDetail(new GatewayError('output_missing')) };
  return {
    state: 'completed',
    outputs: [{ id: 'video', source: { kind: 'url', url: link }, mediaType: 'video/mp4' }],
  };
}

const failed = (code: 'provider_task_lost' | 'provider_failed', message: string): PollResult => ({
  state: 'failed',
  error: toErrorDetail(new GatewayError(code, { message, retryable: false })),
});
