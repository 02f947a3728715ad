import { defineProviderPlugin, PROVIDER_CONTRACT } from '@onereel/core';
import { VeoModule } from './veo.module';
import { parseVeoOptions, VEO_ENVIRONMENT, VeoOptions } from './veo.options';
import { VEO_DESCRIPTOR } from './wire/veo-descriptor';

export type { RelayBodyMode, ServiceAccount, VeoAccount } from './veo-account';
export type { VeoOptions } from './veo.options';
export { VeoVideoProvider } from './provider/veo.video-provider';

/** Google Veo for OneReel: over Vertex AI, over proxies of the Gemini API, and over relays. */
export default defineProviderPlugin<VeoOptions>({
  id: VEO_DESCRIPTOR.id,
  contract: PROVIDER_CONTRACT,
  descriptor: VEO_DESCRIPTOR,
  environment: VEO_ENVIRONMENT,
  parseOptions: parseVeoOptions,
  module: (options) => VeoModule.register(options),
});
