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
import {
  BodyReader,
  callerOf,
  idempotencyKeyOf,
  type TaskView,
  VIDEO_GATEWAY,
  type VideoGateway,
} from '@onereel/core';
import { formFiles } from '../../http/body/form-files';
import {
  ApiCreateVideo,
  ApiDeleteVideo,
  ApiListVideos,
  ApiRemixVideo,
  ApiRetrieveVideo,
} from './openai.docs';
import type { OpenAiVideoDeletedDto, OpenAiVideoDto, OpenAiVideoListDto } from './openai.dto';
import { OpenAiErrorFilter } from './openai.filter';
import { toCreateVideo, toRemix, toTaskQuery } from './openai.mapper';
import { pollAfterMs, toDeleted, toVideo, toVideoList, type VideoUrl } from './openai.words';

@ApiTags('OpenAI')
@Controller('v1/videos')
@UseFilters(OpenAiErrorFilter)
export class OpenAiController {
  private readonly videoUrl: VideoUrl;

  constructor(@Inject(VIDEO_GATEWAY) private readonly gateway: VideoGateway) {
    this.videoUrl = (task) => gateway.contentUrl(task);
  }

  @Post()
  @HttpCode(200)
  @ApiCreateVideo()
  async createVideo(
    @Req() request: IncomingMessage,
    @Res({ passthrough: true }) response: ServerResponse,
    @Body() body: unknown,
  ): Promise<OpenAiVideoDto> {
    const call = { body, files: formFiles(request), isForm: isForm(request), ...creationHeaders(request) };
    const create = toCreateVideo(call, this.gateway.models());
    return this.answer(await this.gateway.create(create, callerOf(request)), response);
  }

  @Get()
  @ApiListVideos()
  async listVideos(@Req() request: IncomingMessage, @Query() query: unknown): Promise<OpenAiVideoListDto> {
    return toVideoList(await this.gateway.list(toTaskQuery(query), callerOf(request)), this.videoUrl);
  }

  @Get(':id')
  @ApiRetrieveVideo()
  async retrieveVideo(
    @Req() request: IncomingMessage,
    @Res({ passthrough: true }) response: ServerResponse,
    @Param('id') id: string,
  ): Promise<OpenAiVideoDto> {
    return this.answer(await this.gateway.get(id, callerOf(request)), response);
  }

  @Delete(':id')
  @ApiDeleteVideo()
  async deleteVideo(
    @Req() request: IncomingMessage,
    @Param('id') id: string,
  ): Promise<OpenAiVideoDeletedDto> {
    await this.gateway.delete(id, callerOf(request));
    return toDeleted(id);
  }

  @Post(':id/remix')
  @HttpCode(200)
  @ApiRemixVideo()
  async remixVideo(
    @Req() request: IncomingMessage,
    @Res({ passthrough: true }) response: ServerResponse,
    @Param('id') id: string,
    @Body() body: unknown,
  ): Promise<OpenAiVideoDto> {
    const caller = callerOf(request);
    const create = toRemix(body, await this.gateway.get(id, caller), creationHeaders(request));
    return this.answer(await this.gateway.create(create, caller), response);
  }

  private answer(task: TaskView, response: ServerResponse): OpenAiVideoDto {
    const pause = pollAfterMs(task);
    if (pause !== undefined) {
      response.setHeader('openai-poll-after-ms', String(pause));
      response.setHeader('Retry-After', String(pause / 1000));
    }
    return toVideo(task, this.videoUrl);
  }
}

const isForm = (request: IncomingMessage): boolean =>
  /^(multipart\/form-data|application\/x-www-form-urlencoded)/i.test(request.headers['content-type'] ?? '');

function creationHeaders(request: IncomingMessage): { legacy: boolean; idempotencyKey?: string } {
  const wanted = new BodyReader({ 'X-Video-Dialect': request.headers['x-video-dialect'] });
  return {
    legacy: wanted.oneOf('X-Video-Dialect', ['openai', 'legacy'] as const) === 'legacy',
    idempotencyKey: idempotencyKeyOf(request),
  };
}
