import type { IncomingMessage } from 'node:http';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req, UseFilters } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Caller,
  callerOf,
  GatewayError,
  idempotencyKeyOf,
  TaskView,
  VIDEO_GATEWAY,
  type VideoGateway,
} from '@onereel/core';
import { ApiCreateKlingVideo, ApiListKlingTasks, ApiReadKlingTask } from './kling.docs';
import { KlingImage2VideoDto, KlingTaskDto, KlingTaskListDto, KlingText2VideoDto } from './kling.dto';
import { KlingErrorFilter } from './kling.filter';
import { toCreateVideo, toTaskQuery } from './kling.mapper';
import { KlingPath, ResultLink, toKlingTask, toKlingTaskList } from './kling.words';
import { requestIdOf } from './request-id';

/** Kling's own API for every model of this gateway. */
@ApiTags('Kling')
@Controller('kling/v1/videos')
@UseFilters(KlingErrorFilter)
export class KlingController {
  private readonly link: ResultLink;

  constructor(@Inject(VIDEO_GATEWAY) private readonly gateway: VideoGateway) {
    this.link = (task, output) => gateway.resultLink(task, output);
  }

  @Post('text2video')
  @HttpCode(200)
  @ApiCreateKlingVideo('text2video', KlingText2VideoDto)
  createKlingText2video(@Req() request: IncomingMessage, @Body() body: unknown): Promise<KlingTaskDto> {
    return this.create('text2video', request, body);
  }

  @Post('image2video')
  @HttpCode(200)
  @ApiCreateKlingVideo('image2video', KlingImage2VideoDto)
  createKlingImage2video(@Req() request: IncomingMessage, @Body() body: unknown): Promise<KlingTaskDto> {
    return this.create('image2video', request, body);
  }

  @Get('text2video')
  @ApiListKlingTasks('text2video')
  listKlingText2video(@Req() request: IncomingMessage, @Query() query: unknown): Promise<KlingTaskListDto> {
    return this.list('text2video', request, query);
  }

  @Get('image2video')
  @ApiListKlingTasks('image2video')
  listKlingImage2video(@Req() request: IncomingMessage, @Query() query: unknown): Promise<KlingTaskListDto> {
    return this.list('image2video', request, query);
  }

  @Get('text2video/:id')
  @ApiReadKlingTask('text2video')
  readKlingText2video(@Req() request: IncomingMessage, @Param('id') id: string): Promise<KlingTaskDto> {
    return this.read(request, id);
  }

  @Get('image2video/:id')
  @ApiReadKlingTask('image2video')
  readKlingImage2video(@Req() request: IncomingMessage, @Param('id') id: string): Promise<KlingTaskDto> {
    return this.read(request, id);
  }

  private async create(path: KlingPath, request: IncomingMessage, body: unknown): Promise<KlingTaskDto> {
    const input = toCreateVideo(path, body, this.gateway.models(), idempotencyKeyOf(request));
    return toKlingTask(await this.gateway.create(input, callerOf(request)), requestIdOf(request), this.link);
  }

  private async list(path: KlingPath, request: IncomingMessage, query: unknown): Promise<KlingTaskListDto> {
    const page = await this.gateway.list(toTaskQuery(path, query), callerOf(request));
    return toKlingTaskList(page, requestIdOf(request), this.link);
  }

  private async read(request: IncomingMessage, id: string): Promise<KlingTaskDto> {
    return toKlingTask(await this.find(id, callerOf(request)), requestIdOf(request), this.link);
  }

  /** By the task's id, otherwise by the client's own. */
  private async find(id: string, caller: Caller): Promise<TaskView> {
    try {
      return await this.gateway.get(id, caller);
    } catch (error) {
      if (!GatewayError.isInstance(error) || error.code !== 'not_found') throw error;
      return this.gateway.getByExternalId(id, caller);
    }
  }
}
