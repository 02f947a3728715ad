import { IncomingMessage, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { Body, Controller, Get, Header, Param, Post, Query, Req, Res, SetMetadata } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import { callerOf, GatewayError, STREAMED_BODY } from '@onereel/core';
import { printDraft } from '../../draft/read/parse-draft';
import { publicDocument } from '../../package/document-for-profile';
import { packageForProfile } from '../../package/draft-package';
import { LAYOUTS, PROFILE_NAMES, TARGET_PROFILES } from '../../package/target-profile';
import { type ArchiveSources, folderName, writeArchive } from '../../package/write-archive';
import { NativeImportedDraft } from '../dto/native-drafts.dto';
import { NativeContentQuery, NativeImportQuery, NativePackageQuery } from '../dto/native-query.dto';
import { readBody } from '../fields/read-body';
import { DraftCovers } from '../service/draft-covers';
import { DraftImport, type ImportedDraft } from '../service/draft-import';
import { DraftService } from '../service/draft.service';
import { PendingMedia } from '../service/pending-media';
import { ApiDraftId, ApiNativeErrors, bodyExample } from './api-native-drafts.decorator';
import { draftView } from './native-drafts.controller';

/** Drafts in and out: what the applications open, and what they saved. */
@ApiTags('drafts')
@ApiNativeErrors()
@Controller('api/v1/drafts')
export class NativeExchangeController {
  constructor(
    private readonly drafts: DraftService,
    private readonly importer: DraftImport,
    private readonly pending: PendingMedia,
    private readonly covers: DraftCovers,
  ) {}

  @Post('import')
  @SetMetadata(STREAMED_BODY, true)
  @ApiOperation({
    operationId: 'importDraft',
    summary: 'Import a timeline (JSON) or a zipped draft folder',
    description:
      'Of any CapCut, or of JianYing up to 5.9, which do not encrypt. What this service does not know is kept as it is. From a zip the media the timeline names are taken, too.',
  })
  @ApiQuery({ name: 'name', required: false, type: String, description: 'Name of the draft.' })
  @ApiConsumes('application/json', 'application/zip')
  @ApiBody({
    ...bodyExample('The smallest timeline', { tracks: [], materials: {} }),
    schema: {
      type: 'object',
      additionalProperties: true,
      description: 'draft_content.json or draft_info.json as it is, or the bytes of a zip.',
    },
  })
  @ApiCreatedResponse({ type: NativeImportedDraft, description: 'The new draft.' })
  async import(
    @Body() body: unknown,
    @Query() query: Record<string, unknown>,
    @Req() request: IncomingMessage,
  ): Promise<NativeImportedDraft> {
    const { name } = readBody(NativeImportQuery, query);
    const imported = await this.read(body, name, request);
    const warnings =
      'warnings' in imported ? imported.warnings.map(({ field, message }) => `${field}: ${message}`) : [];
    return { ...draftView(imported.row, this.drafts.address.draftUrl(imported.row.id)), warnings };
  }

  @Get(':id/content')
  @ApiDraftId()
  @Header('Content-Type', 'application/json; charset=utf-8')
  @ApiOperation({
    operationId: 'exportDraftContent',
    summary: 'The timeline as the applications write it, nothing added',
    description:
      'Clips of tasks that have finished meanwhile are filled in first; a past revision is given as it stood.',
  })
  @ApiQuery({ name: 'revision', required: false, type: 'integer', description: 'Default: the newest.' })
  @ApiOkResponse({
    description: 'draft_content.json.',
    schema: { type: 'object', additionalProperties: true },
  })
  async content(
    @Param('id') id: string,
    @Query() query: Record<string, unknown>,
    @Req() request: IncomingMessage,
    @Res() response: ServerResponse,
  ): Promise<void> {
    const { revision: at } = readBody(NativeContentQuery, query);
    const caller = callerOf(request);
    const { document, row } =
      at === undefined ? await this.pending.settle(id, caller) : await this.drafts.open(id, caller, at);
    const bytes = Buffer.from(printDraft(publicDocument(document)));
    response.writeHead(200, {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Length': bytes.length,
      ETag: `"${at ?? row.revision}"`,
    });
    response.end(bytes);
  }

  @Get(':id/package')
  @ApiDraftId()
  @ApiOperation({
    operationId: 'exportDraftPackage',
    summary: 'A zip the application opens, media inside',
    description:
      'A draft folder with timeline, card, cover and media; `onereel draft install` puts it in place. Refused while clips are still being made.',
  })
  @ApiQuery({
    name: 'profile',
    required: false,
    enum: [...PROFILE_NAMES],
    description: 'Default capcut-win.',
  })
  @ApiQuery({
    name: 'layout',
    required: false,
    enum: [...LAYOUTS],
    description: 'Where newer applications keep the timeline. Default root.',
  })
  @ApiProduces('application/zip')
  @ApiOkResponse({ description: 'The zip.', schema: { type: 'string', format: 'binary' } })
  async package(
    @Param('id') id: string,
    @Query() query: Record<string, unknown>,
    @Req() request: IncomingMessage,
    @Res() response: ServerResponse,
  ): Promise<void> {
    const { profile, layout } = readBody(NativePackageQuery, query);
    const open = await this.pending.settle(id, callerOf(request));
    const { row, document } = open;
    const name = row.name || row.id;
    const times = { createdMs: Date.parse(row.createdAt), modifiedMs: Date.parse(row.updatedAt) };
    const content = packageForProfile(document, TARGET_PROFILES[profile], layout, {
      name,
      draftId: row.id,
      ...times,
      materialsSize: await this.drafts.mediaBytes(document),
    });
    const folder = folderName(name, row.id);
    const { library } = this.drafts;
    const sources: ArchiveSources = {
      cover: () => this.covers.of(open),
      media: (file) => library.open(file),
    };
    response.writeHead(200, {
      'Content-Type': 'application/zip',
      'Content-Disposition': `attachment; filename="${row.id}.zip"; filename*=UTF-8''${encodeURIComponent(folder)}.zip`,
    });
    await pipeline(writeArchive(content, folder, sources, new Date(times.modifiedMs)), response).catch(() =>
      response.destroy(),
    );
  }

  /** A host may have read the body already (JSON), or leave the stream alone (zip). */
  private async read(
    body: unknown,
    name: string | undefined,
    request: IncomingMessage,
  ): Promise<ImportedDraft | Awaited<ReturnType<DraftImport['fromJson']>>> {
    const caller = callerOf(request);
    const type = request.headers['content-type'] ?? '';
    if (/^application\/(zip|x-zip-compressed|octet-stream)\b/i.test(type)) {
      const stream = body instanceof Uint8Array ? Readable.from([body]) : request;
      return this.importer.fromZip(stream, name, caller);
    }
    if (typeof body === 'object' && body !== null) {
      return this.importer.fromJson(rawJson(request) ?? JSON.stringify(body), name, caller);
    }
    if (/^application\/json\b/i.test(type))
      return this.importer.fromJson(await this.importer.readAll(request), name, caller);
    throw new GatewayError('draft_invalid', {
      param: 'file',
      message: 'Send the timeline as application/json or the zipped draft folder as application/zip.',
    });
  }
}

/** The bytes as they came, where the host keeps them: number spelling survives only in these. */
function rawJson(request: IncomingMessage): Buffer | undefined {
  const { rawBody } = request as { rawBody?: unknown };
  return Buffer.isBuffer(rawBody) ? rawBody : undefined;
}
