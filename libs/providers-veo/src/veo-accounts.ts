import type { RelayBodyMode, ServiceAccount, VeoAccount } from './veo-account';
import { parseServiceAccount } from './parse-service-account';
import { DEFAULT_URLS, readPath, readSecret, readUrl, RELAY_BODY_MODES, vertexUrl } from './read-settings';
import { VEO_TRANSPORTS, VeoTransportName } from './wire/veo-transports';

type Environment = Readonly<Record<string, string | undefined>>;
type Entry = Readonly<Record<string, unknown>>;

export interface ParsedAccounts {
  readonly accounts: readonly VeoAccount[];
  /** Keys to set when there is no account at all. */
  readonly missing: readonly string[];
  readonly problems: readonly string[];
}

const ID = /^[a-z0-9][a-z0-9-]{0,31}$/;

/** The account of each transport's own variables, named after the transport, followed by the list. */
export function parseAccounts(environment: Environment): ParsedAccounts {
  const problems: string[] = [];
  const only = transportOf('VEO_TRANSPORT', environment.VEO_TRANSPORT?.trim() || undefined, problems);
  const single = VEO_TRANSPORTS.filter((name) => only === undefined || only === name).flatMap((transport) => {
    const entry = SINGLE[transport](environment);
    if (!isChosen(entry, transport, only)) return [];
    return accountOf({ id: transport, transport, ...entry }, NAMES[transport], problems) ?? [];
  });
  const listed = listedAccounts(environment.VEO_CREDENTIALS?.trim(), problems);
  const accounts = [...single, ...listed];
  const repeated = accounts.find(({ id }, index) => accounts.findIndex((one) => one.id === id) !== index);
  if (repeated) problems.push(`VEO_CREDENTIALS names the id ${repeated.id} twice. Give each its own.`);
  return { accounts, missing: accounts.length > 0 ? [] : MISSING[only ?? 'vertex'], problems };
}

/** The settings of one account by their variables; the list uses the field names themselves. */
const SINGLE: Readonly<Record<VeoTransportName, (environment: Environment) => Entry>> = {
  vertex: (from) => ({
    serviceAccount: from.GOOGLE_APPLICATION_CREDENTIALS_JSON,
    apiKey: from.VEO_VERTEX_API_KEY,
    project: from.GOOGLE_CLOUD_PROJECT,
    location: from.GOOGLE_CLOUD_LOCATION,
    baseUrl: from.VEO_VERTEX_BASE_URL,
  }),
  gemini: (from) => ({ apiKey: from.GEMINI_API_KEY, baseUrl: from.GEMINI_BASE_URL }),
  'relay-openai': (from) => ({
    apiKey: from.VEO3_API_KEY,
    baseUrl: from.VEO3_BASE_URL,
    endpoint: from.VEO3_ENDPOINT,
    model: from.VEO3_MODEL,
    skipUpload: from.VEO3_SKIP_UPLOAD,
    bodyMode: from.VEO3_BODY_MODE,
  }),
  'relay-video-create': (from) => ({ apiKey: from.APERTIS_API_KEY, baseUrl: from.APERTIS_BASE_URL }),
};

const NAMES: Readonly<Record<VeoTransportName, Readonly<Record<string, string>>>> = {
  vertex: {
    serviceAccount: 'GOOGLE_APPLICATION_CREDENTIALS_JSON',
    apiKey: 'VEO_VERTEX_API_KEY',
    project: 'GOOGLE_CLOUD_PROJECT',
    location: 'GOOGLE_CLOUD_LOCATION',
    baseUrl: 'VEO_VERTEX_BASE_URL',
  },
  gemini: { apiKey: 'GEMINI_API_KEY', baseUrl: 'GEMINI_BASE_URL' },
  'relay-openai': {
    apiKey: 'VEO3_API_KEY',
    baseUrl: 'VEO3_BASE_URL',
    endpoint: 'VEO3_ENDPOINT',
    model: 'VEO3_MODEL',
    skipUpload: 'VEO3_SKIP_UPLOAD',
    bodyMode: 'VEO3_BODY_MODE',
  },
  'relay-video-create': { apiKey: 'APERTIS_API_KEY', baseUrl: 'APERTIS_BASE_URL' },
};

const MISSING: Readonly<Record<VeoTransportName, readonly string[]>> = {
  vertex: ['GOOGLE_APPLICATION_CREDENTIALS_JSON'],
  gemini: ['GEMINI_API_KEY'],
  'relay-openai': ['VEO3_API_KEY'],
  'relay-video-create': ['APERTIS_API_KEY'],
};

/** Many machines have a GEMINI_API_KEY for other things: only with an address it means a proxy that still serves Veo. */
function isChosen(entry: Entry, transport: VeoTransportName, only: VeoTransportName | undefined): boolean {
  const hasKey = [entry.apiKey, entry.serviceAccount].some((value) => String(value ?? '').trim() !== '');
  return hasKey && (transport !== 'gemini' || only === 'gemini' || Boolean(entry.baseUrl));
}

