import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { answerError } from './answer-error';
import { errorBody } from './error-body';

/** Renders every error no dialect rendered itself. Dialects with their own words bring their own filter. */
@Catch()
export class GatewayExceptionFilter implements ExceptionFilter {
  constructor(@InjectPinoLogger(GatewayExceptionFilter.name) private readonly log: PinoLogger) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    answerError(thrown, host, this.log, errorBody);
  }
}
