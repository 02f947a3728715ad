import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import { ERROR_TABLE, GatewayError, sendError, toGatewayError } from '@onereel/core';
import { visualAnswerCode } from '../wire/visual-answer-code-table';
import { elapsedOf } from './elapsed';
import type { JimengErrorDto } from './jimeng.dto';
import { JIMENG_FIELDS } from './jimeng.mapper';
import type { AnswerFrame } from './jimeng.words';
import { requestIdOf } from './request-id';

/** Which call went wrong, for the cloud's part of the answer. */
export interface AskedFor {
  readonly action?: string;
  readonly version?: string;
}

/** The vendor's error with its numeric code, the cloud's one where it would have spoken, and the object that generic clients read. */
export function jimengErrorBody(
  error: GatewayError,
  { requestId, elapsed }: AnswerFrame,
  { action = '', version = '' }: AskedFor = {},
): JimengErrorDto {
  const { code, front } = visualAnswerCode(error.code, error.origin === 'client');
  const { message, param } = error;
  return {
    code,
    data: null,
    message,
    request_id: requestId,
    status: code,
    time_elapsed: elapsed,
    ...(front && {
      ResponseMetadata: {
        RequestId: requestId,
        Action: action,
        Version: version,
        Service: 'cv',
        Region: 'cn-north-1',
        Error: { Code: front.code, CodeN: front.number, Message: message },
      },
    }),
    error: { message, type: ERROR_TABLE[error.code].type, param: param ?? null, code: error.code },
  };
}

/** Renders every error of this API, those of the guards included. Its clients look at the body, not at the HTTP status. */
@Catch()
export class JimengErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger(JimengErrorFilter.name);

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<IncomingMessage>();
    const error = JIMENG_FIELDS.error(toGatewayError(thrown));
    if (error.code === 'internal_error') this.logger.error(error.cause ?? error);
    const { http: status } = visualAnswerCode(error.code, error.origin === 'client');
    const frame = { requestId: requestIdOf(request), elapsed: elapsedOf(request) };
    const body = jimengErrorBody(error, frame, askedFor(request));
    sendError(request, http.getResponse<ServerResponse>(), error, body, status);
  }
}

function askedFor({ url }: IncomingMessage): AskedFor {
  const query = new URLSearchParams(url?.split('?')[1]);
  return { action: query.get('Action')?.slice(0, 100), version: query.get('Version')?.slice(0, 100) };
}
