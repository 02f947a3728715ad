import { readModelNames } from './relay/relay-name';
import {
  DEFAULT_URLS,
  readPath,
  readUrl,
  RELAY_BODY_MODES,
  RELAY_SECONDS,
  RELAY_SIZES,
  vertexUrl,
} from './read-settings';
import type { ServiceAccount, VeoAccount } from './veo-account';
import type { VeoTransportName } from './wire/veo-transports';

type Entry = Readonly<Record<string, unknown>>;

export interface Reading {
  readonly nameOf: (field: string) => string;
  readonly problems: string[];
  readonly serviceAccount: ServiceAccount | undefined;
}

export type Place = Pick<
  VeoAccount,
  | 'baseUrl'
  | 'project'
  | 'location'
  | 'endpoint'
  | 'model'
  | 'skipUpload'
  | 'bodyMode'
  | 'secondsAs'
  | 'sizeAs'
  | 'modelNames'
>;

/** Where an account's calls go, and in which shape. */
export function readPlace(transport: VeoTransportName, entry: Entry, reading: Reading): Place {
  if (transport === 'vertex') return vertexPlace(entry, reading);
  if (transport === 'relay-openai') return relayPlace(entry, reading);
  return { baseUrl: urlOf(entry, DEFAULT_URLS[transport], reading) };
}

const urlOf = ({ baseUrl }: Entry, fallback: string, { nameOf, problems }: Reading): string =>
  readUrl(nameOf('baseUrl'), baseUrl, fallback, problems);

const wordOf = (entry: Entry, field: string, { nameOf, problems }: Reading): string | undefined =>
  readPath(nameOf(field), entry[field], problems);

function vertexPlace(entry: Entry, reading: Reading): Place {
  const { nameOf, problems, serviceAccount } = reading;
  const location = wordOf(entry, 'location', reading) ?? 'us-central1';
  const project = wordOf(entry, 'project', reading) ?? serviceAccount?.projectId;
  if (serviceAccount && project === undefined)
    problems.push(`${nameOf('project')} is missing: the service account names no project.`);
  return { baseUrl: urlOf(entry, vertexUrl(location), reading), location, ...(project && { project }) };
}

function relayPlace(entry: Entry, reading: Reading): Place {
  const choice = <Word extends string>(field: string, words: readonly Word[]): Word => {
    const wanted = wordOf(entry, field, reading) ?? words[0];
    const found = words.find((word) => word === wanted);
    if (!found) reading.problems.push(`${reading.nameOf(field)} must be one of ${words.join(', ')}.`);
    return found ?? words[0];
  };
  const model = wordOf(entry, 'model', reading);
  const endpoint = wordOf(entry, 'endpoint', reading) ?? 'v1/videos';
  const modelNames = readModelNames(reading.nameOf('modelNames'), entry.modelNames, reading.problems);
  return {
    baseUrl: urlOf(entry, DEFAULT_URLS['relay-openai'], reading),
    endpoint: `/${endpoint.replace(/^\/+|\/+$/g, '')}`,
    bodyMode: choice('bodyMode', RELAY_BODY_MODES),
    secondsAs: choice('secondsAs', RELAY_SECONDS),
    sizeAs: choice('sizeAs', RELAY_SIZES),
    skipUpload: isYes(entry.skipUpload),
    ...(model !== undefined && { model }),
    ...(modelNames && { modelNames }),
  };
}

const isYes = (value: unknown): boolean =>
  value === true || (typeof value === 'string' && /^(true|1|yes|on)$/i.test(value.trim()));
