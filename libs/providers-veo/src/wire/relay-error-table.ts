import type { ErrorRow } from './google-error-table';

/**
 * What relays mean, by their own words first: they put one status on everything. A text row is a no whatever the status; the rest
 * follows the HTTP status, where 5xx proves nothing about a create call.
 */
export const RELAY_ERRORS: readonly ErrorRow[] = [
  {
    pattern: /quota|balance|insufficient|余额|额度|欠费/i,
    error: 'provider_insufficient_balance',
    sentence: 'The account at the relay has no balance left.',
  },
  { pattern: /audio filtered/i, error: 'moderated_audio', sentence: 'Audio filtered.' },
  {
    pattern: /content.?policy|safety|sensitive|moderat|violat|违规|敏感|审核/i,
    error: 'moderated_input',
    sentence: 'Content policy violation.',
  },
  {
    pattern: /上游负载|负载已饱和|overloaded/i,
    error: 'provider_unavailable',
    sentence: 'The relay has no capacity left.',
  },
  { status: 401, error: 'provider_authentication', sentence: 'The relay refused the key.' },
  {
    status: 402,
    error: 'provider_insufficient_balance',
    sentence: 'The account at the relay has no balance left.',
  },
  { status: 403, error: 'provider_authentication', sentence: 'The relay refused the key or its rights.' },
  { status: 407, error: 'provider_authentication', sentence: 'A proxy wants credentials.' },
  { status: 408, error: 'provider_timeout', sentence: 'The relay reports a timeout.', ambiguous: true },
  { status: 429, error: 'provider_rate_limited', sentence: 'The relay limits the request rate.' },
  { status: 503, error: 'provider_unavailable', sentence: 'The relay is overloaded.' },
  { status: 529, error: 'provider_unavailable', sentence: 'The relay is overloaded.' },
  { status: 504, error: 'provider_timeout', sentence: 'The relay reports a timeout.', ambiguous: true },
];

/** What a failed task says; first match wins. */
export const RELAY_FAILURES: readonly ErrorRow[] = [
  { pattern: /audio/i, error: 'moderated_audio', sentence: 'Audio filtered.' },
  {
    pattern: /policy|safety|sensitive|moderat|violat|filtered|support codes?:|违规|敏感|审核/i,
    error: 'moderated_output',
    sentence: 'Content policy violation.',
  },
  {
    pattern: /overload|busy|try again|capacity|负载|繁忙|稍后/i,
    error: 'provider_failed',
    retryable: true,
    sentence: 'The relay had no capacity for the video.',
  },
];
