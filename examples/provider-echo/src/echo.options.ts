import type { EnvironmentKey, ParsedOptions } from '@onereel/core';

export interface EchoOptions {
  readonly apiKey: string;
  /** Without a slash at the end. */
  readonly baseUrl: string;
}

export const ECHO_ENVIRONMENT: readonly EnvironmentKey[] = [
  { name: 'ECHO_API_KEY', description: 'API key of the account', required: true, secret: true },
  { name: 'ECHO_BASE_URL', description: 'Address of the API', default: 'http://127.0.0.1:4010' },
];

/** Pure: the host hands over the declared keys, with their defaults. */
export function parseEchoOptions(
  environment: Readonly<Record<string, string | undefined>>,
): ParsedOptions<EchoOptions> {
  const { ECHO_API_KEY: apiKey, ECHO_BASE_URL: baseUrl = '' } = environment;
  if (!/^https?:\/\/[^?#]+$/.test(baseUrl)) {
    return { state: 'invalid', problems: ['ECHO_BASE_URL must be an http(s) URL without a query'] };
  }
  if (apiKey === undefined) return { state: 'unconfigured', missing: ['ECHO_API_KEY'] };
  return { state: 'configured', options: { apiKey, baseUrl: baseUrl.replace(/\/+$/, '') } };
}
