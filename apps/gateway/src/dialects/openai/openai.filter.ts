import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import { sendError, toGatewayError } from '@onereel/core';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { errorBody } from '../../http/errors/error-body';
import { OPENAI_FIELDS } from './openai.words';

/** The gateway's error body is this dialect's; only the names of fields differ. */
@Catch()
export class OpenAiErrorFilter implements ExceptionFilter {
  constructor(@InjectPinoLogger(OpenAiErrorFilter.name) private readonly log: PinoLogger) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const error = OPENAI_FIELDS.error(toGatewayError(thrown));
    if (error.code === 'internal_error') this.log.error({ err: thrown }, 'unexpected error');
    sendError(
      http.getRequest<IncomingMessage>(),
      http.getResponse<ServerResponse>(),
      error,
      errorBody(error),
    );
  }
}
