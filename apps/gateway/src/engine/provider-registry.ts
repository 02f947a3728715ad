import type { ProviderDescriptor, VideoProvider } from '@onereel/core';

/** One installed provider package as the engine sees it. */
export interface RegisteredProvider {
  readonly id: string;
  /** The provider's own descriptor while it is configured, otherwise the plugin's. */
  readonly descriptor: ProviderDescriptor;
  /** Present exactly when the provider is configured. */
  readonly provider?: VideoProvider;
  /** Environment keys to set while it is not. */
  readonly missing: readonly string[];
}

/** The installed providers, in the order the operator listed them. Bound by `plugins/`, constant after boot. */
export interface ProviderRegistry {
  list(): readonly RegisteredProvider[];
  get(id: string): RegisteredProvider | undefined;
}

export const PROVIDER_REGISTRY = Symbol.for('onereel.provider-registry');
