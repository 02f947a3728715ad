import { ErrorDetail, GatewayError, ProviderHttpResponse, toErrorDetail } from '@onereel/core';
import { failureOf, rowOf, unknownOutcome, VendorWords } from '../provider/vendor-failure';
import type { ErrorRow } from '../wire/google-error-table';
import { RELAY_ERRORS, RELAY_FAILURES } from '../wire/relay-error-table';

export type RelayAnswer = Pick<ProviderHttpResponse, 'status' | 'headers' | 'json'>;
type Purpose = 'create' | 'question';

/** What an answer other than 2xx means. On a create call, one that proves nothing becomes `submit_unknown`. */
export function relayFailure(
  answer: RelayAnswer,
  purpose: Purpose,
  secrets: readonly string[],
): GatewayError {
  const words = wordsOf(answer);
  const row = rowOf(RELAY_ERRORS, words) ?? fallback(answer.status, purpose);
  const failure = failureOf(row, words, 'The relay', secrets);
  return purpose === 'create' && row.ambiguous ? unknownOutcome(failure) : failure;
}

/** Why a task failed. */
export function taskFailure(reason: string, secrets: readonly string[]): ErrorDetail {
  const words = { text: reason, message: reason };
  const row = rowOf(RELAY_FAILURES, words) ?? FAILED;
  return toErrorDetail(failureOf(row, words, 'The relay', secrets));
}

/** An answer that is no JSON of the relay's. */
export const unreadable = ({ status }: Pick<RelayAnswer, 'status'>): GatewayError =>
  new GatewayError('provider_bad_response', {
    message: `The relay answered HTTP ${status} with a body that is not its JSON. Check its base URL when it stays so.`,
  });

const FAILED: ErrorRow = {
  error: 'provider_failed',
  retryable: false,
  sentence: 'The relay could not make the video.',
};

function fallback(status: number, purpose: Purpose): ErrorRow {
  if (status === 404) return purpose === 'create' ? NO_SUCH_CALL : TASK_LOST;
  if (status >= 500) {
    return { error: 'provider_unavailable', sentence: 'The relay had an internal error.', ambiguous: true };
  }
  if (status >= 400) return { error: 'provider_invalid_request', sentence: 'The relay refused the request.' };
  const sentence = `Something between here and the relay answered HTTP ${status}. Check its base URL.`;
  return { error: 'provider_bad_response', sentence, ambiguous: true };
}

const NO_SUCH_CALL: ErrorRow = {
  error: 'provider_invalid_request',
  sentence: 'The relay does not know this model or call. Check the model, base URL and endpoint.',
};
const TASK_LOST: ErrorRow = { error: 'provider_task_lost', sentence: 'The relay no longer knows this task.' };

function wordsOf({ status, headers, json }: RelayAnswer): VendorWords {
  const message = reasonIn(json);
  const code = codeIn(json);
  const after = Number(headers['retry-after']);
  return {
    status,
    text: `${code ?? ''} ${message}`,
    message,
    ...(code !== undefined && { code }),
    ...(after > 0 && { retryAfterSeconds: after }),
  };
}

const REASON_KEYS = ['message', 'error', 'fail_reason', 'detail', 'msg'];

/** The sentence of a relay, which is under one of several keys and sometimes one level down. */
export function reasonIn(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return '';
  const record = value as Record<string, unknown>;
  const found = REASON_KEYS.map((key) => reasonIn(record[key])).find((text) => text !== '');
  return found ?? '';
}

function codeIn(json: unknown): string | undefined {
  const { code, error } = (json ?? {}) as {
    code?: unknown;
    error?: { code?: unknown; type?: unknown } | null;
  };
  const found = [error?.code, code, error?.type].find(
    (value) => (typeof value === 'string' && value !== '') || typeof value === 'number',
  );
  return found === undefined ? undefined : String(found).slice(0, 64);
}
