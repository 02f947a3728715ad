import { defineProviderPlugin, PROVIDER_CONTRACT } from '@onereel/core';
import { KlingDialectModule } from './dialect/kling-dialect.module';
import { KlingModule } from './kling.module';
import { KLING_ENVIRONMENT, KlingOptions, parseKlingOptions } from './kling.options';
import { KLING_DESCRIPTOR } from './wire/kling-descriptor';

export type { KlingCredential } from './kling-credentials';
export type { KlingOptions } from './kling.options';
export { KlingVideoProvider } from './provider/kling.video-provider';

/** Kling for OneReel: the vendor as a provider, and the vendor's own API as an inbound dialect. */
export default defineProviderPlugin<KlingOptions>({
  id: KLING_DESCRIPTOR.id,
  contract: PROVIDER_CONTRACT,
  descriptor: KLING_DESCRIPTOR,
  environment: KLING_ENVIRONMENT,
  parseOptions: parseKlingOptions,
  module: (options) => KlingModule.register(options),
  dialect: () => ({ module: KlingDialectModule }),
});
