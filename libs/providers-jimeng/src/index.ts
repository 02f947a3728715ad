import { defineProviderPlugin, PROVIDER_CONTRACT } from '@onereel/core';
import { JimengDialectModule } from './dialect/jimeng-dialect.module';
import { JimengModule } from './jimeng.module';
import { JIMENG_ENVIRONMENT, JimengOptions, parseJimengOptions } from './jimeng.options';
import { JIMENG_DESCRIPTOR } from './wire/jimeng-descriptor';

export type { JimengCredential } from './jimeng-credentials';
export type { JimengOptions } from './jimeng.options';
export { JimengVideoProvider } from './provider/jimeng.video-provider';
export { signRequest } from './provider/sign-request';

/** Jimeng and Seedance for OneReel: the vendor as a provider, and the visual API as an inbound dialect. */
export default defineProviderPlugin<JimengOptions>({
  id: JIMENG_DESCRIPTOR.id,
  contract: PROVIDER_CONTRACT,
  descriptor: JIMENG_DESCRIPTOR,
  environment: JIMENG_ENVIRONMENT,
  parseOptions: parseJimengOptions,
  module: (options) => JimengModule.register(options),
  dialect: () => ({ module: JimengDialectModule }),
});
