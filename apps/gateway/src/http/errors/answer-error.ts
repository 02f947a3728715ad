import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ArgumentsHost } from '@nestjs/common';
import { type GatewayError, sendError, toGatewayError } from '@onereel/core';
import type { PinoLogger } from 'nestjs-pino';
import { requestIdOf } from '../logging/request-id';

/** What every exception filter does; `render` is the body its dialect speaks. */
export function answerError(
  thrown: unknown,
  host: ArgumentsHost,
  log: PinoLogger,
  render: (error: GatewayError) => object,
): void {
  const http = host.switchToHttp();
  const request = http.getRequest<IncomingMessage>();
  const error = toGatewayError(thrown);
  if (error.code === 'internal_error') {
    log.error({ reqId: requestIdOf(request), err: error.cause ?? error }, 'unexpected error');
  }
  sendError(request, http.getResponse<ServerResponse>(), error, render(error));
}
