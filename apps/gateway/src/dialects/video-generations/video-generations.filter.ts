import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { GatewayError } from '@onereel/core';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { answerError } from '../../http/errors/answer-error';
import { errorBody } from '../../http/errors/error-body';
import { VIDEO_GENERATIONS_FIELDS } from './video-generations.words';

/** The gateway's error body is this dialect's, flat fields included; only the names of fields differ. */
const videoGenerationsErrorBody = (error: GatewayError): object =>
  errorBody(VIDEO_GENERATIONS_FIELDS.error(error));

@Catch()
export class VideoGenerationsErrorFilter implements ExceptionFilter {
  constructor(@InjectPinoLogger(VideoGenerationsErrorFilter.name) private readonly log: PinoLogger) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    answerError(thrown, host, this.log, videoGenerationsErrorBody);
  }
}
