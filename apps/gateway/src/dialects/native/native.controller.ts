import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
  Req,
  Res,
  UseFilters,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { callerOf, idempotencyKeyOf, type TaskView, VIDEO_GATEWAY, type VideoGateway } from '@onereel/core';
import { isFinal } from '../../http/tasks/api-status';
import type {
  NativeTaskCreatedDto,
  NativeTaskDeletedDto,
  NativeTaskDto,
  NativeTaskListDto,
  NativeVideoStatusDto,
} from './native.dto';
import {
  ApiCancelTask,
  ApiDeleteTask,
  ApiExplainTask,
  ApiGenerateVideo,
  ApiListTasks,
  ApiRetrieveTask,
  ApiRetrieveVideo,
} from './native.docs';
import type { NativeExplanationDto } from './native-explain.dto';
import { toExplanation } from './native-explain.words';
import { NativeErrorFilter } from './native.filter';
import { toCreateVideo, toTaskQuery } from './native.mapper';
import { toCreated, toTask, toTaskList, toVideoStatus, type VideoUrl } from './native.words';

const POLL_AFTER_SECONDS = '2';

@ApiTags('Native')
@Controller('api/v1')
@UseFilters(NativeErrorFilter)
export class NativeController {
  private readonly videoUrl: VideoUrl;

  constructor(@Inject(VIDEO_GATEWAY) private readonly gateway: VideoGateway) {
    this.videoUrl = (task, output) => gateway.contentUrl(task, output);
  }

  @Post('videos/generate')
  @HttpCode(200)
  @ApiGenerateVideo()
  async generateVideo(@Req() request: IncomingMessage, @Body() body: unknown): Promise<NativeTaskCreatedDto> {
    const create = toCreateVideo(body, this.gateway.models(), idempotencyKeyOf(request));
    return toCreated(await this.gateway.create(create, callerOf(request)));
  }

  @Get('tasks/:id')
  @ApiRetrieveTask()
  async retrieveTask(
    @Req() request: IncomingMessage,
    @Res({ passthrough: true }) response: ServerResponse,
    @Param('id') id: string,
  ): Promise<NativeTaskDto> {
    const task = await this.gateway.get(id, callerOf(request));
    paceOf(task, response);
    return toTask(task, this.videoUrl);
  }

  @Get('tasks/:id/explain')
  @ApiExplainTask()
  async explainTask(@Req() request: IncomingMessage, @Param('id') id: string): Promise<NativeExplanationDto> {
    return toExplanation(await this.gateway.explain(id, callerOf(request)));
  }

  @Get('tasks')
  @ApiListTasks()
  async listTasks(@Req() request: IncomingMessage, @Query() query: unknown): Promise<NativeTaskListDto> {
    return toTaskList(await this.gateway.list(toTaskQuery(query), callerOf(request)), this.videoUrl);
  }

  @Delete('tasks/:id')
  @ApiDeleteTask()
  async deleteTask(@Req() request: IncomingMessage, @Param('id') id: string): Promise<NativeTaskDeletedDto> {
    await this.gateway.delete(id, callerOf(request));
    return { task_id: id, deleted: true };
  }

  @Post('tasks/:id/cancel')
  @HttpCode(200)
  @ApiCancelTask()
  async cancelTask(@Req() request: IncomingMessage, @Param('id') id: string): Promise<NativeTaskDto> {
    return toTask(await this.gateway.cancel(id, callerOf(request)), this.videoUrl);
  }

  @Get('videos/:id')
  @ApiRetrieveVideo()
  async retrieveVideo(
    @Req() request: IncomingMessage,
    @Res({ passthrough: true }) response: ServerResponse,
    @Param('id') id: string,
  ): Promise<NativeVideoStatusDto> {
    const task = await this.gateway.get(id, callerOf(request));
    response.setHeader('Deprecation', 'true');
    response.setHeader('Link', `</api/v1/tasks/${task.id}>; rel="successor-version"`);
    paceOf(task, response);
    return toVideoStatus(task, this.videoUrl);
  }
}

function paceOf(task: TaskView, response: ServerResponse): void {
  if (!isFinal(task)) response.setHeader('Retry-After', POLL_AFTER_SECONDS);
}
