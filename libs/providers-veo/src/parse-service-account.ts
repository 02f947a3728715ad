import type { SettingsReader } from '@onereel/core';
import type { ServiceAccount } from './veo-account';

export const GOOGLE_TOKEN_URI = 'https://oauth2.googleapis.com/token';

/** A service-account file as JSON, as base64 of it, or as an object. Problems repeat nothing of it. */
export function parseServiceAccount(field: string, entry: SettingsReader): ServiceAccount | undefined {
  const value = entry.values[field];
  const file = typeof value === 'string' ? readObject(value.trim()) : value;
  if (typeof file !== 'object' || file === null) {
    entry.problem(field, SHAPES[field] ?? SHAPES.serviceAccount);
    return undefined;
  }
  const account = accountIn(file as Record<string, unknown>);
  if (account === undefined)
    entry.problem(
      field,
      'needs client_email and private_key. Download the key of the service account again.',
    );
  return account;
}

const SHAPES: Readonly<Record<string, string>> = {
  serviceAccount: 'must hold the JSON of a service-account key, as it is or in base64.',
  keyFile: 'must be the path of a readable service-account key. Check the path and who may read it.',
};

function accountIn(file: Readonly<Record<string, unknown>>): ServiceAccount | undefined {
  const text = (key: string): string | undefined => {
    const found = file[key];
    return typeof found === 'string' && found.trim() !== '' ? found.trim() : undefined;
  };
  const [clientEmail, privateKey] = [text('client_email'), text('private_key')];
  const tokenUri = text('token_uri') ?? GOOGLE_TOKEN_URI;
  if (!clientEmail || !privateKey?.includes('PRIVATE KEY') || !URL.canParse(tokenUri)) return undefined;
  const [privateKeyId, projectId] = [text('private_key_id'), text('project_id')];
  return {
    clientEmail,
    privateKey: `${privateKey.replaceAll('\\n', '\n')}\n`,
    tokenUri,
    ...(privateKeyId && { privateKeyId }),
    ...(projectId && { projectId }),
  };
}

function readObject(text: string): unknown {
  try {
    return JSON.parse(text.startsWith('{') ? text : Buffer.from(text, 'base64').toString('utf8'));
  } catch {
    return undefined;
  }
}
