import { EnvironmentKey, ParsedOptions, SettingsReader } from '@onereel/core';
import { JimengCredential, parseCredentials } from './jimeng-credentials';

export const VISUAL_HOST = 'https://visual.volcengineapi.com';
export const ARK_HOSTS = [
  'https://ark.cn-beijing.volces.com/api/v3',
  'https://ark.ap-southeast.bytepluses.com/api/v3',
] as const;

export interface JimengOptions {
  /** Of the visual API or of a relay, without a slash at the end. */
  readonly baseUrl: string;
  /** Of Ark, without a slash at the end. */
  readonly arkBaseUrl: string;
  readonly credentials: readonly JimengCredential[];
  /** The account's own endpoint per model, instead of the vendor's model name. */
  readonly arkEndpoints?: Readonly<Record<string, string>>;
  /** Seconds between polls, the first included; absent = as the vendor's usual times suggest. */
  readonly pollSeconds?: number;
}

export const JIMENG_ENVIRONMENT: readonly EnvironmentKey[] = [
  { name: 'JIMENG_ACCESS_KEY', description: 'Access key of the Volcengine account', secret: true },
  { name: 'JIMENG_SECRET_KEY', description: 'Secret key that belongs to JIMENG_ACCESS_KEY', secret: true },
  {
    name: 'JIMENG_SESSION_TOKEN',
    description: 'Security token of temporary credentials',
    secret: true,
  },
  {
    name: 'JIMENG_API_KEY',
    description: 'Key of a relay at JIMENG_BASE_URL; goes before access and secret key',
    secret: true,
  },
  {
    name: 'JIMENG_BASE_URL',
    description: 'Where the visual API, or the relay that serves it under /jimeng/, is',
    default: VISUAL_HOST,
  },
  { name: 'ARK_API_KEY', description: 'Key of Ark, for the Seedance models', secret: true },
  {
    name: 'ARK_BASE_URL',
    description: 'Where Ark is: Beijing unless set. Keys and tasks belong to one region',
    default: ARK_HOSTS[0],
  },
  {
    name: 'ARK_ENDPOINTS',
    description:
      'Endpoints of the account or other names for models, as JSON: {"seedance-1-5-pro":"ep-20260101-abcde"}',
  },
  {
    name: 'JIMENG_CREDENTIALS',
    description:
      'Several accounts, as a JSON list: [{"id":"main","accessKey":"…","secretKey":"…"},{"id":"seedance","arkApiKey":"…","weight":2,"maxConcurrent":5}]',
    secret: true,
  },
  {
    name: 'JIMENG_POLL_SECONDS',
    description:
      'Seconds between two questions about a task, 0.1 to 600. Unset: the first after 10, then every 5 to 10',
  },
];

/** Pure. Problems name the key and the cure and never repeat a value that may be secret. */
export function parseJimengOptions(
  environment: Readonly<Record<string, string | undefined>>,
): ParsedOptions<JimengOptions> {
  const settings = new SettingsReader(environment);
  const { credentials, missing } = parseCredentials(settings);
  const baseUrl = settings.url('JIMENG_BASE_URL', VISUAL_HOST);
  const arkEndpoints = endpointsOf(settings);
  const pollSeconds = settings.number('JIMENG_POLL_SECONDS', { min: 0.1, max: 600 });
  if (baseUrl === VISUAL_HOST && credentials.some(({ proof }) => proof.way === 'relay')) {
    const cure = 'Set JIMENG_BASE_URL to its address, or use an access and a secret key.';
    settings.problem('JIMENG_API_KEY', `is the key of a relay. ${cure}`);
  }
  const options: JimengOptions = {
    baseUrl,
    arkBaseUrl: settings.url('ARK_BASE_URL', ARK_HOSTS[0]),
    credentials,
    ...(arkEndpoints && { arkEndpoints }),
    ...(pollSeconds !== undefined && { pollSeconds }),
  };
  if (settings.problems.length > 0) return { state: 'invalid', problems: settings.problems };
  return missing.length > 0 ? { state: 'unconfigured', missing } : { state: 'configured', options };
}

function endpointsOf(settings: SettingsReader): Readonly<Record<string, string>> | undefined {
  const text = settings.text('ARK_ENDPOINTS');
  if (text === undefined) return undefined;
  try {
    const parsed: unknown = JSON.parse(text);
    const entries = typeof parsed === 'object' && parsed !== null ? Object.entries(parsed) : [];
    if (entries.length > 0 && entries.every(([, name]) => typeof name === 'string' && /^[\w.-]+$/.test(name)))
      return Object.fromEntries(entries) as Record<string, string>;
  } catch {
    // Reported below, like every other text that is not such an object.
  }
  settings.problem(
    'ARK_ENDPOINTS',
    'must be a JSON object such as {"seedance-1-5-pro":"ep-…"}. Check the quoting.',
  );
  return undefined;
}
