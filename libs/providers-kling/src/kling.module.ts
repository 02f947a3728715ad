import { DynamicModule, Module } from '@nestjs/common';
import { videoProviderToken } from '@onereel/core';
import type { KlingOptions } from './kling.options';
import { KlingVideoProvider } from './provider/kling.video-provider';
import { KLING_DESCRIPTOR } from './wire/kling-descriptor';

@Module({})
export class KlingModule {
  static register(options: KlingOptions): DynamicModule {
    const provide = videoProviderToken(KLING_DESCRIPTOR.id);
    return {
      module: KlingModule,
      providers: [{ provide, useValue: new KlingVideoProvider(options) }],
      exports: [provide],
    };
  }
}
