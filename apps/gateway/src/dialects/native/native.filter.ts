import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { GatewayError } from '@onereel/core';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { answerError } from '../../http/errors/answer-error';
import type { NativeErrorBodyDto } from './native.dto';
import { toError } from './native.words';

/** The error object of this dialect, and its message again for clients that read `detail`. */
export const nativeErrorBody = (error: GatewayError): NativeErrorBodyDto => {
  const detail = toError(error);
  return { error: detail, detail: detail.message };
};

@Catch()
export class NativeErrorFilter implements ExceptionFilter {
  constructor(@InjectPinoLogger(NativeErrorFilter.name) private readonly log: PinoLogger) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    answerError(thrown, host, this.log, nativeErrorBody);
  }
}
