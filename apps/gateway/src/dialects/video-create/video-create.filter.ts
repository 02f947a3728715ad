import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { GatewayError } from '@onereel/core';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { answerError } from '../../http/errors/answer-error';
import { errorBody } from '../../http/errors/error-body';
import { VIDEO_CREATE_FIELDS } from './video-create.words';

/** The API documents statuses only; the body is the gateway's, with this dialect's names of fields. */
const videoCreateErrorBody = (error: GatewayError): object => errorBody(VIDEO_CREATE_FIELDS.error(error));

@Catch()
export class VideoCreateErrorFilter implements ExceptionFilter {
  constructor(@InjectPinoLogger(VideoCreateErrorFilter.name) private readonly log: PinoLogger) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    answerError(thrown, host, this.log, videoCreateErrorBody);
  }
}
