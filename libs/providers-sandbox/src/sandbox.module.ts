import { type DynamicModule, Module } from '@nestjs/common';
import { type PluginHost, videoProviderToken } from '@onereel/core';
import { createMediaProcess } from '@onereel/core/media';
import { SandboxVideoProvider } from './provider/sandbox.video-provider';
import type { SandboxOptions } from './sandbox.options';
import { SANDBOX_ID } from './wire/sandbox-descriptor';

@Module({})
export class SandboxModule {
  static register(options: SandboxOptions, host: PluginHost): DynamicModule {
    const token = videoProviderToken(SANDBOX_ID);
    return {
      module: SandboxModule,
      providers: [
        {
          provide: token,
          useFactory: () =>
            new SandboxVideoProvider(options, {
              dataDir: host.dataDir,
              media: createMediaProcess(host),
              clock: { now: () => Date.now() },
            }),
        },
      ],
      exports: [token],
    };
  }
}
