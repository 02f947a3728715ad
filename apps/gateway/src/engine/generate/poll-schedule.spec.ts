import { pollDelayMs, pollErrorIsFatal } from './poll-schedule';

const cadence = { firstSeconds: 10, intervalSeconds: 5, maxIntervalSeconds: 30 };
const moment = { cadence, elapsedMs: 0, failures: 0, random: 0.5 };

describe('the time to the next poll', () => {
  test.each([
    ['is the interval at first', {}, 5_000],
    ['grows to a tenth of the time a task has taken', { elapsedMs: 100_000 }, 10_000],
    ['stops growing at the longest interval', { elapsedMs: 3_600_000 }, 30_000],
    ['doubles with every failure', { failures: 2 }, 20_000],
    ['stops doubling after two minutes', { failures: 50 }, 120_000],
    ['is spread downwards', { random: 0 }, 4_500],
    ['is spread upwards', { random: 1 }, 5_500],
    ['is at least what the vendor asked for', { retryAfterSeconds: 90 }, 90_000],
    ['is not shortened by the vendor', { retryAfterSeconds: 1 }, 5_000],
    ['does not believe an absurd wish', { retryAfterSeconds: 1e9 }, 3_600_000],
  ])('%s', (_what, over, expected) => {
    expect(pollDelayMs({ ...moment, ...over })).toBe(expected);
  });

  test('keeps an interval that has no maximum', () => {
    const fixed = { firstSeconds: 1, intervalSeconds: 7 };
    expect(pollDelayMs({ ...moment, cadence: fixed, elapsedMs: 1e9 })).toBe(7_000);
  });
});

test.each([
  ['provider_task_lost', 2, false],
  ['provider_task_lost', 3, true],
  ['provider_authentication', 19, false],
  ['provider_authentication', 20, true],
  ['provider_unavailable', 1_000, false],
  ['provider_bad_response', 1_000, false],
] as const)('%s, %i times in a row: fatal = %s', (code, times, fatal) => {
  expect(pollErrorIsFatal(code, times)).toBe(fatal);
});
