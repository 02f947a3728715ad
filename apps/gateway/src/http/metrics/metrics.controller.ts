import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { GatewayError } from '@onereel/core';
import { GATEWAY_CONFIG, type GatewayConfig } from '../../config/gateway-config';
import { PublicWhen } from '../auth/public-routes';
import { ApiGatewayErrors } from '../openapi/api-gateway-errors.decorator';
import { MetricsRegistry } from './metrics-registry';

@ApiTags('Operations')
@PublicWhen((config) => config.metrics !== 'key')
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly metrics: MetricsRegistry,
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
  ) {}

  @Get()
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  @ApiOperation({
    summary: 'Prometheus metrics',
    description: 'Needs an API key unless `ONEREEL_METRICS=public`; absent with `ONEREEL_METRICS=off`.',
  })
  @ApiProduces('text/plain')
  @ApiOkResponse({ description: 'Metrics in the Prometheus text format.', schema: { type: 'string' } })
  @ApiGatewayErrors('authentication_failed', 'not_found')
  readMetrics(): Promise<string> {
    if (this.config.metrics === 'off') {
      throw new GatewayError('not_found', { message: 'Metrics are switched off by ONEREEL_METRICS.' });
    }
    return this.metrics.page();
  }
}
