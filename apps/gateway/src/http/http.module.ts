import type { DynamicModule, Provider } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { GATEWAY_CONFIG, type GatewayConfig } from '../config/gateway-config';
import { ArtifactResponder } from './files/artifact-responder';
import { ApiKeyRing } from './auth/api-key-ring';
import { API_KEY_STORE, type ApiKeyStore } from './auth/api-key-store';
import { AuthGuard } from './auth/auth.guard';
import { PublicRoutes } from './auth/public-routes';
import { WrongKeyLimit } from './auth/wrong-key-limit';
import { SecretBox } from './auth/secret-box';
import { CallbacksController } from './callbacks/callbacks.controller';
import { BodyGuard } from './body/body.guard';
import { CLOCK, systemClock } from '../engine/clock';
import { GatewayExceptionFilter } from './errors/gateway-exception.filter';
import { HealthController } from './health/health.controller';
import { ReadinessService } from './health/readiness.service';
import { LandingController } from './landing/landing.controller';
import { BootLogger } from './logging/boot-logger';
import { MetricsController } from './metrics/metrics.controller';
import { MetricsRegistry } from './metrics/metrics-registry';
import { CONTENT_DELIVERY_MODE, ContentDelivery } from './files/content-delivery';
import { FilesController } from './files/files.controller';
import { SignedFiles } from './files/signed-files';
import { PUBLIC_ADDRESS, type PublicAddress } from './server/public-address';
import { RateLimitGuard } from './rate-limit/rate-limit.guard';

export interface HttpModuleOptions {
  readonly config: GatewayConfig;
  readonly address: PublicAddress;
  /** 32 bytes; seals API keys. */
  readonly secretKey: Buffer;
  readonly files: SignedFiles;
}

/** What every route shares: keys, limits, bodies, errors, health, metrics. Guards run in their order here. */
export class HttpModule {
  static register(options: HttpModuleOptions): DynamicModule {
    const shared: Provider[] = [
      { provide: GATEWAY_CONFIG, useValue: options.config },
      { provide: PUBLIC_ADDRESS, useValue: options.address },
      { provide: CLOCK, useValue: systemClock },
      {
        provide: ApiKeyRing,
        inject: [API_KEY_STORE],
        useFactory: (store: ApiKeyStore) =>
          new ApiKeyRing(store, new SecretBox(options.secretKey), systemClock, options.config.apiKeys),
      },
      { provide: SignedFiles, useValue: options.files },
      PublicRoutes,
      WrongKeyLimit,
      BootLogger,
      ArtifactResponder,
      { provide: CONTENT_DELIVERY_MODE, useValue: options.config.contentDelivery },
      ContentDelivery,
      MetricsRegistry,
    ];
    return {
      module: HttpModule,
      global: true,
      controllers: [
        HealthController,
        MetricsController,
        FilesController,
        LandingController,
        CallbacksController,
      ],
      providers: [
        ...shared,
        ReadinessService,
        { provide: APP_GUARD, useClass: AuthGuard },
        { provide: APP_GUARD, useClass: RateLimitGuard },
        { provide: APP_GUARD, useClass: BodyGuard },
        { provide: APP_FILTER, useClass: GatewayExceptionFilter },
      ],
      exports: shared.map((provider) => (typeof provider === 'function' ? provider : provider.provide)),
    };
  }
}
