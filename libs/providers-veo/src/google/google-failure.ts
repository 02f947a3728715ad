import { ErrorDetail, GatewayError, ProviderHttpResponse, toErrorDetail } from '@onereel/core';
import { failureOf, rowOf, unknownOutcome, VendorWords } from '../provider/vendor-failure';
import { ABOUT_AUDIO, ErrorRow, GOOGLE_ERRORS, OPERATION_ERRORS } from '../wire/google-error-table';
import type { GoogleErrorBody } from '../wire/google-operation';
import { supportCodeIn } from '../wire/support-codes';

export type GoogleAnswer = Pick<ProviderHttpResponse, 'status' | 'headers' | 'json'>;
type Purpose = 'create' | 'question';

/** What an answer other than 2xx means. On a create call, one that proves nothing becomes `submit_unknown`. */
export function googleFailure(
  answer: GoogleAnswer,
  purpose: Purpose,
  secrets: readonly string[],
): GatewayError {
  const words = wordsOf(answer);
  const row = rowOf(GOOGLE_ERRORS, words) ?? fallback(answer.status, purpose);
  const failure = failureOf(row, words, 'Google', secrets);
  return purpose === 'create' && row.ambiguous ? unknownOutcome(failure) : failure;
}

/** An answer that is no JSON of Google's. */
export const unreadable = ({ status }: Pick<GoogleAnswer, 'status'>): GatewayError =>
  new GatewayError('provider_bad_response', {
    message: `Google answered HTTP ${status} with a body that is not its JSON. Check the base URL when it stays so.`,
  });

/** Why an operation ended without a video. */
export function operationFailure(
  error: { readonly code?: number; readonly message?: string },
  secrets: readonly string[],
): ErrorDetail {
  const message = error.message ?? '';
  const support = supportCodeIn(message);
  const words = {
    status: error.code,
    text: message,
    message,
    code: support?.code ?? (error.code === undefined ? undefined : String(error.code)),
  };
  const row = rowOf(OPERATION_ERRORS, words) ?? UNKNOWN;
  return toErrorDetail(failureOf(withCategory(row, support?.category), words, 'Google', secrets));
}

/** Why Google kept the videos to itself. */
export function filteredFailure(reasons: readonly string[], secrets: readonly string[]): ErrorDetail {
  const text = reasons.join(' ');
  const support = supportCodeIn(text);
  const row = ABOUT_AUDIO.test(text) ? FILTERED_AUDIO : withCategory(FILTERED, support?.category);
  return toErrorDetail(failureOf(row, { text, message: text, code: support?.code }, 'Google', secrets));
}

const UNKNOWN: ErrorRow = {
  error: 'provider_failed',
  retryable: false,
  sentence: 'Google could not make the video.',
};
const FILTERED: ErrorRow = { error: 'moderated_output', sentence: 'Content policy violation.' };
const FILTERED_AUDIO: ErrorRow = { error: 'moderated_audio', sentence: 'Audio filtered.' };

const withCategory = (row: ErrorRow, category: string | undefined): ErrorRow =>
  category === undefined ? row : { ...row, sentence: `${row.sentence} Reason: ${category}.` };

function fallback(status: number, purpose: Purpose): ErrorRow {
  if (status === 404) return purpose === 'create' ? NO_SUCH_MODEL : TASK_LOST;
  if (status >= 500) {
    return { error: 'provider_unavailable', sentence: 'Google had an internal error.', ambiguous: true };
  }
  if (status >= 400) return { error: 'provider_invalid_request', sentence: 'Google refused the request.' };
  const sentence = `Something between here and Google answered HTTP ${status}. Check the base URL.`;
  return { error: 'provider_bad_response', sentence, ambiguous: true };
}

const NO_SUCH_MODEL: ErrorRow = {
  error: 'provider_invalid_request',
  sentence: 'Google does not serve this model here, or no longer. Check the model, location and base URL.',
};
const TASK_LOST: ErrorRow = {
  error: 'provider_task_lost',
  sentence: 'Google no longer knows this task.',
};

function wordsOf({ status, headers, json }: GoogleAnswer): VendorWords {
  const error = errorIn(json);
  const details = Array.isArray(error.details) ? error.details : [];
  const reasons = details.map(({ reason }) => reason ?? '');
  const message = typeof error.message === 'string' ? error.message : undefined;
  return {
    status,
    text: [message ?? '', error.status ?? '', ...reasons].join(' '),
    message,
    code: error.status ?? supportCodeIn(message ?? '')?.code,
    retryAfterSeconds: secondsOf(headers['retry-after']) ?? delayOf(details),
  };
}

function errorIn(json: unknown): NonNullable<GoogleErrorBody['error']> {
  const { error } = (json ?? {}) as GoogleErrorBody;
  return (typeof error === 'string' ? oauthError(json) : error) ?? {};
}

/** The token endpoint says `{error: "invalid_grant", error_description}`. */
function oauthError(json: unknown): NonNullable<GoogleErrorBody['error']> {
  const { error, error_description: message } = json as { error: string; error_description?: unknown };
  return { status: error, message: typeof message === 'string' ? message : error };
}

const delayOf = (details: readonly { readonly retryDelay?: string }[]): number | undefined =>
  secondsOf(details.find(({ retryDelay }) => retryDelay !== undefined)?.retryDelay);

/** `7` and `7s`. */
function secondsOf(value: string | undefined): number | undefined {
  const seconds = Number.parseFloat(value ?? '');
  return seconds > 0 ? seconds : undefined;
}
