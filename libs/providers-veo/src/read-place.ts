import type { SettingsReader } from '@onereel/core';
import {
  DEFAULT_URLS,
  readPath,
  RELAY_BODY_MODES,
  RELAY_SECONDS,
  RELAY_SIZES,
  vertexUrl,
} from './read-settings';
import { readModelNames } from './relay/relay-name';
import type { ServiceAccount, VeoAccount } from './veo-account';
import type { VeoTransportName } from './wire/veo-transports';

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
export function readPlace(
  transport: VeoTransportName,
  entry: SettingsReader,
  serviceAccount: ServiceAccount | undefined,
): Place {
  if (transport === 'vertex') return vertexPlace(entry, serviceAccount);
  if (transport === 'relay-openai') return relayPlace(entry);
  return { baseUrl: entry.url('baseUrl', DEFAULT_URLS[transport]) };
}

function vertexPlace(entry: SettingsReader, serviceAccount: ServiceAccount | undefined): Place {
  const location = readPath(entry, 'location') ?? 'us-central1';
  const project = readPath(entry, 'project') ?? serviceAccount?.projectId;
  if (serviceAccount && project === undefined)
    entry.problem('project', 'is missing: the service account names no project.');
  return { baseUrl: entry.url('baseUrl', vertexUrl(location)), location, ...(project && { project }) };
}

function relayPlace(entry: SettingsReader): Place {
  const model = readPath(entry, 'model');
  const endpoint = readPath(entry, 'endpoint') ?? 'v1/videos';
  const modelNames = readModelNames(entry, 'modelNames');
  return {
    baseUrl: entry.url('baseUrl', DEFAULT_URLS['relay-openai']),
    endpoint: `/${endpoint.replace(/^\/+|\/+$/g, '')}`,
    bodyMode: entry.oneOf('bodyMode', RELAY_BODY_MODES),
    secondsAs: entry.oneOf('secondsAs', RELAY_SECONDS),
    sizeAs: entry.oneOf('sizeAs', RELAY_SIZES),
    skipUpload: isYes(entry.values.skipUpload),
    ...(model !== undefined && { model }),
    ...(modelNames && { modelNames }),
  };
}

const isYes = (value: unknown): boolean =>
  value === true || (typeof value === 'string' && /^(true|1|yes|on)$/i.test(value.trim()));
