import type { IncomingMessage } from 'node:http';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import { callerOf } from '@onereel/core';
import { checkDraft } from '../../draft/check/check-draft';
import { pendingTasks } from '../../package/draft-package';
import type { DraftRow } from '../../store/draft-store';
import {
  NativeCreateDraftBody,
  NativeDraft,
  NativeDraftDetails,
  NativeDraftList,
  NativeDuplicateBody,
  NativeUndoBody,
} from '../dto/native-drafts.dto';
import { readBody } from '../fields/read-body';
import { DraftService } from '../service/draft.service';
import { PendingMedia } from '../service/pending-media';
import { ApiDraftId, ApiNativeErrors, bodyExample } from './api-native-drafts.decorator';
import { ifRevision } from './edit-request';
import { NativeListQuery } from '../dto/native-query.dto';

/** Drafts as resources. */
@ApiTags('drafts')
@ApiNativeErrors()
@Controller('api/v1/drafts')
export class NativeDraftsController {
  constructor(
    private readonly drafts: DraftService,
    private readonly pending: PendingMedia,
  ) {}

  @Post()
  @ApiOperation({
    operationId: 'createDraft',
    summary: 'Create an empty draft',
    description:
      'Stored before the answer is sent. Send its draft_url to the capcut-mate routes, which fill it.',
  })
  @ApiBody({
    type: NativeCreateDraftBody,
    ...bodyExample('A vertical film', { name: 'My film', width: 1080, height: 1920 }),
  })
  @ApiCreatedResponse({ type: NativeDraft, description: 'The new draft.' })
  async create(@Body() sent: unknown, @Req() request: IncomingMessage): Promise<NativeDraft> {
    const { row } = await this.drafts.create(readBody(NativeCreateDraftBody, sent ?? {}), callerOf(request));
    return this.shown(row);
  }

  @Get()
  @ApiOperation({
    operationId: 'listDrafts',
    summary: 'Drafts, newest first',
    description: 'Those of the API key that asks. Pages are cut by the id of the last draft seen.',
  })
  @ApiQuery({ name: 'search', required: false, type: String, description: 'Part of the name or the id.' })
  @ApiQuery({
    name: 'after',
    required: false,
    type: String,
    description: 'Id of the last draft of the page before.',
  })
  @ApiQuery({ name: 'limit', required: false, type: 'integer', description: '1 … 500, default 50.' })
  @ApiOkResponse({ type: NativeDraftList, description: 'One page.' })
  async list(
    @Query() sent: Record<string, unknown>,
    @Req() request: IncomingMessage,
  ): Promise<NativeDraftList> {
    const { search, after, limit } = readBody(NativeListQuery, sent);
    const rows = await this.drafts.repository.list({
      ownerId: callerOf(request).ownerId,
      search,
      after,
      limit: limit + 1,
    });
    const page = rows.slice(0, limit);
    return {
      drafts: page.map((row) => this.shown(row)),
      ...(rows.length > limit && { next: page.at(-1)?.id }),
    };
  }

  @Get(':id')
  @ApiDraftId()
  @ApiOperation({
    operationId: 'getDraft',
    summary: 'One draft with its history and what is wrong with it',
    description: 'Clips of tasks that have finished meanwhile are filled in first.',
  })
  @ApiOkResponse({ type: NativeDraftDetails, description: 'The draft.' })
  async get(@Param('id') id: string, @Req() request: IncomingMessage): Promise<NativeDraftDetails> {
    const caller = callerOf(request);
    const { row, document } = await this.pending.settle(id, caller);
    const revisions = await this.drafts.repository.revisions(id, caller.ownerId, 50);
    return {
      ...this.shown(row),
      findings: checkDraft(document).slice(0, 100),
      pending_tasks: pendingTasks(document),
      revisions: revisions.map(({ revision, label, createdAt }) => ({
        revision,
        label,
        created_at: createdAt,
      })),
    };
  }

  @Delete(':id')
  @ApiDraftId()
  @HttpCode(204)
  @ApiOperation({
    operationId: 'deleteDraft',
    summary: 'Delete a draft with its history',
    description: 'For good. Media no other draft uses are removed some days later.',
  })
  @ApiHeader({ name: 'If-Match', required: false, description: 'Revision the removal is meant for.' })
  @ApiNoContentResponse({ description: 'It is gone.' })
  async remove(@Param('id') id: string, @Req() request: IncomingMessage): Promise<void> {
    const expected = ifRevision(request.headers['if-match']);
    await this.drafts.repository.remove(id, callerOf(request).ownerId, expected);
  }

  @Post(':id/undo')
  @ApiDraftId()
  @HttpCode(200)
  @ApiOperation({
    operationId: 'undoDraft',
    summary: 'Go back to a revision',
    description:
      'The draft as it stood then becomes the newest revision; the ones between stay, so an undo can be undone.',
  })
  @ApiHeader({ name: 'If-Match', required: false, description: 'Revision the undo is meant for.' })
  @ApiBody({ type: NativeUndoBody, ...bodyExample('Back to the second revision', { revision: 2 }) })
  @ApiOkResponse({ type: NativeDraft, description: 'The draft at its new revision.' })
  async undo(
    @Param('id') id: string,
    @Body() sent: unknown,
    @Req() request: IncomingMessage,
  ): Promise<NativeDraft> {
    const { revision } = readBody(NativeUndoBody, sent);
    const caller = callerOf(request);
    const past = await this.drafts.open(id, caller, revision);
    const options = {
      ownerId: caller.ownerId,
      label: `undo to ${revision}`,
      ifRevision: ifRevision(request.headers['if-match']),
    };
    const { row } = await this.drafts.repository.edit(id, options, () => ({
      draft: past.document,
      result: undefined,
    }));
    return this.shown(row);
  }

  @Post(':id/duplicate')
  @ApiDraftId()
  @ApiOperation({
    operationId: 'duplicateDraft',
    summary: 'Copy a draft',
    description: 'As it stands now; the copy begins a history of its own and shares the media.',
  })
  @ApiBody({ type: NativeDuplicateBody, ...bodyExample('Another cut', { name: 'My film, short' }) })
  @ApiCreatedResponse({ type: NativeDraft, description: 'The new draft.' })
  async duplicate(
    @Param('id') id: string,
    @Body() sent: unknown,
    @Req() request: IncomingMessage,
  ): Promise<NativeDraft> {
    const { name } = readBody(NativeDuplicateBody, sent ?? {});
    const caller = callerOf(request);
    const { row, document } = await this.pending.settle(id, caller);
    const copy = { ...document, id: this.drafts.newId(), name: name ?? row.name };
    return this.shown((await this.drafts.repository.create(copy, caller.ownerId, `copy of ${id}`)).row);
  }

  private shown(row: DraftRow): NativeDraft {
    return draftView(row, this.drafts.address.draftUrl(row.id));
  }
}

export function draftView(row: DraftRow, draftUrl: string): NativeDraft {
  const { id, name, revision, width, height, fps, duration, tracks, segments } = row;
  return {
    id,
    name,
    revision,
    width,
    height,
    fps,
    duration,
    tracks,
    segments,
    draft_url: draftUrl,
    created_at: row.createdAt,
    updated_at: row.updatedAt,
  };
}
