import type { IncomingMessage } from 'node:http';
import { Body, Controller, Get, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { callerOf, GatewayError } from '@onereel/core';
import type { DraftRenderer } from '../draft-renderer';
import { CapcutMateAnswer } from '../dto/answer.dto';
import {
  CapcutMateCountAnswer,
  CapcutMateGenVideoBody,
  CapcutMateVideoStatusAnswer,
} from '../dto/render.dto';
import { renderFailureText } from '../errors/seed-details';
import { readBody } from '../fields/read-body';
import { CAPCUT_MATE_PREFIX, draftIdOf } from '../service/draft-address';
import { DraftService } from '../service/draft.service';
import { PendingMedia } from '../service/pending-media';
import { ApiCapcutMateKey, CapcutMateRoute, CapcutMateWire } from './capcut-mate-route.decorator';

@ApiTags('render')
@Controller(CAPCUT_MATE_PREFIX)
export class CapcutMateRenderController {
  constructor(
    private readonly drafts: DraftService,
    private readonly pending: PendingMedia,
  ) {}

  @CapcutMateRoute('gen_video', {
    body: CapcutMateGenVideoBody,
    answer: CapcutMateAnswer,
  })
  async genVideo(@Body() sent: unknown, @Req() request: IncomingMessage): Promise<object> {
    const body = readBody(CapcutMateGenVideoBody, sent);
    const draftId = draftIdOf(body.draft_url);
    const caller = callerOf(request);
    const { row, document } = await this.pending.settle(draftId, caller);
    if (row.segments === 0)
      throw new GatewayError('draft_empty', {
        message: 'The draft holds no clip, picture, sound or text; add something first.',
      });
    await this.pending.expectReachable(document, caller);
    await this.renderer().submit({ draftId, revision: row.revision, ownerId: caller.ownerId });
    return { message: 'Video generation task submitted, please use draft_url to check progress' };
  }

  @CapcutMateRoute('gen_video_status', {
    body: CapcutMateGenVideoBody,
    answer: CapcutMateVideoStatusAnswer,
  })
  async genVideoStatus(@Body() sent: unknown, @Req() request: IncomingMessage): Promise<object> {
    const body = readBody(CapcutMateGenVideoBody, sent);
    const draftId = draftIdOf(body.draft_url);
    const { ownerId } = callerOf(request);
    await this.drafts.repository.rowOf(draftId, ownerId);
    const status = await this.renderer().status(draftId, ownerId);
    if (!status)
      throw new GatewayError('not_found', {
        message: 'This draft was never rendered; submit it with gen_video.',
      });
    return {
      draft_url: body.draft_url,
      status: status.status,
      progress: status.progress,
      ...(status.videoUrl !== undefined && { video_url: status.videoUrl }),
      ...(status.report !== undefined && {
        report: { counts: status.report.counts, rows: status.report.rows },
        report_url: status.report.url,
      }),
      ...(status.errorMessage !== undefined && {
        error_message: renderFailureText(status.errorCode, status.errorMessage),
      }),
      created_at: status.createdAt,
      started_at: status.startedAt ?? null,
      completed_at: status.completedAt ?? null,
    };
  }

  @Get('gen_video_active_count')
  @CapcutMateWire()
  @ApiCapcutMateKey()
  @ApiOperation({
    operationId: 'gen_video_active_count',
    summary: 'How many renders wait or run',
    description: 'Of the API key that asks.',
  })
  @ApiOkResponse({ type: CapcutMateCountAnswer, description: 'Done; `code` is 0.' })
  async activeCount(@Req() request: IncomingMessage): Promise<object> {
    return { count: await this.renderer().activeCount(callerOf(request).ownerId) };
  }

  private renderer(): DraftRenderer {
    const { renderer } = this.drafts.parts;
    if (renderer) return renderer;
    throw new GatewayError('not_supported', {
      message:
        'Rendering is not switched on in this service; export the draft and render it in the application.',
    });
  }
}
