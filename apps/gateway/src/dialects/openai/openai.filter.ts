import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { GatewayError } from '@onereel/core';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { answerError } from '../../http/errors/answer-error';
import { errorBody } from '../../http/errors/error-body';
import { OPENAI_FIELDS } from './openai.words';

/** The gateway's error body is this dialect's; only the names of fields differ. */
const openAiErrorBody = (error: GatewayError): object => errorBody(OPENAI_FIELDS.error(error));

@Catch()
export class OpenAiErrorFilter implements ExceptionFilter {
  constructor(@InjectPinoLogger(OpenAiErrorFilter.name) private readonly log: PinoLogger) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    answerError(thrown, host, this.log, openAiErrorBody);
  }
}
