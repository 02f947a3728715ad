import { EnvironmentKey, ParsedOptions, SettingsReader } from '@onereel/core';
import type { VeoAccount } from './veo-account';
import { parseAccounts } from './veo-accounts';
import { DEFAULT_URLS } from './read-settings';

export interface VeoOptions {
  readonly accounts: readonly VeoAccount[];
  /** Where `gs://` results are read. */
  readonly storageUrl: string;
  /** Seconds between polls, the first included; absent = as the vendor's usual times suggest. */
  readonly pollSeconds?: number;
}

export const GOOGLE_STORAGE = 'https://storage.googleapis.com';

export const VEO_ENVIRONMENT: readonly EnvironmentKey[] = [
  {
    name: 'GOOGLE_APPLICATION_CREDENTIALS_JSON',
    description: 'Vertex AI: the JSON of a service-account key, as it is or in base64',
    secret: true,
  },
  {
    name: 'GOOGLE_APPLICATION_CREDENTIALS',
    description:
      'Vertex AI: path of the service-account key file; used only together with GOOGLE_CLOUD_PROJECT or VEO_TRANSPORT=vertex, because many programs share it',
    secret: true,
    file: true,
  },
  {
    name: 'GOOGLE_CLOUD_PROJECT',
    description: 'Vertex AI: project that pays. Unset: the one of the service account',
  },
  {
    name: 'GOOGLE_CLOUD_LOCATION',
    description: 'Vertex AI: location that makes the videos',
    default: 'us-central1',
  },
  {
    name: 'VEO_VERTEX_API_KEY',
    description: 'Vertex AI in express mode: an API key instead of a service account',
    secret: true,
  },
  { name: 'VEO_VERTEX_BASE_URL', description: 'Vertex AI elsewhere: a proxy or a simulator' },
  {
    name: 'VEO3_API_KEY',
    description: 'Key of a relay with OpenAI-style /v1/videos',
    secret: true,
  },
  { name: 'VEO3_BASE_URL', description: 'Where that relay is', default: DEFAULT_URLS['relay-openai'] },
  { name: 'VEO3_ENDPOINT', description: 'Path of its video calls', default: '/v1/videos' },
  {
    name: 'VEO3_MODEL',
    description:
      'veo_3_1 or veo_3_1-fast: the model for requests that name none. Any other value: the name this relay has for Veo 3.1',
  },
  {
    name: 'VEO3_SKIP_UPLOAD',
    description: 'true: pictures always go inline. Otherwise as an address where they have one',
    default: 'false',
  },
  {
    name: 'VEO3_BODY_MODE',
    description: 'What that relay wants: json (input_reference), json-images (images) or multipart',
    default: 'json',
  },
  {
    name: 'VEO3_SECONDS_AS',
    description:
      'How that relay wants the length: text ("8"), number (8) or none, for relays with one length only',
    default: 'text',
  },
  {
    name: 'VEO3_SIZE_AS',
    description: 'How that relay wants the shape: pixels (1280x720) or ratio (16x9)',
    default: 'pixels',
  },
  {
    name: 'VEO3_MODEL_NAMES',
    description:
      'Names of that relay that say more than the model, as JSON: {"veo-3.1+firstLast":"veo_3_1-fl","veo-3.1-fast+portrait+4k":"…"}. Words: portrait, hd, 4k, firstLast',
  },
  {
    name: 'APERTIS_API_KEY',
    description: 'Key of a relay with /v1/video/create and /v1/video/query',
    secret: true,
  },
  {
    name: 'APERTIS_BASE_URL',
    description: 'Where that relay is',
    default: DEFAULT_URLS['relay-video-create'],
  },
  {
    name: 'GEMINI_API_KEY',
    description:
      'Key of a proxy that serves Veo as the Gemini API did; used only together with GEMINI_BASE_URL',
    secret: true,
  },
  {
    name: 'GEMINI_BASE_URL',
    description: 'Where that proxy is, the version included: https://proxy.example/v1beta',
  },
  {
    name: 'VEO_TRANSPORT',
    description:
      'Use only one of the ways above: vertex, gemini, relay-openai or relay-video-create. Unset: all that have a key',
  },
  {
    name: 'VEO_CREDENTIALS',
    description:
      'Several accounts, as a JSON list: [{"id":"main","transport":"vertex","serviceAccount":{…}},{"id":"second","transport":"relay-openai","apiKey":"…","baseUrl":"…","weight":2,"maxConcurrent":3}]',
    secret: true,
  },
  {
    name: 'VEO_STORAGE_BASE_URL',
    description: 'Where gs:// results are read',
    default: GOOGLE_STORAGE,
  },
  {
    name: 'VEO_POLL_SECONDS',
    description:
      'Seconds between two questions about a task, 0.1 to 600. Unset: the first after 15, then every 10 to 15',
  },
];

/** Pure. Problems name the key and the cure and never repeat a value that may be secret. */
export function parseVeoOptions(
  environment: Readonly<Record<string, string | undefined>>,
): ParsedOptions<VeoOptions> {
  const settings = new SettingsReader(environment);
  const { accounts, missing } = parseAccounts(settings);
  const pollSeconds = settings.number('VEO_POLL_SECONDS', { min: 0.1, max: 600 });
  const options: VeoOptions = {
    accounts,
    storageUrl: settings.url('VEO_STORAGE_BASE_URL', GOOGLE_STORAGE),
    ...(pollSeconds !== undefined && { pollSeconds }),
  };
  if (settings.problems.length > 0) return { state: 'invalid', problems: settings.problems };
  return missing.length > 0 ? { state: 'unconfigured', missing } : { state: 'configured', options };
}
