import { DynamicModule, Module } from '@nestjs/common';
import { videoProviderToken } from '@onereel/core';
import { VeoVideoProvider } from './provider/veo.video-provider';
import type { VeoOptions } from './veo.options';
import { VEO_ID } from './wire/veo-descriptor';

@Module({})
export class VeoModule {
  static register(options: VeoOptions): DynamicModule {
    const provide = videoProviderToken(VEO_ID);
    return {
      module: VeoModule,
      providers: [{ provide, useValue: new VeoVideoProvider(options) }],
      exports: [provide],
    };
  }
}
