import { defineProviderPlugin, PROVIDER_CONTRACT } from '@onereel/core';
import { SandboxModule } from './sandbox.module';
import { parseSandboxOptions, SANDBOX_ENVIRONMENT, type SandboxOptions } from './sandbox.options';
import { SANDBOX_DESCRIPTOR, SANDBOX_ID } from './wire/sandbox-descriptor';

export default defineProviderPlugin<SandboxOptions>({
  id: SANDBOX_ID,
  contract: PROVIDER_CONTRACT,
  environment: SANDBOX_ENVIRONMENT,
  descriptor: SANDBOX_DESCRIPTOR,
  parseOptions: parseSandboxOptions,
  module: (options, host) => SandboxModule.register(options, host),
});
