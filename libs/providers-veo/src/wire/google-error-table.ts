import type { ErrorCode } from '@onereel/core';

export interface ErrorRow {
  /** HTTP status, or google.rpc code of an operation; absent = any. */
  readonly status?: number;
  /** Found in the message, status word or reasons; absent = any. */
  readonly pattern?: RegExp;
  readonly error: ErrorCode;
  readonly sentence: string;
  readonly retryable?: boolean;
  /** On a create call it proves nothing: the task may exist. */
  readonly ambiguous?: boolean;
}

export const SAFETY =
  /support codes?:|responsible.?ai|safety|usage guidelines|prohibited (content|use)|violat\w* .*(polic|guideline|terms)|content polic/i;
/** Words of a refusal that speaks of the sound. */
export const ABOUT_AUDIO = /\b(audio|sound|speech)\b/i;

const KEY = 'Google refused the credentials. Check the key or service account of this account.';
const MODERATED = 'Content policy violation: Google refused the prompt or picture.';

/** First match wins. The body decides before the HTTP status: Google answers 400 to bad keys. */
export const GOOGLE_ERRORS: readonly ErrorRow[] = [
  {
    status: 400,
    pattern: /api key (not valid|expired|not found)|API_KEY_(INVALID|EXPIRED)/i,
    error: 'provider_authentication',
    sentence: KEY,
  },
  {
    status: 400,
    pattern: /invalid_grant|invalid_client/,
    error: 'provider_authentication',
    sentence: 'Google refused the service account. Check its key and the clock of this machine.',
  },
  { status: 400, pattern: SAFETY, error: 'moderated_input', sentence: MODERATED },
  {
    status: 400,
    pattern: /FAILED_PRECONDITION/,
    error: 'provider_authentication',
    sentence: 'Google does not serve this project or location. Check billing and GOOGLE_CLOUD_LOCATION.',
  },
  { status: 401, error: 'provider_authentication', sentence: KEY },
  {
    status: 402,
    error: 'provider_insufficient_balance',
    sentence: 'The Google account has no balance left.',
  },
  {
    status: 403,
    error: 'provider_authentication',
    sentence: 'Google denies access. Enable the Vertex AI API and give the account the role Vertex AI User.',
  },
  { status: 407, error: 'provider_authentication', sentence: 'A proxy on the way wants credentials.' },
  { status: 408, error: 'provider_timeout', sentence: 'Google reports a timeout.', ambiguous: true },
  {
    status: 429,
    pattern: /prepay|credits?\b.*(deplet|exhaust)|spend(ing)? (cap|limit)|billing/i,
    error: 'provider_insufficient_balance',
    sentence: 'The credit or spending limit of the Google account is used up.',
  },
  {
    status: 429,
    error: 'provider_rate_limited',
    sentence: 'Google limits the request rate of this project.',
  },
  { status: 503, error: 'provider_unavailable', sentence: 'Google is overloaded.' },
  { status: 529, error: 'provider_unavailable', sentence: 'Google is overloaded.' },
  { status: 504, error: 'provider_timeout', sentence: 'Google reports a timeout.', ambiguous: true },
];

/** What an operation ended with, by google.rpc code. */
export const OPERATION_ERRORS: readonly ErrorRow[] = [
  { pattern: SAFETY, error: 'moderated_output', sentence: 'Content policy violation.' },
  { status: 3, error: 'provider_invalid_request', sentence: 'Google refused the request as invalid.' },
  { status: 4, error: 'provider_failed', retryable: true, sentence: 'Google ran out of time.' },
  { status: 7, error: 'provider_authentication', sentence: 'Google denies access to what the task needs.' },
  { status: 8, error: 'provider_failed', retryable: true, sentence: 'Google had no capacity for the video.' },
  { status: 13, error: 'provider_failed', retryable: true, sentence: 'Google had an internal error.' },
  { status: 14, error: 'provider_failed', retryable: true, sentence: 'Google was unavailable.' },
  { status: 16, error: 'provider_authentication', sentence: 'Google refused the credentials.' },
];
