import { Injectable } from '@nestjs/common';
import type { DraftCommand, DraftWarning, EditResult } from '../../draft/commands/draft-command';
import type { DraftDocument } from '../../draft/model/draft-document';
import type { CapcutMateEditAnswer, CapcutMatePlacedAnswer } from '../dto/answer.dto';
import { DraftService } from '../service/draft.service';
import { TipUrl } from '../service/tip-url';
import type { RouteEdit } from './edit-request';

/** What every edit of the dialect answers, and what the command did. */
export interface Edited {
  readonly answer: Omit<CapcutMateEditAnswer, 'code' | 'message'>;
  readonly result: EditResult | undefined;
}

type Commands = (document: DraftDocument) => readonly DraftCommand[];
type PlacedFields = Pick<CapcutMatePlacedAnswer, 'track_id' | 'segment_ids' | 'segment_infos'>;

/** Makes edits for the routes of the dialect and words their answers. */
@Injectable()
export class EditDesk {
  constructor(
    private readonly drafts: DraftService,
    private readonly tip: TipUrl,
  ) {}

  /** @param warnings what was done otherwise than asked before the edit */
  async apply(edit: RouteEdit, commands: Commands, warnings: readonly DraftWarning[] = []): Promise<Edited> {
    const outcome = await this.drafts.edit(edit, commands);
    const answer = {
      draft_url: edit.draftUrl,
      tip_url: this.tip.value,
      revision: outcome.revision,
      warnings: [...warnings, ...outcome.warnings],
    };
    return { answer, result: outcome.results[0] };
  }
}

/** The answer of the add routes: what was placed where, and the materials under the route's own name. */
export function placedAnswer({ answer, result }: Edited, idsName?: string): PlacedFields {
  const segments = result?.segments ?? [];
  return {
    ...answer,
    track_id: segments[0]?.trackId ?? '',
    segment_ids: segments.map((segment) => segment.id),
    segment_infos: segments.map(({ id, start, end }) => ({ id, start, end })),
    ...(idsName !== undefined && { [idsName]: segments.map((segment) => segment.materialId) }),
  };
}
