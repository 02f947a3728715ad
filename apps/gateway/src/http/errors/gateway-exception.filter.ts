import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import { sendError, toGatewayError } from '@onereel/core';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { errorBody } from './error-body';

/** Renders every error no dialect rendered itself. Dialects with their own words bring their own filter. */
@Catch()
export class GatewayExceptionFilter implements ExceptionFilter {
  constructor(@InjectPinoLogger(GatewayExceptionFilter.name) private readonly log: PinoLogger) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<IncomingMessage>();
    const response = host.switchToHttp().getResponse<ServerResponse>();
    const error = toGatewayError(thrown);
    if (error.code === 'internal_error') this.log.error({ err: error.cause ?? error }, 'unexpected error');
    sendError(request, response, error, errorBody(error));
  }
}
