import { All, Controller } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { GatewayError } from '@onereel/core';
import { CAPCUT_MATE_PREFIX } from '../service/draft-address';
import { CapcutMateWire } from './capcut-mate-route.decorator';

/** Every other address of the dialect. Its clients look for a numeric code there, too. */
@ApiExcludeController()
@Controller(CAPCUT_MATE_PREFIX)
export class CapcutMateMissingController {
  @All('*path')
  @CapcutMateWire()
  refuse(): never {
    throw new GatewayError('not_found', {
      message: 'There is no such route, or it takes another method; the OpenAPI document lists all routes.',
    });
  }
}
