import { DynamicModule, Module } from '@nestjs/common';
import { videoProviderToken } from '@onereel/core';
import type { JimengOptions } from './jimeng.options';
import { JimengVideoProvider } from './provider/jimeng.video-provider';
import { JIMENG_DESCRIPTOR } from './wire/jimeng-descriptor';

@Module({})
export class JimengModule {
  static register(options: JimengOptions): DynamicModule {
    const provide = videoProviderToken(JIMENG_DESCRIPTOR.id);
    return {
      module: JimengModule,
      providers: [{ provide, useValue: new JimengVideoProvider(options) }],
      exports: [provide],
    };
  }
}
