import type { HttpException } from '@nestjs/common';
import { ErrorCode } from '../errors/error-table';
import { GatewayError } from '../errors/gateway-error';

/** Framework exceptions by status; everything else below 500 is a malformed request. */
const BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  401: 'authentication_failed',
  403: 'permission_denied',
  404: 'not_found',
  409: 'conflict',
  413: 'payload_too_large',
  415: 'unsupported_media_type',
  429: 'rate_limited',
  503: 'service_busy',
};

/** Any thrown value as the one error class. What is not ours becomes `internal_error` and keeps its message to itself. */
export function toGatewayError(thrown: unknown): GatewayError {
  if (GatewayError.isInstance(thrown)) return thrown;
  if (isHttpException(thrown) && thrown.getStatus() < 500) return fromHttpException(thrown);
  if (thrown instanceof URIError) {
    return new GatewayError('invalid_request', {
      message: 'The path is not validly encoded.',
      cause: thrown,
    });
  }
  return new GatewayError('internal_error', { cause: thrown });
}

/** By its form: the framework may be installed twice. */
const isHttpException = (thrown: unknown): thrown is HttpException =>
  thrown instanceof Error && typeof (thrown as Partial<HttpException>).getStatus === 'function';

function fromHttpException(exception: HttpException): GatewayError {
  const code = BY_STATUS[exception.getStatus()] ?? 'invalid_request';
  const unknownRoute = /^Cannot ([A-Z]+) (\S+)/.exec(exception.message);
  if (!unknownRoute) return new GatewayError(code, { message: exception.message, cause: exception });
  const path = unknownRoute[2].split('?')[0];
  return new GatewayError(code, {
    message: `There is no ${unknownRoute[1]} ${path}. All routes are listed under /docs.`,
    cause: exception,
  });
}
