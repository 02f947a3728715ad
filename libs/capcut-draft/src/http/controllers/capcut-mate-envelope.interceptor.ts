import type { IncomingMessage, ServerResponse } from 'node:http';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { map, type Observable } from 'rxjs';
import { languageOf, SUCCESS } from '../errors/capcut-mate-answer';

/** `code: 0` and `message` beside the fields of the answer; the revision as ETag. */
@Injectable()
export class CapcutMateEnvelopeInterceptor implements NestInterceptor {
  intercept(
    context: ExecutionContext,
    next: CallHandler<object | undefined>,
  ): Observable<object | undefined> {
    const http = context.switchToHttp();
    const language = languageOf(http.getRequest<IncomingMessage>().headers['accept-language']);
    return next.handle().pipe(
      map((answer) => {
        // A handler that wrote the response itself has nothing to wrap.
        if (answer === undefined) return undefined;
        const { revision } = answer as { revision?: number };
        if (revision !== undefined) http.getResponse<ServerResponse>().setHeader('ETag', `"${revision}"`);
        return { code: 0, message: SUCCESS[language], ...answer };
      }),
    );
  }
}
