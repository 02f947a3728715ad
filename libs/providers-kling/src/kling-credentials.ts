import type { AccountShare, SettingsReader } from '@onereel/core';

interface KlingKeys {
  readonly apiKey?: string;
  readonly accessKey?: string;
  readonly secretKey?: string;
}

/** One account at the vendor: an API key, or an access key with its secret. */
export interface KlingCredential extends AccountShare, KlingKeys {}

export interface ParsedCredentials {
  readonly credentials: readonly KlingCredential[];
  /** Keys to set when there is no credential at all. */
  readonly missing: readonly string[];
}

/** The pair or key of the single-account variables, as credential `default`, followed by the list. */
export function parseCredentials(settings: SettingsReader): ParsedCredentials {
  const { keys, missing } = singleAccount(settings);
  const single: KlingCredential[] = keys ? [{ id: 'default', weight: 1, ...keys }] : [];
  const credentials = settings.accounts<KlingKeys>('KLING_CREDENTIALS', single, listedKeys);
  return { credentials, missing: credentials.length > 0 ? [] : missing };
}

function singleAccount(settings: SettingsReader): { readonly keys?: KlingKeys; readonly missing: string[] } {
  const apiKey = settings.secret('KLING_API_KEY');
  const accessKey = settings.secret('KLING_ACCESS_KEY');
  const secretKey = settings.secret('KLING_SECRET_KEY');
  if (apiKey?.includes('|')) {
    const cure = 'Set its halves as KLING_ACCESS_KEY and KLING_SECRET_KEY.';
    settings.problem('KLING_API_KEY', `holds a pair. ${cure}`);
  }
  if (apiKey !== undefined) return { keys: { apiKey }, missing: [] };
  if (accessKey !== undefined && secretKey !== undefined)
    return { keys: { accessKey, secretKey }, missing: [] };
  if (accessKey !== undefined) return { missing: ['KLING_SECRET_KEY'] };
  return { missing: [secretKey === undefined ? 'KLING_API_KEY' : 'KLING_ACCESS_KEY'] };
}

function listedKeys(entry: SettingsReader): KlingKeys {
  const apiKey = entry.secret('apiKey');
  const accessKey = entry.secret('accessKey');
  const secretKey = entry.secret('secretKey');
  if (apiKey !== undefined) return { apiKey };
  if (accessKey === undefined || secretKey === undefined)
    entry.problem('apiKey', 'is missing: an account needs an apiKey, or an accessKey and a secretKey.');
  return { accessKey, secretKey };
}
