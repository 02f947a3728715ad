import { AccountShare, SettingsReader } from '@onereel/core';
import { FIRST_KEYS, VARIABLES } from './account-variables';
import { parseServiceAccount } from './parse-service-account';
import { readPlace } from './read-place';
import type { ServiceAccount, VeoAccount } from './veo-account';
import { VEO_TRANSPORTS, VeoTransportName } from './wire/veo-transports';

export interface ParsedAccounts {
  readonly accounts: readonly VeoAccount[];
  /** Keys to set when there is no account at all. */
  readonly missing: readonly string[];
}

type OwnFields = Omit<VeoAccount, keyof AccountShare>;

/** The account of each transport's own variables, named after the transport, followed by the list. */
export function parseAccounts(settings: SettingsReader): ParsedAccounts {
  const only =
    settings.text('VEO_TRANSPORT') === undefined
      ? undefined
      : settings.oneOf('VEO_TRANSPORT', VEO_TRANSPORTS);
  const single = VEO_TRANSPORTS.filter((name) => only === undefined || only === name).flatMap((transport) => {
    const own = singleAccount(transport, settings, only);
    return own ? [{ id: transport, weight: 1, ...own }] : [];
  });
  const accounts = settings.accounts<OwnFields>('VEO_CREDENTIALS', single, (entry) =>
    readAccount(
      entry.text('transport') === undefined ? 'vertex' : entry.oneOf('transport', VEO_TRANSPORTS),
      entry,
    ),
  );
  return { accounts, missing: accounts.length > 0 ? [] : FIRST_KEYS[only ?? 'vertex'] };
}

function singleAccount(
  transport: VeoTransportName,
  { values, problems }: SettingsReader,
  only: VeoTransportName | undefined,
): OwnFields | undefined {
  const variables = VARIABLES[transport];
  const fields = Object.fromEntries(Object.entries(variables).map(([field, name]) => [field, values[name]]));
  const known = problems.length;
  const entry = new SettingsReader(fields, problems, (field) => variables[field] ?? field);
  if (!isChosen(entry, transport, only)) return undefined;
  const account = readAccount(transport, entry);
  return problems.length > known ? undefined : account;
}

/** Many machines have these for other things: only together with the second one they mean Veo. */
const BESIDE: Readonly<Record<string, string>> = { gemini: 'baseUrl', keyFile: 'project' };

function isChosen(
  entry: SettingsReader,
  transport: VeoTransportName,
  only: VeoTransportName | undefined,
): boolean {
  const isMeant = (what: string): boolean => only === transport || entry.text(BESIDE[what]) !== undefined;
  if (transport === 'gemini') return entry.text('apiKey') !== undefined && isMeant('gemini');
  const keys = [entry.text('apiKey'), entry.text('serviceAccount')];
  return keys.some((key) => key !== undefined) || (entry.text('keyFile') !== undefined && isMeant('keyFile'));
}

function readAccount(transport: VeoTransportName, entry: SettingsReader): OwnFields {
  const apiKey = entry.secret('apiKey');
  const serviceAccount = transport === 'vertex' ? serviceAccountOf(entry) : undefined;
  if (apiKey === undefined && serviceAccount === undefined)
    entry.problem(
      'apiKey',
      transport === 'vertex' ? 'is missing. A serviceAccount does, too.' : 'is missing.',
    );
  return {
    transport,
    ...(serviceAccount ? { serviceAccount } : { apiKey }),
    ...readPlace(transport, entry, serviceAccount),
  };
}

/** A key of its own goes before the file that many programs share. */
function serviceAccountOf(entry: SettingsReader): ServiceAccount | undefined {
  const field = ['serviceAccount', 'keyFile'].find((name) => Boolean(entry.values[name]));
  return field === undefined ? undefined : parseServiceAccount(field, entry);
}
