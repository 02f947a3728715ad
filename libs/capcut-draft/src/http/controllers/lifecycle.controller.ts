import type { IncomingMessage } from 'node:http';
import { Body, Controller, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { callerOf } from '@onereel/core';
import type { SegmentChanges } from '../../draft/commands/draft-command';
import type { DraftDocument } from '../../draft/model/draft-document';
import { frameOf } from '../../draft/read/canvas-facts';
import { CapcutMateEditAnswer, CapcutMatePlacedAnswer } from '../dto/answer.dto';
import {
  CapcutMateCreateDraftBody,
  CapcutMateDraftBody,
  CapcutMateRemoveSegmentsBody,
  CapcutMateUpdateSegmentBody,
} from '../dto/draft.dto';
import { filled } from '../fields/filled';
import { readBody } from '../fields/read-body';
import { CAPCUT_MATE_PREFIX, draftIdOf } from '../service/draft-address';
import { DraftService } from '../service/draft.service';
import { TipUrl } from '../service/tip-url';
import { CapcutMateRoute } from './capcut-mate-route.decorator';
import { EditDesk, placedAnswer } from './edit-desk';
import { editRequest } from './edit-request';

@ApiTags('drafts')
@Controller(CAPCUT_MATE_PREFIX)
export class CapcutMateLifecycleController {
  constructor(
    private readonly drafts: DraftService,
    private readonly tip: TipUrl,
    private readonly desk: EditDesk,
  ) {}

  @CapcutMateRoute('create_draft', {
    body: CapcutMateCreateDraftBody,
    answer: CapcutMateEditAnswer,
  })
  async createDraft(@Body() sent: unknown, @Req() request: IncomingMessage): Promise<object> {
    const body = readBody(CapcutMateCreateDraftBody, sent ?? {});
    const { row } = await this.drafts.create({ ...body, name: body.name ?? '' }, callerOf(request));
    return {
      draft_url: this.drafts.address.draftUrl(row.id),
      tip_url: this.tip.value,
      draft_id: row.id,
      revision: row.revision,
      warnings: [],
    };
  }

  @CapcutMateRoute('save_draft', {
    body: CapcutMateDraftBody,
    answer: CapcutMateEditAnswer,
  })
  async saveDraft(@Body() sent: unknown, @Req() request: IncomingMessage): Promise<object> {
    const body = readBody(CapcutMateDraftBody, sent);
    const row = await this.drafts.repository.rowOf(draftIdOf(body.draft_url), callerOf(request).ownerId);
    return { draft_url: body.draft_url, tip_url: this.tip.value, revision: row.revision, warnings: [] };
  }

  @CapcutMateRoute('update_segment', {
    body: CapcutMateUpdateSegmentBody,
    answer: CapcutMatePlacedAnswer,
    edits: true,
  })
  async updateSegment(@Body() sent: unknown, @Req() request: IncomingMessage): Promise<object> {
    const body = readBody(CapcutMateUpdateSegmentBody, sent);
    const edit = editRequest(request, body.draft_url, 'update_segment');
    const edited = await this.desk.apply(edit, (document) => [
      { kind: 'update_segment', segmentId: body.segment_id, changes: changesOf(body, document) },
    ]);
    return placedAnswer(edited);
  }

  @CapcutMateRoute('remove_segments', {
    body: CapcutMateRemoveSegmentsBody,
    answer: CapcutMateEditAnswer,
    edits: true,
  })
  async removeSegments(@Body() sent: unknown, @Req() request: IncomingMessage): Promise<object> {
    const body = readBody(CapcutMateRemoveSegmentsBody, sent);
    const edit = editRequest(request, body.draft_url, 'remove_segments');
    const segmentIds = filled('segment_ids', body.segment_ids);
    const { answer, result } = await this.desk.apply(edit, () => [{ kind: 'remove_segments', segmentIds }]);
    return { ...answer, segments_removed: result?.count ?? 0 };
  }
}

export function changesOf(body: CapcutMateUpdateSegmentBody, document: DraftDocument): SegmentChanges {
  const { width, height } = frameOf(document);
  const { transform_x: x, transform_y: y } = body;
  return {
    start: body.start,
    duration: body.duration,
    sourceStart: body.source_start,
    speed: body.speed,
    volume: body.volume,
    visible: body.visible,
    alpha: body.alpha,
    scaleX: body.scale_x,
    scaleY: body.scale_y,
    rotation: body.rotation,
    x: x === undefined ? undefined : x / width,
    y: y === undefined ? undefined : y / height,
    flipHorizontal: body.flip_horizontal,
    flipVertical: body.flip_vertical,
    text: body.text,
  };
}
