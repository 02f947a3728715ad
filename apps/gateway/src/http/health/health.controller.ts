import type { ServerResponse } from 'node:http';
import { Controller, Get, Res, SetMetadata } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import { PUBLIC_ROUTE } from '@onereel/core';
import { HealthLiveDto, HealthReadyDto } from './health.dto';
import { ReadinessService } from './readiness.service';

@ApiTags('Operations')
@SetMetadata(PUBLIC_ROUTE, true)
@Controller('health')
export class HealthController {
  constructor(private readonly readiness: ReadinessService) {}

  @Get('live')
  @ApiOperation({
    security: [],
    summary: 'Is the process alive?',
    description: 'Answers as long as the event loop turns.',
  })
  @ApiOkResponse({ type: HealthLiveDto })
  readLiveness(): HealthLiveDto {
    return { status: 'ok' };
  }

  @Get('ready')
  @ApiOperation({
    security: [],
    summary: 'Can it take work?',
    description:
      'Store, queue, artifacts and ffmpeg must answer. Providers without credentials are listed with the keys they miss and do not make it unready.',
  })
  @ApiOkResponse({ type: HealthReadyDto })
  @ApiServiceUnavailableResponse({ type: HealthReadyDto, description: 'Something needed does not answer.' })
  async readReadiness(@Res({ passthrough: true }) response: ServerResponse): Promise<HealthReadyDto> {
    const report = await this.readiness.report();
    if (report.status !== 'ready') response.statusCode = 503;
    return report;
  }
}
