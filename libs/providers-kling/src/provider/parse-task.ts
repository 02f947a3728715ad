import {
  ErrorDetail,
  GatewayError,
  PollResult,
  ProviderOutput,
  toErrorDetail,
  VendorCost,
} from '@onereel/core';
import type { CurrentTask } from '../wire/kling-current';
import type { LegacyTask } from '../wire/kling-legacy';
import { FAILURE_WORDS, KLING_STATUS } from '../wire/kling-status';

/** What both APIs say about a task. */
interface TaskFacts {
  readonly word: string;
  /** Why it failed. */
  readonly reason?: string;
  readonly videos: readonly {
    readonly id?: string;
    readonly url?: string;
    readonly duration?: string | number;
  }[];
  readonly cost?: VendorCost;
}

/** The older API's task as a poll result. Pure. */
export const parseLegacyTask = (task: LegacyTask): PollResult =>
  resultOf({
    word: String(task.task_status ?? ''),
    reason: task.task_status_msg,
    videos: task.task_result?.videos ?? [],
    cost: unitsOf(task.final_unit_deduction) ?? balanceOf(task.final_balance_deduction),
  });

/** The newer API's task as a poll result. Pure. */
export const parseCurrentTask = (task: CurrentTask): PollResult =>
  resultOf({
    word: String(task.status ?? ''),
    reason: task.message,
    videos: (task.outputs ?? []).filter(({ type }) => type === undefined || type === 'video'),
  });

function resultOf(facts: TaskFacts): PollResult {
  const state = KLING_STATUS.get(facts.word.trim().toLowerCase());
  const { cost } = facts;
  if (state === 'completed') return completed(facts, cost);
  if (state === 'failed') return { state, error: failureOf(facts.reason ?? '', cost), ...(cost && { cost }) };
  if (state !== undefined) return { state };
  return {
    state: 'processing',
    warnings: [
      {
        kind: 'other',
        message: `Kling reports the unknown status "${facts.word.slice(0, 40)}"; taken as running`,
      },
    ],
  };
}

function completed(facts: TaskFacts, cost: VendorCost | undefined): PollResult {
  const outputs = facts.videos.flatMap(({ id, url, duration }, index): ProviderOutput[] => {
    const seconds = Number(duration);
    if (typeof url !== 'string' || url === '') return [];
    return [
      {
        id: id || `video-${index + 1}`,
        source: { kind: 'url', url },
        mediaType: 'video/mp4',
        ...(seconds > 0 && { durationSeconds: seconds }),
      },
    ];
  });
  if (outputs.length > 0) return { state: 'completed', outputs, ...(cost && { cost }) };
  return { state: 'failed', error: toErrorDetail(new GatewayError('output_missing')), ...(cost && { cost }) };
}

/** Failed tasks have a sentence and no code. */
function failureOf(reason: string, cost: VendorCost | undefined): ErrorDetail {
  const row = FAILURE_WORDS.find(({ pattern }) => pattern.test(reason));
  const said = reason === '' ? '' : ` Kling says: ${reason.slice(0, 200)}`;
  const sentence =
    row?.code === 'moderated_output' ? 'Content policy violation.' : 'Kling could not make the video.';
  return toErrorDetail(
    new GatewayError(row?.code ?? 'provider_failed', {
      message: `${sentence}${said}`,
      retryable: row?.retryable ?? false,
      ...(cost && { billed: cost.amount > 0 ? 'yes' : 'no' }),
    }),
  );
}

const amountOf = (value: unknown): number | undefined =>
  value === undefined || value === null || value === '' || !Number.isFinite(Number(value))
    ? undefined
    : Number(value);

function unitsOf(units: string | undefined): VendorCost | undefined {
  const amount = amountOf(units);
  return amount === undefined ? undefined : { amount, unit: 'units' };
}

/** What was taken from the balance; its currency is the account's and not told. */
function balanceOf(deduction: LegacyTask['final_balance_deduction']): VendorCost | undefined {
  const amount = amountOf(deduction?.quota);
  return amount === undefined ? undefined : { amount, unit: 'balance' };
}
