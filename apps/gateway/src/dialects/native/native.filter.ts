import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import { type GatewayError, sendError, toGatewayError } from '@onereel/core';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import type { NativeErrorBodyDto } from './native.dto';
import { toError } from './native.words';

/** The error object of this dialect, and its message again for clients that read `detail`. */
export const nativeErrorBody = (error: GatewayError): NativeErrorBodyDto => {
  const detail = toError(error);
  return { error: detail, detail: detail.message };
};

/** Renders every error of the native routes. */
@Catch()
export class NativeErrorFilter implements ExceptionFilter {
  constructor(@InjectPinoLogger(NativeErrorFilter.name) private readonly log: PinoLogger) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const error = toGatewayError(thrown);
    if (error.code === 'internal_error') this.log.error({ err: error.cause ?? error }, 'unexpected error');
    sendError(
      http.getRequest<IncomingMessage>(),
      http.getResponse<ServerResponse>(),
      error,
      nativeErrorBody(error),
    );
  }
}
