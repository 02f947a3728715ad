import { ProviderHttpResponse } from '@onereel/core';
import { KLING_ERRORS } from '../wire/kling-error-table';
import { errorRowOf, failureOf } from './kling-failure';

const answer = (
  status: number,
  json: unknown,
  headers: Record<string, string> = {},
): ProviderHttpResponse => ({
  status,
  headers,
  json,
  text: '',
});

describe('errorRowOf', () => {
  it.each([...KLING_ERRORS.keys()])('code %i decides whatever the HTTP status', (code) => {
    expect(errorRowOf(answer(200, { code }))).toBe(KLING_ERRORS.get(code));
  });

  it.each<[number, unknown, string | undefined, boolean | undefined]>([
    [200, { code: 0 }, undefined, undefined],
    [200, 'hello', undefined, undefined],
    [200, { code: 77 }, 'provider_failed', undefined],
    [400, { code: '1201' }, 'provider_invalid_request', undefined],
    [401, undefined, 'provider_authentication', undefined],
    [402, undefined, 'provider_insufficient_balance', undefined],
    [404, undefined, 'provider_bad_response', undefined],
    [408, undefined, 'provider_timeout', true],
    [418, undefined, 'provider_invalid_request', undefined],
    [429, { code: 9999 }, 'provider_rate_limited', undefined],
    [500, undefined, 'provider_unavailable', true],
    [502, '<html>', 'provider_unavailable', true],
    [503, undefined, 'provider_unavailable', undefined],
    [504, undefined, 'provider_unavailable', true],
    [529, undefined, 'provider_unavailable', undefined],
  ])('HTTP %i with %j is %s', (status, json, error, ambiguous) => {
    const row = errorRowOf(answer(status, json));
    expect([row?.error, row?.ambiguous]).toEqual([error, ambiguous]);
  });
});

describe('failureOf', () => {
  const fail = (response: ProviderHttpResponse, secrets: string[] = []) => {
    const row = errorRowOf(response);
    if (!row) throw new Error('not a failure');
    return failureOf(response, row, secrets);
  };

  it('carries the code and the wait', () => {
    expect(fail(answer(429, { code: 1302 }, { 'retry-after': '7' }))).toMatchObject({
      code: 'provider_rate_limited',
      vendorCode: '1302',
      retryAfterSeconds: 7,
      retryable: true,
    });
  });

  it("repeats the vendor's words, but nothing that is secret", () => {
    const message =
      'bad key secret-1 in Bearer abc.def and eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJhIn0.c2ln for duration';
    const error = fail(answer(400, { code: 1201, message }), ['secret-1']);
    expect(error.message).toMatch(/Kling says: .*for duration/);
    expect(error.message).not.toMatch(/secret-1|abc\.def|eyJ/);
  });

  it('keeps what a broken server says to itself', () => {
    expect(fail(answer(500, { code: 5000, message: 'stack trace' })).message).not.toContain('stack');
  });
});
