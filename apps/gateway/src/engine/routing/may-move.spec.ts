import { ERROR_TABLE, type ErrorCode } from '@onereel/core';
import { mayMoveAfter } from './may-move';

const row = (code: ErrorCode) => ({ code, ...ERROR_TABLE[code] });

describe('mayMoveAfter', () => {
  it.each<ErrorCode>([
    'provider_rate_limited',
    'provider_unavailable',
    'provider_unreachable',
    'provider_authentication',
    'provider_insufficient_balance',
    'credential_gone',
  ])('lets a task go on elsewhere after %s', (code) => {
    expect(mayMoveAfter(row(code))).toBe(true);
  });

  it.each<ErrorCode>([
    'invalid_parameter',
    'provider_invalid_request',
    'moderated_input',
    'input_unreachable',
    'internal_error',
  ])('keeps it where it is after %s', (code) => {
    expect(mayMoveAfter(row(code))).toBe(false);
  });

  it('never moves what was billed', () => {
    expect(mayMoveAfter({ ...row('provider_unavailable'), billed: 'yes' })).toBe(false);
  });
});
