import { Module } from '@nestjs/common';
import { defineProviderPlugin, PROVIDER_CONTRACT, videoProviderToken } from '@onereel/core';
import { ECHO_DESCRIPTOR } from './echo.models';
import { ECHO_ENVIRONMENT, EchoOptions, parseEchoOptions } from './echo.options';
import { EchoVideoProvider } from './echo.video-provider';

export { EchoVideoProvider } from './echo.video-provider';
export type { EchoOptions } from './echo.options';

const TOKEN = videoProviderToken(ECHO_DESCRIPTOR.id);

@Module({})
class EchoModule {}

export default defineProviderPlugin<EchoOptions>({
  id: ECHO_DESCRIPTOR.id,
  contract: PROVIDER_CONTRACT,
  descriptor: ECHO_DESCRIPTOR,
  environment: ECHO_ENVIRONMENT,
  parseOptions: parseEchoOptions,
  module: (options) => ({
    module: EchoModule,
    providers: [{ provide: TOKEN, useValue: new EchoVideoProvider(options) }],
    exports: [TOKEN],
  }),
});
