import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import { ERROR_TABLE, GatewayError, sendError, toGatewayError } from '@onereel/core';
import { klingAnswerCode } from '../wire/kling-answer-code-table';
import type { KlingErrorDto } from './kling.dto';
import { requestIdOf } from './request-id';

/** The vendor's error with its numeric code, and beside it the object that generic clients read. */
export const klingErrorBody = (error: GatewayError, requestId: string): KlingErrorDto => ({
  code: klingAnswerCode(error.code, error.origin === 'client').code,
  message: error.message,
  request_id: requestId,
  error: {
    message: error.message,
    type: ERROR_TABLE[error.code].type,
    param: error.param ?? null,
    code: error.code,
  },
});

/** Renders every error of Kling's routes, those of the guards included. */
@Catch()
export class KlingErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger(KlingErrorFilter.name);

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<IncomingMessage>();
    const error = toGatewayError(thrown);
    if (error.code === 'internal_error') this.logger.error(error.cause ?? error);
    const { http: status } = klingAnswerCode(error.code, error.origin === 'client');
    const body = klingErrorBody(error, requestIdOf(request));
    sendError(request, http.getResponse<ServerResponse>(), error, body, status);
  }
}
