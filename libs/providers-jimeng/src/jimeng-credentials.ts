import type { AccountShare, SettingsReader } from '@onereel/core';
import { modelsOver } from './wire/jimeng-models';

/** How a credential proves itself, and thereby which way its tasks take. */
export type JimengProof =
  | {
      readonly way: 'visual';
      readonly accessKey: string;
      readonly secretKey: string;
      /** Of temporary credentials. */
      readonly sessionToken?: string;
    }
  | { readonly way: 'relay'; readonly apiKey: string }
  | { readonly way: 'ark'; readonly arkApiKey: string };

/** One account at the vendor. */
export interface JimengCredential extends AccountShare {
  readonly proof: JimengProof;
}

export interface ParsedCredentials {
  readonly credentials: readonly JimengCredential[];
  /** Keys to set when there is no credential at all. */
  readonly missing: readonly string[];
}

/** Rows of the model table that a credential serves: the ways share no model. */
export const modelsOf = ({ proof }: JimengCredential): readonly string[] =>
  modelsOver(proof.way === 'ark' ? 'ark' : 'visual');

/** Everything in a credential that no message may repeat. */
export function secretsOf({ proof }: JimengCredential): string[] {
  const { way: _way, ...secrets } = proof;
  return Object.values(secrets).filter((secret) => secret !== undefined);
}

/** The single-account variables as credentials `default` and `ark`, followed by the list. */
export function parseCredentials(settings: SettingsReader): ParsedCredentials {
  const { credentials: single, missing } = singleAccounts(settings);
  const credentials = settings.accounts<Proven>('JIMENG_CREDENTIALS', single, listedProof);
  return { credentials, missing: credentials.length > 0 ? [] : missing };
}

function singleAccounts(settings: SettingsReader): {
  readonly credentials: readonly JimengCredential[];
  readonly missing: readonly string[];
} {
  const apiKey = settings.secret('JIMENG_API_KEY');
  const accessKey = settings.secret('JIMENG_ACCESS_KEY');
  const secretKey = settings.secret('JIMENG_SECRET_KEY');
  const sessionToken = settings.secret('JIMENG_SESSION_TOKEN');
  const arkApiKey = settings.secret('ARK_API_KEY');
  if (apiKey?.includes('|')) {
    const cure = 'Set its halves as JIMENG_ACCESS_KEY and JIMENG_SECRET_KEY.';
    settings.problem('JIMENG_API_KEY', `holds a pair. ${cure}`);
  }
  const proof = proofOf({ apiKey, accessKey, secretKey, sessionToken });
  const credentials: JimengCredential[] = [
    ...(proof ? [{ id: 'default', weight: 1, proof }] : []),
    ...(arkApiKey === undefined ? [] : [{ id: 'ark', weight: 1, proof: { way: 'ark', arkApiKey } as const }]),
  ];
  if (proof || (accessKey ?? secretKey) === undefined)
    return { credentials, missing: ['JIMENG_ACCESS_KEY', 'JIMENG_SECRET_KEY'] };
  const absent = accessKey === undefined ? 'JIMENG_ACCESS_KEY' : 'JIMENG_SECRET_KEY';
  if (credentials.length > 0) settings.problem(absent, 'is missing: access and secret key belong together.');
  return { credentials, missing: [absent] };
}

type Proven = Pick<JimengCredential, 'proof'>;
type Keys = Readonly<
  Record<'apiKey' | 'accessKey' | 'secretKey' | 'sessionToken', string | undefined> & { arkApiKey?: string }
>;

function proofOf({ apiKey, accessKey, secretKey, sessionToken, arkApiKey }: Keys): JimengProof | undefined {
  if (apiKey !== undefined) return { way: 'relay', apiKey };
  if (accessKey !== undefined && secretKey !== undefined) {
    return { way: 'visual', accessKey, secretKey, ...(sessionToken && { sessionToken }) };
  }
  return arkApiKey === undefined ? undefined : { way: 'ark', arkApiKey };
}

function listedProof(entry: SettingsReader): Proven | undefined {
  const proof = proofOf({
    apiKey: entry.secret('apiKey'),
    accessKey: entry.secret('accessKey'),
    secretKey: entry.secret('secretKey'),
    sessionToken: entry.secret('sessionToken'),
    arkApiKey: entry.secret('arkApiKey'),
  });
  if (proof) return { proof };
  entry.problem(
    'accessKey',
    'is missing: an account needs an accessKey and a secretKey, an apiKey, or an arkApiKey.',
  );
  return undefined;
}
