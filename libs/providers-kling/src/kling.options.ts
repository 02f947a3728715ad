import type { EnvironmentKey, ParsedOptions } from '@onereel/core';
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

type Environment = Readonly<Record<string, string | undefined>>;

/** Pure. Problems name the key and the cure and never repeat a value that may be secret. */
export function parseKlingOptions(environment: Environment): ParsedOptions<KlingOptions> {
  const { credentials, missing, problems: credentialProblems } = parseCredentials(environment);
  const problems = [...credentialProblems];
  const baseUrl = baseUrlOf(environment.KLING_BASE_URL, problems);
  const style = styleOf(environment.KLING_API_STYLE, problems);
  const pollSeconds = pollSecondsOf(environment.KLING_POLL_SECONDS, problems);
  const webhookSecret = clean(environment.KLING_WEBHOOK_SECRET);
  if (webhookSecret !== undefined && !/^whsec_[A-Za-z0-9+/=]+$/.test(webhookSecret)) {
    problems.push(
      'KLING_WEBHOOK_SECRET must start with whsec_ and hold base64. Copy it again from the console.',
    );
  }
  if (problems.length > 0) return { state: 'invalid', problems };
  if (missing.length > 0) return { state: 'unconfigured', missing };
  return {
    state: 'configured',
    options: {
      baseUrl,
      style,
      credentials,
      ...(webhookSecret && { webhookSecret }),
      ...(pollSeconds !== undefined && { pollSeconds }),
    },
  };
}

function baseUrlOf(value: string | undefined, problems: string[]): string {
  const text = clean(value) ?? KLING_HOSTS[0];
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.search) {
    problems.push(
      'KLING_BASE_URL must be an http(s) URL without a query, such as https://api-singapore.klingai.com.',
    );
    return KLING_HOSTS[0];
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

function styleOf(value: string | undefined, problems: string[]): KlingStyle {
  const text = clean(value) ?? 'legacy';
  const style = KLING_STYLES.find((known) => known === text);
  if (!style) problems.push(`KLING_API_STYLE must be one of ${KLING_STYLES.join(', ')}.`);
  return style ?? 'legacy';
}

function pollSecondsOf(value: string | undefined, problems: string[]): number | undefined {
  const text = clean(value);
  if (text === undefined) return undefined;
  const seconds = Number(text);
  if (!(seconds >= 0.1 && seconds <= 600))
    problems.push('KLING_POLL_SECONDS must be a number from 0.1 to 600.');
  return seconds;
}

const clean = (value: string | undefined): string | undefined => value?.trim() || undefined;