function listedAccounts(text: string | undefined, problems: string[]): VeoAccount[] {
  if (!text) return [];
  const list = parseList(text);
  if (!list) {
    problems.push('VEO_CREDENTIALS must be a JSON list of objects. Check the quoting.');
    return [];
  }
  return list.flatMap((entry, index) => {
    const prefix = `VEO_CREDENTIALS[${index}]`;
    const names = new Proxy({}, { get: (_target, field) => `${prefix}.${String(field)}` });
    return accountOf(entry, names, problems) ?? [];
  });
}

function accountOf(
  entry: Entry,
  names: Readonly<Record<string, string>>,
  problems: string[],
): VeoAccount | undefined {
  const before = problems.length;
  const nameOf = (field: string): string => names[field] ?? field;
  const transport = transportOf(nameOf('transport'), entry.transport, problems) ?? 'vertex';
  const apiKey = readSecret(nameOf('apiKey'), entry.apiKey, problems);
  const serviceAccount =
    transport === 'vertex'
      ? parseServiceAccount(nameOf('serviceAccount'), entry.serviceAccount, problems)
      : undefined;
  if (apiKey === undefined && serviceAccount === undefined)
    problems.push(
      `${nameOf('apiKey')} is missing.${transport === 'vertex' ? ' A serviceAccount does, too.' : ''}`,
    );
  const account: VeoAccount = {
    ...shareOf(entry, nameOf, problems),
    transport,
    ...(serviceAccount ? { serviceAccount } : { apiKey }),
    ...placeOf(transport, entry, { nameOf, problems, serviceAccount }),
  };
  return problems.length > before ? undefined : account;
}

interface Reading {
  readonly nameOf: (field: string) => string;
  readonly problems: string[];
  readonly serviceAccount: ServiceAccount | undefined;
}

type Place = Pick<
  VeoAccount,
  'baseUrl' | 'project' | 'location' | 'endpoint' | 'model' | 'skipUpload' | 'bodyMode'
>;

function placeOf(transport: VeoTransportName, entry: Entry, reading: Reading): Place {
  const { nameOf, problems, serviceAccount } = reading;
  const word = (field: string): string | undefined => readPath(nameOf(field), entry[field], problems);
  const url = (fallback: string): string => readUrl(nameOf('baseUrl'), entry.baseUrl, fallback, problems);
  if (transport === 'vertex') {
    const location = word('location') ?? 'us-central1';
    const project = word('project') ?? serviceAccount?.projectId;
    if (serviceAccount && project === undefined)
      problems.push(`${nameOf('project')} is missing: the service account names no project.`);
    return { baseUrl: url(vertexUrl(location)), location, ...(project && { project }) };
  }
  if (transport !== 'relay-openai') return { baseUrl: url(DEFAULT_URLS[transport]) };
  const bodyMode = RELAY_BODY_MODES.find((mode) => mode === (word('bodyMode') ?? 'json'));
  if (!bodyMode) problems.push(`${nameOf('bodyMode')} must be one of ${RELAY_BODY_MODES.join(', ')}.`);
  const model = word('model');
  return {
    baseUrl: url(DEFAULT_URLS[transport]),
    endpoint: `/${(word('endpoint') ?? 'v1/videos').replace(/^\/+|\/+$/g, '')}`,
    bodyMode: bodyMode ?? ('json' satisfies RelayBodyMode),
    skipUpload: /^(true|1|yes|on)$/i.test(String(entry.skipUpload ?? '').trim()),
    ...(model !== undefined && { model }),
  };
}

function shareOf(
  { id, weight = 1, maxConcurrent }: Entry,
  nameOf: (field: string) => string,
  problems: string[],
): Pick<VeoAccount, 'id' | 'weight' | 'maxConcurrent'> {
  if (typeof id !== 'string' || !ID.test(id))
    problems.push(`${nameOf('id')} must be a name such as "account-2".`);
  if (!(typeof weight === 'number' && weight > 0))
    problems.push(`${nameOf('weight')} must be a number above 0.`);
  const limit = maxConcurrent === undefined ? undefined : Number(maxConcurrent);
  if (limit !== undefined && !(Number.isInteger(limit) && limit > 0))
    problems.push(`${nameOf('maxConcurrent')} must be a whole number above 0.`);
  return { id: String(id), weight: Number(weight), ...(limit !== undefined && { maxConcurrent: limit }) };
}

function transportOf(name: string, value: unknown, problems: string[]): VeoTransportName | undefined {
  const transport = VEO_TRANSPORTS.find((known) => known === value);
  if (!transport && value !== undefined)
    problems.push(`${name} must be one of ${VEO_TRANSPORTS.join(', ')}.`);
  return transport;
}

function parseList(text: string): Entry[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isList = Array.isArray(value) && value.every((item) => typeof item === 'object' && item !== null);
    return isList ? (value as Entry[]) : undefined;
  } catch {
    return undefined;
  }
}
