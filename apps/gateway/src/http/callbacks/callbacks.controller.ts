import type { IncomingMessage } from 'node:http';
import { Controller, HttpCode, Param, Post, Query, Req, SetMetadata } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { PUBLIC_ROUTE, STREAMED_BODY } from '@onereel/core';
import { VendorCallbacks } from '../../engine/vendor-callbacks';
import { rawBody } from '../body/raw-body';
import { ApiGatewayErrors } from '../openapi/api-gateway-errors.decorator';

const MAX_BYTES = 1024 * 1024;

/** Vendors sign what they send, each in its own way; its provider verifies the raw bytes. */
@ApiTags('Callbacks')
@Controller('callbacks')
@SetMetadata(PUBLIC_ROUTE, true)
@SetMetadata(STREAMED_BODY, true)
export class CallbacksController {
  constructor(private readonly callbacks: VendorCallbacks) {}

  @Post(':providerId')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Receive a vendor’s callback',
    description:
      'For vendors, not for clients. Needs ONEREEL_PUBLIC_URL and the webhook secret of the vendor. Only makes the gateway ask the vendor now.',
    security: [],
  })
  @ApiParam({ name: 'providerId', example: 'kling', description: 'Provider that called back.' })
  @ApiOkResponse({ description: 'Believed.', schema: { type: 'object' } })
  @ApiGatewayErrors('authentication_failed', 'not_found', 'payload_too_large', 'internal_error')
  async receiveCallback(
    @Req() request: IncomingMessage,
    @Param('providerId') providerId: string,
    @Query() query: Record<string, unknown>,
  ): Promise<object> {
    await this.callbacks.receive(providerId, {
      headers: texts(request.headers),
      query: texts(query),
      rawBody: await rawBody(request, MAX_BYTES),
    });
    return {};
  }
}

const texts = (values: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
