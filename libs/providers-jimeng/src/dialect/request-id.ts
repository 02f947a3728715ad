import { randomUUID } from 'node:crypto';

/** The host's id of this request, as in its log; a new one when it gives none. */
export function requestIdOf(request: object): string {
  const { id } = request as { id?: unknown };
  return typeof id === 'string' ? id : randomUUID();
}
