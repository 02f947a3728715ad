import type { VeoAccount } from './veo-account';
import { parseServiceAccount } from './parse-service-account';
import { FIRST_KEYS, VARIABLES } from './account-variables';
import { readPlace } from './read-place';
import { readSecret } from './read-settings';
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
    const variables = VARIABLES[transport];
    const entry = Object.fromEntries(
      Object.entries(variables).map(([field, name]) => [field, environment[name]]),
    );
    const nameOf = (field: string): string => variables[field] ?? field;
    if (!isChosen(entry, transport, only)) return [];
    return accountOf({ id: transport, transport, ...entry }, nameOf, problems) ?? [];
  });
  const listed = listedAccounts(environment.VEO_CREDENTIALS?.trim(), problems);
  const accounts = [...single, ...listed];
  const repeated = accounts.find(({ id }, index) => accounts.findIndex((one) => one.id === id) !== index);
  if (repeated) problems.push(`VEO_CREDENTIALS names the id ${repeated.id} twice. Give each its own.`);
  return { accounts, missing: accounts.length > 0 ? [] : FIRST_KEYS[only ?? 'vertex'], problems };
}

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
    return accountOf(entry, (field) => `${prefix}.${field}`, problems) ?? [];
  });
}

function accountOf(
  entry: Entry,
  nameOf: (field: string) => string,
  problems: string[],
): VeoAccount | undefined {
  const before = problems.length;
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
    ...readPlace(transport, entry, { nameOf, problems, serviceAccount }),
  };
  return problems.length > before ? undefined : account;
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
