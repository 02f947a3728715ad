import { All, Controller, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { GatewayError } from '@onereel/core';
import { KlingErrorFilter } from './kling.filter';

/** What else Kling's API has. Its clients need a numeric code also for routes that do not exist. */
@ApiExcludeController()
@Controller('kling')
@UseFilters(KlingErrorFilter)
export class KlingMissingController {
  @All('*path')
  refuse(): never {
    throw new GatewayError('not_found', {
      message:
        'This part of the Kling API is not offered here. There are POST and GET /kling/v1/videos/text2video and image2video.',
    });
  }
}
