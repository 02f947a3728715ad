import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DynamicModule } from '@nestjs/common';
import { type PluginHost, type VideoProvider, videoProviderToken } from '@onereel/core';
import {
  PROVIDER_REGISTRY,
  type ProviderRegistry,
  type RegisteredProvider,
} from '../engine/provider-registry';
import type { LoadedPlugin } from './load-plugins';
import { PluginLoadError } from './plugin-problem';

/** Mounts the configured providers, each with its own folder under the host's. Exports `PROVIDER_REGISTRY`. */
export class PluginsModule {
  static register(loaded: readonly LoadedPlugin[], host: PluginHost): DynamicModule {
    const configured = loaded.filter(({ options }) => options.state === 'configured');
    return {
      module: PluginsModule,
      global: true,
      imports: configured.map((entry) => providerModule(entry, host)),
      providers: [
        {
          provide: PROVIDER_REGISTRY,
          inject: configured.map(({ plugin }) => ({ token: videoProviderToken(plugin.id), optional: true })),
          useFactory: (...providers: (VideoProvider | undefined)[]) =>
            registryOf(loaded, new Map(configured.map((entry, index) => [entry, providers[index]]))),
        },
      ],
      exports: [PROVIDER_REGISTRY],
    };
  }
}

/** A vendor's own API, served inbound. */
export interface VendorDialect {
  readonly id: string;
  readonly title: string;
  readonly module: DynamicModule;
}

/** Mounted whether or not their provider is configured: another one may serve them. */
export const vendorDialects = (loaded: readonly LoadedPlugin[], host: PluginHost): readonly VendorDialect[] =>
  loaded.flatMap(({ plugin }) =>
    plugin.dialect
      ? [{ id: plugin.id, title: plugin.descriptor.title, module: plugin.dialect(hostFor(plugin.id, host)) }]
      : [],
  );

function providerModule({ plugin, packageName, options }: LoadedPlugin, host: PluginHost): DynamicModule {
  if (options.state !== 'configured') throw new Error(`${packageName} is not configured`);
  try {
    return plugin.module(options.options, hostFor(plugin.id, host));
  } catch (cause) {
    const message = `${packageName} failed while being set up: ${(cause as Error).message}. Check its settings.`;
    throw new PluginLoadError([{ kind: 'bad_options', packageName, message, cause }]);
  }
}

function hostFor(id: string, host: PluginHost): PluginHost {
  const dataDir = join(host.dataDir, id);
  mkdirSync(dataDir, { recursive: true });
  return { ...host, dataDir };
}

function registryOf(
  loaded: readonly LoadedPlugin[],
  providers: ReadonlyMap<LoadedPlugin, VideoProvider | undefined>,
): ProviderRegistry {
  const entries = loaded.map((entry) => registered(entry, providers.get(entry)));
  return { list: () => entries, get: (id) => entries.find((entry) => entry.id === id) };
}

function registered(entry: LoadedPlugin, provider: VideoProvider | undefined): RegisteredProvider {
  const { plugin, packageName, options } = entry;
  if (options.state === 'unconfigured') {
    return { id: plugin.id, descriptor: plugin.descriptor, missing: options.missing };
  }
  if (provider === undefined) {
    const message = `${packageName} has the wrong form: its module does not export videoProviderToken("${plugin.id}"). Ask its author.`;
    throw new PluginLoadError([{ kind: 'wrong_shape', packageName, message }]);
  }
  return { id: plugin.id, descriptor: provider.descriptor, provider, missing: [] };
}
