import type { IncomingMessage, ServerResponse } from 'node:http';
import { Controller, Get, Head, Inject, Param, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { BodyReader, callerOf, type OutputVariant, VIDEO_GATEWAY, type VideoGateway } from '@onereel/core';
import { ContentDelivery } from '../../http/files/content-delivery';
import { ApiDownloadContent } from './openai.docs';
import { OpenAiErrorFilter } from './openai.filter';

const VARIANTS: readonly OutputVariant[] = ['video', 'thumbnail', 'spritesheet'];
const EXTENSIONS: Readonly<Record<string, string>> = {
  'video/mp4': 'mp4',
  'video/webm': 'webm',
  'video/quicktime': 'mov',
  'image/webp': 'webp',
  'image/jpeg': 'jpg',
};

@ApiTags('OpenAI')
@Controller('v1/videos')
@UseFilters(OpenAiErrorFilter)
export class OpenAiContentController {
  constructor(
    @Inject(VIDEO_GATEWAY) private readonly gateway: VideoGateway,
    private readonly delivery: ContentDelivery,
  ) {}

  @Head(':id/content')
  @ApiDownloadContent()
  headContent(
    @Req() request: IncomingMessage,
    @Res() response: ServerResponse,
    @Param('id') id: string,
    @Query() query: unknown,
  ): Promise<void> {
    return this.downloadContent(request, response, id, query);
  }

  @Get(':id/content')
  @ApiDownloadContent()
  async downloadContent(
    @Req() request: IncomingMessage,
    @Res() response: ServerResponse,
    @Param('id') id: string,
    @Query() query: unknown,
  ): Promise<void> {
    const reader = new BodyReader(query);
    const variant = reader.oneOf('variant', VARIANTS) ?? 'video';
    const wanted = { variant, output: reader.text('output', 40) };
    const redirect = reader.boolean('redirect');
    const output = await this.gateway.output(id, wanted, callerOf(request));
    const extension = EXTENSIONS[output.mediaType] ?? 'bin';
    await this.delivery.send(request, response, output, {
      filename: `${id}-${output.id}.${extension}`,
      redirect,
    });
  }
}
