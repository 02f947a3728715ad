import type { NextFunction, Request, Response } from 'express';
import type { Logger } from 'pino';
import { redactUrl } from './redact-url';
import { giveRequestId } from './request-id';

/** Asked for every few seconds by machines; worth a line only when they fail. */
const QUIET = /^\/(health|metrics)\b/;

/**
 * One line per request with method, path, status, time and request id; no headers, so no credentials. Requests share the
 * logger instead of having one each, and nothing follows them through asynchronous calls: both would cost more than the line.
 */
export const logRequests = (
  root: Logger,
): ((request: Request, response: Response, next: NextFunction) => void) => {
  // The line has no member that could hold a secret, so nothing in it is searched for one.
  const logger = root.child({}, { redact: [] });
  return (request, response, next) => {
    const started = Date.now();
    const reqId = giveRequestId(request, response);
    const { originalUrl: url, ip } = request;
    const write = (err?: Error): void => {
      const { statusCode: status } = response;
      const level = levelOf(status, err);
      if (!logger.isLevelEnabled(level)) return;
      logger[level](
        {
          reqId,
          req: { method: request.method, url: redactUrl(url), ip },
          res: { status },
          ...(err !== undefined && { err }),
          ms: Date.now() - started,
        },
        level === 'error' ? 'request failed' : 'request',
      );
    };
    response.once('error', write);
    if (!QUIET.test(url)) response.once('close', () => response.errored ?? write());
    next();
  };
};

function levelOf(status: number, error: Error | undefined): 'error' | 'warn' | 'info' {
  if (error !== undefined || status >= 500) return 'error';
  return status >= 400 ? 'warn' : 'info';
}
