import type { DynamicModule } from '@nestjs/common';
import { ProviderDescriptor } from './provider-descriptor';

/** Raised when the meaning of VideoProvider or ProviderPlugin changes in a way that old plugins would not survive. */
export const PROVIDER_CONTRACT = 1;

const PLUGIN_MARKER = Symbol.for('onereel.provider-plugin');

/** One configuration key of a plugin, documented where it is declared. */
export interface EnvironmentKey {
  /** Environment variable, e.g. `KLING_ACCESS_KEY`. */
  readonly name: string;
  readonly description: string;
  readonly required?: boolean;
  /** Secret values never reach a log, an error or an answer. */
  readonly secret?: boolean;
  readonly default?: string;
  /** The variable holds the path of a file: `parseOptions` sees what is in it, or the path where it cannot be read. */
  readonly file?: boolean;
}

export type ParsedOptions<Options> =
  | { readonly state: 'configured'; readonly options: Options }
  /** The boot goes on; health and `GET /v1/models` say which keys are missing. */
  | { readonly state: 'unconfigured'; readonly missing: readonly string[] }
  /** The boot stops with these problems, all at once. */
  | { readonly state: 'invalid'; readonly problems: readonly string[] };

/** What the host tells a plugin about itself. */
export interface PluginHost {
  /** A private folder for the provider's own files; created, absolute, survives restarts. */
  readonly dataDir: string;
  readonly ffmpegPath: string;
  readonly ffprobePath: string;
}

export interface ProviderPlugin<Options = unknown> {
  /** kebab-case, equal to `descriptor.id`. */
  readonly id: string;
  /** `PROVIDER_CONTRACT` of the core the plugin was written against. */
  readonly contract: number;
  readonly environment: readonly EnvironmentKey[];
  /** The model table, also listed while the provider is unconfigured. */
  readonly descriptor: ProviderDescriptor;
  /** Pure; reads only the object it is given. */
  parseOptions(environment: Readonly<Record<string, string | undefined>>): ParsedOptions<Options>;
  /** A Nest module that provides and exports `videoProviderToken(id)`. */
  module(options: Options, host: PluginHost): DynamicModule;
  /** The vendor's own API, served inbound. Its controllers reach the engine through the `VIDEO_GATEWAY` token. */
  dialect?(host: PluginHost): DynamicModule;
}

/** The injection token under which a plugin's module exports its VideoProvider. */
export const videoProviderToken = (id: string): symbol => Symbol.for(`onereel.video-provider.${id}`);

/** Marks and types a plugin. Use as the default export of the package. */
export function defineProviderPlugin<Options>(plugin: ProviderPlugin<Options>): ProviderPlugin<Options> {
  return Object.defineProperty({ ...plugin }, PLUGIN_MARKER, { value: true });
}

export const isProviderPlugin = (value: unknown): value is ProviderPlugin =>
  typeof value === 'object' && value !== null && (value as Record<symbol, unknown>)[PLUGIN_MARKER] === true;
