import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GatewayError } from '../errors/gateway-error';
import { errorHeaders } from './error-headers';

/** Headers of a success that turned into an error on its way. */
const STALE = ['ETag', 'Cache-Control', 'Content-Disposition', 'Accept-Ranges'];

/** Answers with an error in whatever body and status the dialect speaks; cuts the connection when an answer has already begun. */
export function sendError(
  request: IncomingMessage,
  response: ServerResponse,
  error: GatewayError,
  body: object,
  status = error.status,
): void {
  if (response.headersSent || response.writableEnded) {
    response.destroy();
    return;
  }
  const text = JSON.stringify(body);
  for (const name of STALE) response.removeHeader(name);
  // Bytes of a refused body may still be under way: the connection cannot carry another request.
  if (!request.complete) response.setHeader('Connection', 'close');
  response.writeHead(status, {
    ...errorHeaders(error, request.method),
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
  });
  response.end(request.method === 'HEAD' ? undefined : text);
}
