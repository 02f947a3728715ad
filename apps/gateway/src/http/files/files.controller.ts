import type { IncomingMessage, ServerResponse } from 'node:http';
import { Controller, Get, Inject, Param, Query, Req, Res, SetMetadata } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { PUBLIC_ROUTE } from '@onereel/core';
import { ARTIFACT_STORE, type ArtifactStore } from '@onereel/core/engine';
import { ArtifactResponder } from './artifact-responder';
import { SignedFiles } from './signed-files';

/** Serves what a signed link names. */
@ApiExcludeController()
@SetMetadata(PUBLIC_ROUTE, true)
@Controller('files')
export class FilesController {
  constructor(
    private readonly links: SignedFiles,
    private readonly responder: ArtifactResponder,
    @Inject(ARTIFACT_STORE) private readonly store: ArtifactStore,
  ) {}

  @Get('*key')
  async readFile(
    @Param('key') path: string[] | string,
    @Query() query: Record<string, unknown>,
    @Req() request: IncomingMessage,
    @Res() response: ServerResponse,
  ): Promise<void> {
    const segments = Array.isArray(path) ? path : path.split('/');
    const key = segments.join('/');
    this.links.verify(key, String(query.expires), String(query.signature));
    const filename = segments[segments.length - 1];
    await this.responder.send(request, response, await this.store.stat(key), { filename });
  }
}
