import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { Controller, Get, Head, Inject, Param, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import { type RenderReport, reportPage } from '@onereel/capcut-draft';
import { callerOf, type TaskOutput, VIDEO_GATEWAY, type VideoGateway } from '@onereel/core';
import { ARTIFACT_STORE, type ArtifactStore } from '@onereel/core/engine';
import type { MediaProcess } from '@onereel/core/media';
import { ENGINE_SETTINGS, type EngineSettings } from '../engine/engine-settings';
import { MEDIA_PROCESS } from '../engine/media-token';
import { ContentDelivery } from '../http/files/content-delivery';
import { ApiGatewayErrors } from '../http/openapi/api-gateway-errors.decorator';
import { renderOf } from './render-words';

const ApiRenderId = (): MethodDecorator =>
  ApiParam({ name: 'id', type: String, description: 'Id of the render.' });
const ApiFile = (type: string): MethodDecorator =>
  ApiOkResponse({
    description: 'The file.',
    content: { [type]: { schema: { type: 'string', format: 'binary' } } },
  });

type StoredReport = RenderReport & { frames: number; firstFrame: number; durationSeconds: number };

/** The files of a finished render. */
@ApiTags('renders')
@Controller('api/v1/renders')
export class RenderFilesController {
  constructor(
    @Inject(VIDEO_GATEWAY) private readonly gateway: VideoGateway,
    @Inject(ARTIFACT_STORE) private readonly artifacts: ArtifactStore,
    @Inject(MEDIA_PROCESS) private readonly media: MediaProcess,
    @Inject(ENGINE_SETTINGS) private readonly settings: EngineSettings,
    private readonly delivery: ContentDelivery,
  ) {}

  @Head(':id/content')
  @ApiRenderId()
  @ApiOperation({ summary: 'Size and type of the film' })
  @ApiFile('video/mp4')
  @ApiGatewayErrors('authentication_failed', 'not_found', 'not_ready')
  headRender(@Req() request: IncomingMessage, @Res() response: ServerResponse, @Param('id') id: string) {
    return this.downloadRender(request, response, id);
  }

  @Get(':id/content')
  @ApiRenderId()
  @ApiOperation({ summary: 'Download the film', description: 'Ranges and revalidation by ETag are served.' })
  @ApiFile('video/mp4')
  @ApiGatewayErrors('authentication_failed', 'not_found', 'not_ready')
  async downloadRender(
    @Req() request: IncomingMessage,
    @Res() response: ServerResponse,
    @Param('id') id: string,
  ): Promise<void> {
    const film = await this.output(request, id, 'video');
    await this.delivery.send(request, response, film, { filename: `${id}${extensionOf(film.key)}` });
  }

  @Get(':id/thumbnail')
  @ApiRenderId()
  @ApiOperation({ summary: 'The picture that was asked for as thumbnail' })
  @ApiFile('image/jpeg')
  @ApiGatewayErrors('authentication_failed', 'not_found', 'not_ready')
  async renderThumbnail(
    @Req() request: IncomingMessage,
    @Res() response: ServerResponse,
    @Param('id') id: string,
  ): Promise<void> {
    const picture = await this.output(request, id, 'thumbnail');
    await this.delivery.send(request, response, picture, { filename: `${id}${extensionOf(picture.key)}` });
  }

  @Get(':id/report')
  @ApiRenderId()
  @ApiOperation({ summary: 'How true everything was drawn', description: 'Counts and rows, worst first.' })
  @ApiOkResponse({ description: 'The report.', schema: { type: 'object', additionalProperties: true } })
  @ApiGatewayErrors('authentication_failed', 'not_found', 'not_ready')
  async renderReport(@Req() request: IncomingMessage, @Param('id') id: string): Promise<object> {
    return this.report(await this.output(request, id, 'report'));
  }

  @Get(':id/report.html')
  @ApiRenderId()
  @ApiOperation({ summary: 'The report as a page, with a frame of each affected segment' })
  @ApiProduces('text/html')
  @ApiFile('text/html')
  @ApiGatewayErrors('authentication_failed', 'not_found', 'not_ready')
  async renderReportPage(
    @Req() request: IncomingMessage,
    @Res() response: ServerResponse,
    @Param('id') id: string,
  ): Promise<void> {
    const film = await this.output(request, id, 'video');
    const stored = await this.report(await this.output(request, id, 'report'));
    const frames = film.width === undefined ? 0 : stored.frames;
    await mkdir(this.settings.workDir, { recursive: true });
    const workDir = await mkdtemp(join(this.settings.workDir, 'report-'));
    const local = await this.artifacts.local(film.key);
    try {
      const source = { ...stored, file: local.path, report: stored, frames };
      const page = await reportPage(source, { media: this.media, workDir });
      response.writeHead(200, {
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
      });
      response.end(page);
    } finally {
      await local.release();
      await rm(workDir, { recursive: true, force: true });
    }
  }

  private async output(request: IncomingMessage, id: string, output: string): Promise<TaskOutput> {
    const caller = callerOf(request);
    const task = await renderOf(this.gateway, id, caller);
    return this.gateway.output(task.id, { variant: 'video', output }, caller);
  }

  private async report({ key }: TaskOutput): Promise<StoredReport> {
    return (await json(await this.artifacts.open(key))) as StoredReport;
  }
}

const extensionOf = (key: string): string => /\.[a-z0-9]+$/.exec(key)?.[0] ?? '';
