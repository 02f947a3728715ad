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
export interface JimengCredential {
  readonly id: string;
  readonly weight: number;
  readonly maxConcurrent?: number;
  readonly proof: JimengProof;
}

type Environment = Readonly<Record<string, string | undefined>>;

export interface ParsedCredentials {
  readonly credentials: readonly JimengCredential[];
  /** Keys to set when there is no credential at all. */
  readonly missing: readonly string[];
  readonly problems: readonly string[];
}

const ID = /^[a-z0-9][a-z0-9-]{0,31}$/;
/** Rows of the model table that a credential serves: the ways share no model. */
export const modelsOf = ({ proof }: JimengCredential): readonly string[] =>
  modelsOver(proof.way === 'ark' ? 'ark' : 'visual');

/** Everything in a credential that no message may repeat. */
export function secretsOf({ proof }: JimengCredential): string[] {
  const { way: _way, ...secrets } = proof;
  return Object.values(secrets).filter((secret) => secret !== undefined);
}

/** The single-account variables as credentials `default` and `ark`, followed by the list. */
export function parseCredentials(environment: Environment): ParsedCredentials {
  const problems: string[] = [];
  const { credentials: single, missing } = singleAccounts(environment, problems);
  const listed = listedAccounts(environment.JIMENG_CREDENTIALS?.trim(), problems);
  const credentials = [...single, ...listed];
  const ids = credentials.map(({ id }) => id);
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index);
  if (repeated !== undefined)
    problems.push(`JIMENG_CREDENTIALS names the id ${repeated} twice. Give each its own.`);
  return { credentials, missing: credentials.length > 0 ? [] : missing, problems };
}

function singleAccounts(
  environment: Environment,
  problems: string[],
): { readonly credentials: readonly JimengCredential[]; readonly missing: readonly string[] } {
  const read = (name: string): string | undefined => secret(name, environment[name], problems);
  const apiKey = read('JIMENG_API_KEY');
  const accessKey = read('JIMENG_ACCESS_KEY');
  const secretKey = read('JIMENG_SECRET_KEY');
  const sessionToken = read('JIMENG_SESSION_TOKEN');
  const arkApiKey = read('ARK_API_KEY');
  if (apiKey?.includes('|')) {
    problems.push('JIMENG_API_KEY holds a pair. Set its halves as JIMENG_ACCESS_KEY and JIMENG_SECRET_KEY.');
  }
  const proof = proofOf({ apiKey, accessKey, secretKey, sessionToken });
  const credentials: JimengCredential[] = [
    ...(proof ? [{ id: 'default', weight: 1, proof }] : []),
    ...(arkApiKey !== undefined ? [{ id: 'ark', weight: 1, proof: { way: 'ark', arkApiKey } as const }] : []),
  ];
  if (!proof && (accessKey ?? secretKey) !== undefined) {
    const absent = accessKey === undefined ? 'JIMENG_ACCESS_KEY' : 'JIMENG_SECRET_KEY';
    if (credentials.length > 0) problems.push(`${absent} is missing: access and secret key belong together.`);
    return { credentials, missing: [absent] };
  }
  return { credentials, missing: ['JIMENG_ACCESS_KEY', 'JIMENG_SECRET_KEY'] };
}

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

function listedAccounts(text: string | undefined, problems: string[]): JimengCredential[] {
  if (!text) return [];
  const list = parseList(text);
  if (!list) {
    problems.push('JIMENG_CREDENTIALS must be a JSON list of objects. Check the quoting.');
    return [];
  }
  return list.flatMap((entry, index) => listedAccount(entry, `JIMENG_CREDENTIALS[${index}]`, problems) ?? []);
}

function listedAccount(
  entry: Readonly<Record<string, unknown>>,
  name: string,
  problems: string[],
): JimengCredential | undefined {
  const before = problems.length;
  const read = (field: string): string | undefined => secret(`${name}.${field}`, entry[field], problems);
  const proof = proofOf({
    apiKey: read('apiKey'),
    accessKey: read('accessKey'),
    secretKey: read('secretKey'),
    sessionToken: read('sessionToken'),
    arkApiKey: read('arkApiKey'),
  });
  if (!proof) problems.push(`${name} needs an accessKey and a secretKey, an apiKey, or an arkApiKey.`);
  const share = shareOf(entry, name, problems);
  if (problems.length > before || !proof) return undefined;
  return { ...share, proof };
}

function shareOf(
  { id, weight = 1, maxConcurrent }: Readonly<Record<string, unknown>>,
  name: string,
  problems: string[],
): Pick<JimengCredential, 'id' | 'weight' | 'maxConcurrent'> {
  if (typeof id !== 'string' || !ID.test(id)) problems.push(`${name}.id must be a name such as "account-2".`);
  if (!(typeof weight === 'number' && weight > 0)) problems.push(`${name}.weight must be a number above 0.`);
  const limit = maxConcurrent === undefined ? undefined : Number(maxConcurrent);
  if (limit !== undefined && !(Number.isInteger(limit) && limit > 0)) {
    problems.push(`${name}.maxConcurrent must be a whole number above 0.`);
  }
  return { id: String(id), weight: Number(weight), ...(limit !== undefined && { maxConcurrent: limit }) };
}

function parseList(text: string): Readonly<Record<string, unknown>>[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isList = Array.isArray(value) && value.every((item) => typeof item === 'object' && item !== null);
    return isList ? (value as Record<string, unknown>[]) : undefined;
  } catch {
    return undefined;
  }
}

/** Copied keys often end in a newline; one in the middle means that something else came along. */
function secret(name: string, value: unknown, problems: string[]): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (/\s/.test(text))
    problems.push(`${name} has blanks or line breaks inside. Copy it again, without them.`);
  return text === '' ? undefined : text;
}
