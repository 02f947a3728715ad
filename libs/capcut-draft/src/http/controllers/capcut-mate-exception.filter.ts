import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  Inject,
  Logger,
} from '@nestjs/common';
import { GatewayError, type ErrorCode } from '@onereel/core';
import { CAPCUT_DRAFT_DEPENDENCIES, type CapcutDraftDependencies } from '../capcut-draft.dependencies';
import { capcutMateError, languageOf } from '../errors/capcut-mate-answer';
import { CAPCUT_MATE_PREFIX } from '../service/draft-address';

const BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  401: 'authentication_failed',
  403: 'permission_denied',
  404: 'not_found',
  413: 'payload_too_large',
  415: 'unsupported_media_type',
  429: 'rate_limited',
};

/** Errors in the words of both kinds of client: the documented `detail`, and `code` with `message`. */
@Catch()
export class CapcutMateExceptionFilter implements ExceptionFilter {
  private readonly log = new Logger(CapcutMateExceptionFilter.name);

  constructor(@Inject(CAPCUT_DRAFT_DEPENDENCIES) private readonly parts: CapcutDraftDependencies) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<IncomingMessage>();
    const response = http.getResponse<ServerResponse>();
    const error = this.asGatewayError(thrown);
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const body = capcutMateError(
      routeOf(request.url ?? ''),
      error,
      languageOf(request.headers['accept-language']),
    );
    const text = JSON.stringify(body);
    response.writeHead(this.parts.alwaysHttp200 ? 200 : error.status, {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Length': Buffer.byteLength(text),
      ...(error.retryAfterSeconds !== undefined && {
        'Retry-After': String(Math.max(1, Math.ceil(error.retryAfterSeconds))),
      }),
    });
    response.end(text);
  }

  private asGatewayError(thrown: unknown): GatewayError {
    if (GatewayError.isInstance(thrown)) return thrown;
    if (thrown instanceof HttpException && thrown.getStatus() < 500) {
      return new GatewayError(BY_STATUS[thrown.getStatus()] ?? 'invalid_request', {
        message: thrown.message,
        cause: thrown,
      });
    }
    this.log.error(thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown));
    return new GatewayError('internal_error', { cause: thrown });
  }
}

/** The name of the route is the last part of its path; the filter may run before Nest knows the handler. */
function routeOf(url: string): string {
  const path = url.split('?')[0] ?? '';
  const at = path.indexOf(`${CAPCUT_MATE_PREFIX}/`);
  return at < 0 ? '' : (path.slice(at + CAPCUT_MATE_PREFIX.length + 1).split('/')[0] ?? '');
}
