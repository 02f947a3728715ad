import { EnvironmentKey, ParsedOptions, SettingsReader } from '@onereel/core';
import { KlingCredential, parseCredentials } from './kling-credentials';

export const KLING_HOSTS = [
  'https://api-singapore.klingai.com',
  'https://api-beijing.klingai.com',
  'https://api.klingai.com',
] as const;

/** `legacy`: model in the body, takes every field. `current`: model in the path, API keys only. `relay`: a reseller's copy of the older one. */
export const KLING_STYLES = ['legacy', 'current', 'relay'] as const;
export type KlingStyle = (typeof KLING_STYLES)[number];

export interface KlingOptions {
  /** Without a slash at the end. */
  readonly baseUrl: string;
  readonly style: KlingStyle;
  readonly credentials: readonly KlingCredential[];
  /** `whsec_…`; without it callbacks are neither asked for nor believed. */
  readonly webhookSecret?: string;
  /** Seconds between polls, the first included; absent = as the vendor's usual times suggest. */
  readonly pollSeconds?: number;
}

export const KLING_ENVIRONMENT: readonly EnvironmentKey[] = [
  {
    name: 'KLING_API_KEY',
    description: 'API key of the Kling account; goes before access and secret key',
    secret: true,
  },
  { name: 'KLING_ACCESS_KEY', description: 'Access key of an older Kling account', secret: true },
  { name: 'KLING_SECRET_KEY', description: 'Secret key that belongs to KLING_ACCESS_KEY', secret: true },
  {
    name: 'KLING_CREDENTIALS',
    description:
      'Several accounts, as a JSON list: [{"id":"main","apiKey":"…"},{"id":"second","accessKey":"…","secretKey":"…","weight":2,"maxConcurrent":5}]',
    secret: true,
  },
  {
    name: 'KLING_BASE_URL',
    description: 'Where Kling is: Singapore unless set. Accounts and tasks belong to one region',
    default: KLING_HOSTS[0],
  },
  {
    name: 'KLING_API_STYLE',
    description:
      'legacy (all features), current (model in the path, API keys only) or relay (a reseller, path ends in /kling)',
    default: 'legacy',
  },
  {
    name: 'KLING_POLL_SECONDS',
    description:
      'Seconds between two questions about a task, 0.1 to 600. Unset: the first after 15, then every 6 to 10',
  },
  {
    name: 'KLING_WEBHOOK_SECRET',
    description: 'whsec_… of the account; with it Kling calls back instead of only being polled',
    secret: true,
  },
];

/** Pure. Problems name the key and the cure and never repeat a value that may be secret. */
export function parseKlingOptions(
  environment: Readonly<Record<string, string | undefined>>,
): ParsedOptions<KlingOptions> {
  const settings = new SettingsReader(environment);
  const { credentials, missing } = parseCredentials(settings);
  const pollSeconds = settings.number('KLING_POLL_SECONDS', { min: 0.1, max: 600 });
  const webhookSecret = webhookSecretOf(settings);
  const options: KlingOptions = {
    baseUrl: settings.url('KLING_BASE_URL', KLING_HOSTS[0]),
    style: settings.oneOf('KLING_API_STYLE', KLING_STYLES),
    credentials,
    ...(webhookSecret && { webhookSecret }),
    ...(pollSeconds !== undefined && { pollSeconds }),
  };
  if (settings.problems.length > 0) return { state: 'invalid', problems: settings.problems };
  return missing.length > 0 ? { state: 'unconfigured', missing } : { state: 'configured', options };
}

function webhookSecretOf(settings: SettingsReader): string | undefined {
  const secret = settings.text('KLING_WEBHOOK_SECRET');
  if (secret !== undefined && !/^whsec_[A-Za-z0-9+/=]+$/.test(secret))
    settings.problem(
      'KLING_WEBHOOK_SECRET',
      'must start with whsec_ and hold base64. Copy it again from the console.',
    );
  return secret;
}
