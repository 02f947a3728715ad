import type { IncomingMessage } from 'node:http';
import { callerOf, GatewayError } from '@onereel/core';
import { draftIdOf } from '../service/draft-address';
import type { EditRequest } from '../service/draft.service';

/** An edit as a route of the dialect asks for it. */
export interface RouteEdit extends EditRequest {
  /** As the client sent it. */
  readonly draftUrl: string;
}

/** Who edits which draft, from which revision. */
export function editRequest(request: IncomingMessage, draftUrl: string, label: string): RouteEdit {
  return {
    draftUrl,
    draftId: draftIdOf(draftUrl),
    caller: callerOf(request),
    label,
    ifRevision: ifRevision(request.headers['if-match']),
  };
}

/** The revision an `If-Match` header names; `*` and no header name none. */
export function ifRevision(header: string | undefined): number | undefined {
  if (header === undefined || header.trim() === '*') return undefined;
  const digits = /^\s*(?:W\/)?"?(\d{1,15})"?\s*$/.exec(header)?.[1];
  if (digits === undefined) {
    throw new GatewayError('invalid_parameter', {
      param: 'If-Match',
      message: 'If-Match: send the revision of the draft, e.g. If-Match: "12".',
    });
  }
  return Number(digits);
}
