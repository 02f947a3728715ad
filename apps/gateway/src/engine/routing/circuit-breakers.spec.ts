import { type ErrorCode, ERROR_TABLE } from '@onereel/core';
import { CircuitBreakers } from './circuit-breakers';

const KEY = { providerId: 'acme', credentialId: 'default' };

function breakers() {
  const clock = { at: 1_000, now: () => clock.at };
  return { clock, circuits: new CircuitBreakers(clock, { circuit: { failures: 2, openSeconds: 10 } }) };
}
const fault = (code: ErrorCode) => ({ origin: ERROR_TABLE[code].origin });

test('a credential rests after failures in a row, is probed once, and works again', () => {
  const { clock, circuits } = breakers();
  const other = { ...KEY, credentialId: 'other' };
  for (let call = 0; call < 2; call += 1) {
    expect(circuits.ask(KEY)).toBeUndefined();
    circuits.failed(KEY, fault('provider_unavailable'));
  }
  expect(circuits.ask(KEY)).toBe(11_000);
  expect(circuits.report(KEY)).toEqual({ state: 'open', until: 11_000 });
  expect([circuits.ask(other), circuits.report(other)]).toEqual([undefined, undefined]);
  clock.at = 11_000;
  expect(circuits.report(KEY)).toEqual({ state: 'half_open' });
  expect([circuits.ask(KEY), circuits.ask(KEY)]).toEqual([undefined, 12_000]);
  circuits.succeeded(KEY);
  expect([circuits.ask(KEY), circuits.report(KEY)]).toEqual([undefined, undefined]);
});

test.each<[ErrorCode, boolean]>([
  ['provider_unavailable', true],
  ['provider_unreachable', true],
  ['provider_rate_limited', true],
  ['provider_authentication', true],
  ['submit_unknown', true],
  ['provider_insufficient_balance', false],
  ['insufficient_quota', false],
  ['provider_invalid_request', false],
  ['moderated_input', false],
  ['moderated_output', false],
  ['invalid_image', false],
  ['input_unreachable', false],
  ['internal_error', false],
])('%s moves it: %s', (code, moves) => {
  const { circuits } = breakers();
  for (let call = 0; call < 10; call += 1) circuits.failed(KEY, fault(code));
  expect(circuits.report(KEY) !== undefined).toBe(moves);
});

test('a probe that ends without proof lets the next one probe', () => {
  const { clock, circuits } = breakers();
  circuits.failed(KEY, fault('provider_timeout'));
  circuits.failed(KEY, fault('provider_timeout'));
  clock.at = 20_000;
  expect(circuits.ask(KEY)).toBeUndefined();
  circuits.abandoned(KEY);
  expect(circuits.ask(KEY)).toBeUndefined();
  circuits.failed(KEY, fault('moderated_input'));
  expect(circuits.ask(KEY)).toBeUndefined();
});
