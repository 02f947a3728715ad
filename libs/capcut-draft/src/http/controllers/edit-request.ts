import type { IncomingMessage } from 'node:http';
import { callerOf, GatewayError } from '@onereel/core';
import type { DraftWarning, EditResult, PlacedSegment } from '../../draft/commands/draft-command';
import type { CapcutMatePlacedAnswer } from '../dto/answer.dto';
import { draftIdOf } from '../service/draft-address';
import type { EditOutcome, EditRequest } from '../service/draft.service';

/** Who edits which draft, from which revision. */
export function editRequest(request: IncomingMessage, draftUrl: string, label: string): EditRequest {
  return {
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

/** What every edit answers. */
export function editAnswer(
  draftUrl: string,
  tipUrl: string,
  outcome: EditOutcome,
  more: readonly DraftWarning[] = [],
) {
  return {
    draft_url: draftUrl,
    tip_url: tipUrl,
    revision: outcome.revision,
    warnings: [...more, ...outcome.warnings],
  };
}

/** What the add routes answer about what they placed. */
export function placedAnswer(
  result: EditResult | undefined,
): Pick<CapcutMatePlacedAnswer, 'track_id' | 'segment_ids' | 'segment_infos'> {
  const segments: readonly PlacedSegment[] = result?.segments ?? [];
  return {
    track_id: segments[0]?.trackId ?? '',
    segment_ids: segments.map((segment) => segment.id),
    segment_infos: segments.map(({ id, start, end }) => ({ id, start, end })),
  };
}

export function materialIds(result: EditResult | undefined): string[] {
  return (result?.segments ?? []).map((segment) => segment.materialId);
}
