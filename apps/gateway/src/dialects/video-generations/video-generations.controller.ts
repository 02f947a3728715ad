import type { IncomingMessage, ServerResponse } from 'node:http';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { callerOf, idempotencyKeyOf, VIDEO_GATEWAY, type VideoGateway } from '@onereel/core';
import { ApiCreateGeneration, ApiRetrieveGeneration } from './video-generations.docs';
import type { VideoGenerationsCreatedDto, VideoGenerationsTaskDto } from './video-generations.dto';
import { VideoGenerationsErrorFilter } from './video-generations.filter';
import { toCreateVideo } from './video-generations.mapper';
import { isFinal, toCreated, toTask, type VideoLink } from './video-generations.words';

const POLL_AFTER_SECONDS = '5';

@ApiTags('Video generations')
@Controller('v1/video/generations')
@UseFilters(VideoGenerationsErrorFilter)
export class VideoGenerationsController {
  private readonly link: VideoLink;

  constructor(@Inject(VIDEO_GATEWAY) private readonly gateway: VideoGateway) {
    this.link = (task) => gateway.resultLink(task);
  }

  @Post()
  @HttpCode(200)
  @ApiCreateGeneration()
  async createGeneration(
    @Req() request: IncomingMessage,
    @Body() body: unknown,
  ): Promise<VideoGenerationsCreatedDto> {
    const create = toCreateVideo(body, this.gateway.models(), idempotencyKeyOf(request));
    return toCreated(await this.gateway.create(create, callerOf(request)));
  }

  @Get(':task_id')
  @ApiRetrieveGeneration()
  async retrieveGeneration(
    @Req() request: IncomingMessage,
    @Res({ passthrough: true }) response: ServerResponse,
    @Param('task_id') id: string,
  ): Promise<VideoGenerationsTaskDto> {
    const task = await this.gateway.get(id, callerOf(request));
    if (!isFinal(task)) response.setHeader('Retry-After', POLL_AFTER_SECONDS);
    return toTask(task, this.link);
  }
}
