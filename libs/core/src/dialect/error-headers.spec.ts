import { BadRequestException, NotFoundException } from '@nestjs/common';
import { ERROR_TABLE, type ErrorCode } from '../errors/error-table';
import { GatewayError } from '../errors/gateway-error';
import { errorHeaders } from './error-headers';
import { toGatewayError } from './to-gateway-error';

describe('errorHeaders', () => {
  it.each<[ErrorCode, string, string]>([
    ['rate_limited', 'POST', 'true'],
    ['service_busy', 'POST', 'true'],
    ['shutting_down', 'POST', 'true'],
    ['internal_error', 'POST', 'false'],
    ['storage_failed', 'POST', 'false'],
    ['submit_unknown', 'POST', 'false'],
    ['idempotency_conflict', 'POST', 'false'],
    ['internal_error', 'GET', 'true'],
    ['storage_failed', 'HEAD', 'true'],
    ['not_ready', 'GET', 'false'],
    ['not_found', 'GET', 'false'],
    ['provider_rate_limited', 'DELETE', 'false'],
  ])('of %s on %s: x-should-retry %s', (code, method, expected) => {
    expect(errorHeaders(new GatewayError(code), method)['x-should-retry']).toBe(expected);
  });

  it('never lets a POST be repeated that may have reached a vendor', () => {
    const repeated = (Object.keys(ERROR_TABLE) as ErrorCode[]).filter(
      (code) => errorHeaders(new GatewayError(code), 'POST')['x-should-retry'] === 'true',
    );
    expect(repeated).toEqual(['rate_limited', 'shutting_down', 'service_busy']);
  });

  it('rounds Retry-After up to whole seconds', () => {
    const after = (retryAfterSeconds: number): string | undefined =>
      errorHeaders(new GatewayError('rate_limited', { retryAfterSeconds }), 'GET')['Retry-After'];
    expect([0.01, 1, 1.2].map(after)).toEqual(['1', '1', '2']);
  });
});

describe('toGatewayError', () => {
  it('keeps what is unexpected to itself', () => {
    const error = toGatewayError(new Error('password=hush'));
    expect(error).toMatchObject({ code: 'internal_error', message: ERROR_TABLE.internal_error.sentence });
  });

  it('translates the framework', () => {
    expect(toGatewayError(new NotFoundException('Cannot GET /a?key=hush'))).toMatchObject({
      code: 'not_found',
      message: 'There is no GET /a. All routes are listed under /docs.',
    });
    expect(toGatewayError(new BadRequestException('bad'))).toMatchObject({
      code: 'invalid_request',
      message: 'bad',
    });
    expect(toGatewayError('text').code).toBe('internal_error');
  });
});
