/** For hosts: the implementations behind outgoing HTTP. Plugins get a ready ProviderHttp with every call. */
export * from './address-rules';
export * from './fetch-failure';
export * from './provider-connections';
export * from './provider-http.client';
export * from './safe-fetch';
export * from './safe-post';
export type { FetchedFile, MediaKind } from './save-media';
