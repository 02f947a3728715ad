import { ErrorDetail, GatewayError, PollResult, toErrorDetail, VendorCost } from '@onereel/core';
import { ARK_STATUS, ArkTask } from '../wire/ark-api';
import { arkErrorRow } from '../wire/ark-error-table';

/** A task of Ark as a poll result. Pure. */
export function parseArkTask(task: ArkTask): PollResult {
  const word = String(task.status ?? '');
  const state = ARK_STATUS.get(word.trim().toLowerCase());
  const cost = costOf(task);
  switch (state) {
    case 'queued':
    case 'processing':
      return { state };
    case 'completed':
      return completed(task, cost);
    case 'failed':
      return { state, error: failureOf(task), ...cost };
    case 'cancelled':
      return failed(
        new GatewayError('cancelled', { message: 'The task was cancelled at the vendor.', billed: 'no' }),
      );
    case 'expired':
      return failed(
        new GatewayError('provider_timeout', { message: 'Ark gave the task up before it was finished.' }),
      );
    default:
      return {
        state: 'processing',
        warnings: [
          {
            kind: 'other',
            message: `Ark reports the unknown status "${word.slice(0, 40)}"; taken as running`,
          },
        ],
      };
  }
}

function completed({ content }: ArkTask, cost: { readonly cost?: VendorCost }): PollResult {
  const link = content?.video_url;
  if (!link) return { state: 'failed', error: toErrorDetail(new GatewayError('output_missing')), ...cost };
  return {
    state: 'completed',
    outputs: [{ id: 'video', source: { kind: 'url', url: link }, mediaType: 'video/mp4' }],
    ...cost,
  };
}

function failureOf({ error }: ArkTask): ErrorDetail {
  const code = error?.code ?? '';
  const row = arkErrorRow(code);
  const said = error?.message ? ` Ark says: ${error.message.slice(0, 200)}` : '';
  return toErrorDetail(
    new GatewayError(row?.error ?? 'provider_failed', {
      message: `${row?.sentence ?? 'Ark could not make the video.'}${said}`,
      ...(row?.retryable !== undefined && { retryable: row.retryable }),
      ...(code !== '' && { vendorCode: code }),
      billed: 'no',
    }),
  );
}

const failed = (error: GatewayError): PollResult => ({ state: 'failed', error: toErrorDetail(error) });

function costOf({ usage }: ArkTask): { readonly cost?: VendorCost } {
  const amount = usage?.completion_tokens;
  return typeof amount === 'number' && amount > 0 ? { cost: { amount, unit: 'tokens' } } : {};
}
