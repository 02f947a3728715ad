import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { Controller, Get, Param, Query, Req, Res, SetMetadata } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { PUBLIC_ROUTE } from '@onereel/core';
import { CapcutMateFilesAnswer } from '../dto/answer.dto';
import { DraftFiles } from '../service/draft-files';
import { CAPCUT_MATE_PREFIX } from '../service/draft-address';
import { CapcutMateWire } from './capcut-mate-route.decorator';

/** What capcut-mate's desktop client reads. It sends no API key: the signature in the address opens the draft, or the caller's own key. */
@ApiTags('drafts')
@SetMetadata(PUBLIC_ROUTE, true)
@Controller(CAPCUT_MATE_PREFIX)
export class CapcutMateFilesController {
  constructor(private readonly files: DraftFiles) {}

  @Get('get_draft')
  @CapcutMateWire()
  @ApiOperation({
    operationId: 'get_draft',
    summary: 'Addresses of all files of a draft',
    description: 'For the desktop client of capcut-mate, which downloads them into a draft folder.',
    security: [],
  })
  @ApiQuery({ name: 'draft_id', type: String, description: 'Id of the draft, as in draft_url.' })
  @ApiQuery({
    name: 'access',
    type: String,
    required: false,
    description: 'Signature, as draft_url carries it; not needed with the API key of the owner.',
  })
  @ApiOkResponse({ type: CapcutMateFilesAnswer, description: 'Done; `code` is 0.' })
  async getDraft(@Query() query: Record<string, unknown>, @Req() request: IncomingMessage): Promise<object> {
    const draftId = this.files.draftId(query.draft_id);
    const ownerId = await this.files.reader(draftId, query.access, request);
    return { files: await this.files.list(draftId, ownerId) };
  }

  @Get('draft_files/:access/:draftId/*path')
  @CapcutMateWire()
  @ApiExcludeEndpoint()
  async readFile(
    @Param('access') access: string,
    @Param('draftId') id: string,
    @Param('path') path: string[] | string,
    @Req() request: IncomingMessage,
    @Res() response: ServerResponse,
  ): Promise<void> {
    const draftId = this.files.draftId(id);
    const ownerId = await this.files.reader(draftId, access, request);
    const file = await this.files.open(draftId, ownerId, Array.isArray(path) ? path.join('/') : path);
    response.writeHead(200, {
      'Content-Type': file.mediaType,
      'Content-Length': file.bytes,
      'X-Content-Type-Options': 'nosniff',
      'Content-Disposition': 'attachment',
    });
    await pipeline(file.stream, response).catch(() => response.destroy());
  }
}
