import { Injectable, Scope } from '@nestjs/common';
import { Logger } from 'nestjs-pino';

/** Parts of the framework that report every module and route at start. */
const CHATTY = new Set([
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestFactory',
  'NestApplication',
]);

/** The application logger; what only explains the framework's start goes to `debug`. */
@Injectable({ scope: Scope.DEFAULT })
export class BootLogger extends Logger {
  override log(message: unknown, ...rest: unknown[]): void {
    const context = rest.at(-1);
    if (typeof context === 'string' && CHATTY.has(context)) super.debug(message, ...(rest as []));
    else super.log(message, ...(rest as []));
  }
}
