import { tmpdir } from 'node:os';
import { type CanActivate, type ExecutionContext, Global, Module, type Type } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { setCaller, VIDEO_GATEWAY, type VideoGateway } from '@onereel/core';
import type { StartedDialect } from '@onereel/core/testing';
import { LoggerModule } from 'nestjs-pino';
import { GATEWAY_CONFIG, parseConfig } from '../../apps/gateway/src/config/gateway-config';
import { BodyGuard } from '../../apps/gateway/src/http/body/body.guard';
import { GatewayExceptionFilter } from '../../apps/gateway/src/http/errors/gateway-exception.filter';
import { ContentDelivery } from '../../apps/gateway/src/http/files/content-delivery';

/** Mounts one dialect over a scripted gateway, with the host's own reading of bodies and rendering of errors. */
export async function serveDialect(
  dialect: Type,
  gateway: VideoGateway,
  ownerId: string,
): Promise<StartedDialect> {
  const owner: CanActivate = {
    canActivate(context: ExecutionContext) {
      setCaller(context.switchToHttp().getRequest<object>(), { ownerId });
      return true;
    },
  };
  const shared = [
    { provide: VIDEO_GATEWAY, useValue: gateway },
    { provide: GATEWAY_CONFIG, useValue: { ...parseConfig({}, tmpdir()), dataDir: tmpdir() } },
    // The suite downloads nothing.
    { provide: ContentDelivery, useValue: {} },
  ];

  @Global()
  @Module({ providers: shared, exports: shared })
  class SharedModule {}

  @Module({
    imports: [LoggerModule.forRoot({ pinoHttp: { level: 'silent' } }), SharedModule, dialect],
    providers: [
      { provide: APP_GUARD, useValue: owner },
      { provide: APP_GUARD, useClass: BodyGuard },
      { provide: APP_FILTER, useClass: GatewayExceptionFilter },
    ],
  })
  class HostModule {}

  const app = await NestFactory.create<NestExpressApplication>(HostModule, {
    bodyParser: false,
    logger: false,
  });
  await app.listen(0, '127.0.0.1');
  return { origin: await app.getUrl(), close: () => app.close() };
}
