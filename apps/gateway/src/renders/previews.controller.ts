import type { IncomingMessage, ServerResponse } from 'node:http';
import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { callerOf } from '@onereel/core';
import { ApiGatewayErrors } from '../http/openapi/api-gateway-errors.decorator';
import { PreviewDesk } from './preview-desk';
import { PreviewDto } from './preview.dto';
import { readPreview } from './read-preview';

const EXAMPLE = { draft_id: '2026112710151200a1b2c3', at: 1.5, format: 'jpeg', width: 640 };
const FILE = { schema: { type: 'string', format: 'binary' } };

/** Single frames of drafts, drawn at once. */
@ApiTags('renders')
@Controller('api/v1/renders')
export class PreviewsController {
  constructor(private readonly desk: PreviewDesk) {}

  @Post('preview')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Draw one frame of a draft',
    description:
      'Composed as the film would be. Files that are not there are shown as labeled stand-ins. The answer’s `ETag` names draft, moment and look; `X-Preview-Cache` tells `hit` or `miss`.',
  })
  @ApiBody({ type: PreviewDto, examples: { frame: { summary: 'A small JPEG', value: EXAMPLE } } })
  @ApiOkResponse({
    description: 'The picture.',
    content: { 'image/png': FILE, 'image/jpeg': FILE, 'image/webp': FILE },
  })
  @ApiGatewayErrors(
    ...(['invalid_parameter', 'draft_invalid', 'draft_empty', 'not_supported', 'service_busy'] as const),
    ...(['authentication_failed', 'not_found', 'media_processing_failed'] as const),
  )
  async previewRender(
    @Req() request: IncomingMessage,
    @Res() response: ServerResponse,
    @Body() body: unknown,
  ): Promise<void> {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const order = readPreview(body);
    const { picture, tag, cached } = await this.desk.draw(order, callerOf(request), gone.signal);
    response.writeHead(200, {
      'Content-Type': `image/${order.format}`,
      'Content-Length': picture.length,
      ETag: `"${tag}"`,
      'X-Preview-Cache': cached ? 'hit' : 'miss',
    });
    response.end(picture);
  }
}
