import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

const HARMLESS = /^[\w.:-]{1,128}$/;

type WithId = IncomingMessage & { id?: string };

/** The caller's id when it is harmless, otherwise a new one; echoed in the answer. */
export function giveRequestId(request: IncomingMessage, response: ServerResponse): string {
  const sent = request.headers['x-request-id'];
  const id =
    typeof sent === 'string' && HARMLESS.test(sent) ? sent : `req_${randomUUID().replaceAll('-', '')}`;
  (request as WithId).id = id;
  response.setHeader('x-request-id', id);
  return id;
}

/** For log lines about a request. */
export const requestIdOf = (request: IncomingMessage): string | undefined => (request as WithId).id;
