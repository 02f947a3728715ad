import type { ProviderHttpResponse } from '@onereel/core';
import { createFailure, failureOf } from './vendor-failure';
import { visualNo } from './visual-answer';
import { arkErrorRow } from '../wire/ark-error-table';
import { httpErrorRow } from '../wire/vendor-error';
import { VISUAL_ERRORS } from '../wire/visual-error-table';

const answer = (
  status: number,
  json: unknown,
  headers: Record<string, string> = {},
): ProviderHttpResponse => ({ status, headers, json, text: '' });
const front = (Code: string): object => ({ ResponseMetadata: { Error: { Code, CodeN: 1, Message: 'm' } } });

describe('visualNo', () => {
  it.each([...VISUAL_ERRORS.keys()])('code %i decides whatever the HTTP status', (code) => {
    expect(visualNo(answer(200, { code }))?.row).toBe(VISUAL_ERRORS.get(code));
  });

  it.each<[number, unknown, string | undefined, boolean | undefined]>([
    [200, { code: 10000, status: 50500 }, undefined, undefined],
    [200, { code: 0 }, undefined, undefined],
    [200, 'hello', undefined, undefined],
    [200, { code: 50207 }, 'provider_invalid_request', undefined],
    [200, { code: 60000 }, 'provider_failed', undefined],
    [429, { code: 60000 }, 'provider_rate_limited', undefined],
    [401, front('SignatureDoesNotMatch'), 'provider_authentication', undefined],
    [400, front('InvalidTimestamp'), 'provider_authentication', undefined],
    [403, front('AccessDenied.Service'), 'provider_authentication', undefined],
    [429, front('FlowLimitExceeded'), 'provider_rate_limited', undefined],
    [400, front('InvalidActionOrVersion'), 'provider_invalid_request', undefined],
    [503, front('ServiceUnavailableTemp'), 'provider_unavailable', false],
    [500, front('InternalError'), 'provider_unavailable', true],
    [402, front('Unheard'), 'provider_insufficient_balance', undefined],
    [200, front('Unheard'), 'provider_failed', undefined],
    [404, undefined, 'provider_invalid_request', undefined],
    [408, undefined, 'provider_timeout', true],
    [502, '<html>', 'provider_unavailable', true],
    [503, undefined, 'provider_unavailable', undefined],
  ])('HTTP %i with %j is %s', (status, json, error, ambiguous) => {
    const row = visualNo(answer(status, json))?.row;
    expect([row?.error, row?.ambiguous]).toEqual([error, ambiguous]);
  });
});

describe('arkErrorRow', () => {
  it.each([
    ['AuthenticationError', 'provider_authentication'],
    ['AccessDenied', 'provider_authentication'],
    ['ModelNotOpen', 'provider_authentication'],
    ['AccountOverdueError', 'provider_insufficient_balance'],
    ['QuotaExceeded', 'provider_insufficient_balance'],
    ['MissingParameter.content', 'provider_invalid_request'],
    ['InvalidParameter', 'provider_invalid_request'],
    ['InvalidEndpointOrModel.NotFound', 'provider_invalid_request'],
    ['InvalidEndpoint.ClosedEndpoint', 'provider_invalid_request'],
    ['RateLimitExceeded.EndpointTPMExceeded', 'provider_rate_limited'],
    ['ModelAccountTpmRateLimitExceeded', 'provider_rate_limited'],
    ['ServerOverloaded', 'provider_unavailable'],
    ['ModelLoadingError', 'provider_unavailable'],
    ['InternalServiceError', 'provider_unavailable'],
    ['InputImageSensitiveContentDetected.PrivacyInformation', 'moderated_input'],
    ['SensitiveContentDetected', 'moderated_input'],
    ['OutputVideoSensitiveContentDetected', 'moderated_output'],
    ['OutputAudioSensitiveContentDetected', 'moderated_audio'],
    ['Unheard', undefined],
  ])('%s is %s', (code, error) => {
    expect(arkErrorRow(code)?.error).toBe(error);
  });
});

describe('failures', () => {
  it('repeat the vendor in short, without secrets, and keep its code and pace', () => {
    const response = answer(
      429,
      { code: 50429, message: `slow down, key-123456 ${'x'.repeat(400)}` },
      { 'retry-after': '7' },
    );
    const no = visualNo(response);
    if (!no) throw new Error('it says no');
    const failure = failureOf(no, response, ['key-123456']);
    expect(failure).toMatchObject({
      code: 'provider_rate_limited',
      retryAfterSeconds: 7,
      vendorCode: '50429',
    });
    expect(failure.message).toMatch(/slow down, \[redacted\]/);
    expect(failure.message.length).toBeLessThan(300);
  });

  it.each<[number, string, boolean]>([
    [50412, 'moderated_input', false],
    [50516, 'moderated_output', false],
    [50430, 'provider_rate_limited', true],
    [50500, 'submit_unknown', false],
  ])('of a create call: %i is %s, and a review is not asked twice', (code, error, retryable) => {
    const response = answer(400, { code });
    const no = visualNo(response);
    if (!no) throw new Error('it says no');
    expect(createFailure(no, failureOf(no, response, []))).toMatchObject({ code: error, retryable });
  });

  it('has a row for every HTTP status that says no', () => {
    expect([200, 302, 399].map(httpErrorRow)).toEqual([undefined, undefined, undefined]);
    expect([418, 520].map((status) => httpErrorRow(status)?.error)).toEqual([
      'provider_invalid_request',
      'provider_unavailable',
    ]);
  });
});
