import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Params } from 'nestjs-pino';
import { type DestinationStream, destination } from 'pino';
import { redactUrl } from './redact-url';
import { textStream } from './text-stream';

export interface LogSettings {
  readonly logLevel: string;
  readonly logFormat: 'auto' | 'json' | 'text';
}

const REQUEST_ID = /^[\w.:-]{1,128}$/;
/** Asked for every few seconds by machines; worth a line only when they fail. */
const QUIET = /^\/(health|metrics)\b/;
const SECRETS = ['authorization', 'apiKey', 'secret', 'token', 'password'].flatMap((name) => [
  name,
  `*.${name}`,
]);

/** One line per request with method, path, status, time and request id; no headers, so no credentials. */
export function loggerParams(settings: LogSettings, target?: DestinationStream): Params {
  const options = {
    level: settings.logLevel,
    base: undefined,
    genReqId: requestId,
    redact: { paths: [...SECRETS, 'req.headers', 'res.headers'], censor: '[redacted]' },
    autoLogging: { ignore: (request: IncomingMessage) => QUIET.test(request.url ?? '') },
    customLogLevel: levelOf,
    customSuccessMessage: () => 'request',
    customErrorMessage: () => 'request failed',
    customAttributeKeys: { responseTime: 'ms' },
    quietReqLogger: true,
    serializers: {
      req: (request: { method?: string; url?: string; raw?: { ip?: string } }) => ({
        method: request.method,
        url: redactUrl(request.url ?? ''),
        ip: request.raw?.ip,
      }),
      res: (response: { statusCode?: number }) => ({ status: response.statusCode }),
    },
  };
  return { pinoHttp: [options, target ?? standardOutput(settings)], assignResponse: false };
}

function standardOutput({ logFormat }: LogSettings): DestinationStream {
  const text = logFormat === 'text' || (logFormat === 'auto' && process.stdout.isTTY);
  return text ? textStream(process.stdout) : destination({ fd: 1, sync: true });
}

/** The caller's id when it is harmless, otherwise a new one; echoed in the answer. */
function requestId(request: IncomingMessage, response: ServerResponse): string {
  const sent = request.headers['x-request-id'];
  const id =
    typeof sent === 'string' && REQUEST_ID.test(sent) ? sent : `req_${randomUUID().replaceAll('-', '')}`;
  response.setHeader('x-request-id', id);
  return id;
}

function levelOf(
  _request: IncomingMessage,
  response: ServerResponse,
  error?: Error,
): 'error' | 'warn' | 'info' {
  if (error !== undefined || response.statusCode >= 500) return 'error';
  return response.statusCode >= 400 ? 'warn' : 'info';
}
