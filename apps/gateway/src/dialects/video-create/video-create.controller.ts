import type { IncomingMessage, ServerResponse } from 'node:http';
import { Body, Controller, Get, HttpCode, Inject, Post, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { callerOf, idempotencyKeyOf, VIDEO_GATEWAY, type VideoGateway } from '@onereel/core';
import { ApiCreateVideo, ApiQueryVideo } from './video-create.docs';
import type { VideoCreateCreatedDto, VideoCreateTaskDto } from './video-create.dto';
import { VideoCreateErrorFilter } from './video-create.filter';
import { toCreateVideo, toTaskId } from './video-create.mapper';
import { isFinal, toCreated, toTask, type VideoLink } from './video-create.words';

const POLL_AFTER_SECONDS = '5';

@ApiTags('Video create')
@Controller('v1/video')
@UseFilters(VideoCreateErrorFilter)
export class VideoCreateController {
  private readonly link: VideoLink;

  constructor(@Inject(VIDEO_GATEWAY) private readonly gateway: VideoGateway) {
    this.link = (task) => gateway.resultLink(task);
  }

  @Post('create')
  @HttpCode(200)
  @ApiCreateVideo()
  async createVideo(@Req() request: IncomingMessage, @Body() body: unknown): Promise<VideoCreateCreatedDto> {
    const create = toCreateVideo(body, this.gateway.models(), idempotencyKeyOf(request));
    return toCreated(await this.gateway.create(create, callerOf(request)));
  }

  @Get('query')
  @ApiQueryVideo()
  async queryVideo(
    @Req() request: IncomingMessage,
    @Res({ passthrough: true }) response: ServerResponse,
    @Query() query: unknown,
  ): Promise<VideoCreateTaskDto> {
    const task = await this.gateway.get(toTaskId(query), callerOf(request));
    if (!isFinal(task)) response.setHeader('Retry-After', POLL_AFTER_SECONDS);
    return toTask(task, this.link);
  }
}
