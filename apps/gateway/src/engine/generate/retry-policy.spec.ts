import { type ErrorCode, GatewayError } from '@onereel/core';
import { limitDelayMs, provesNotSent, submitRetryDelayMs } from './retry-policy';

const retry = { maxRetries: 3, delaySeconds: 5, backoff: 2 };

describe('the delay before a submission is repeated', () => {
  test.each([
    [1, 5_000],
    [2, 10_000],
    [3, 20_000],
    [4, undefined],
  ])('after failure %i is %s ms', (failures, delay) => {
    expect(submitRetryDelayMs({ retryable: true }, failures, retry)).toBe(delay);
  });

  test('honors what the vendor asked for', () => {
    expect(submitRetryDelayMs({ retryable: true, retryAfterSeconds: 60 }, 1, retry)).toBe(60_000);
  });

  test('does not exist for what will not get better', () => {
    expect(submitRetryDelayMs({ retryable: false }, 1, retry)).toBeUndefined();
  });
});

test.each([
  [undefined, 1, 5_000],
  [undefined, 3, 20_000],
  [undefined, 50, 60_000],
  [90, 1, 90_000],
  [99_999, 1, 3_600_000],
])('limited with Retry-After %s for time %i: %i ms', (retryAfterSeconds, times, delay) => {
  expect(limitDelayMs({ retryAfterSeconds }, times, retry)).toBe(delay);
});

test.each<[ErrorCode, boolean]>([
  ['provider_unreachable', true],
  ['invalid_image', true],
  ['input_unreachable', true],
  ['url_not_allowed', true],
  ['credential_gone', false],
  ['submit_unknown', false],
  ['provider_timeout', false],
  ['provider_bad_response', false],
  ['provider_unavailable', false],
  ['internal_error', false],
])('a thrown %s proves that nothing was sent: %s', (code, expected) => {
  expect(provesNotSent(new GatewayError(code))).toBe(expected);
});

test('an unknown error proves nothing', () => {
  expect(provesNotSent(new TypeError('a bug in a provider'))).toBe(false);
});
