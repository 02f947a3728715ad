/** One account at the vendor: an API key, or an access key with its secret. */
export interface KlingCredential {
  readonly id: string;
  readonly weight: number;
  readonly maxConcurrent?: number;
  readonly apiKey?: string;
  readonly accessKey?: string;
  readonly secretKey?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

export interface ParsedCredentials {
  readonly credentials: readonly KlingCredential[];
  /** Keys to set when there is no credential at all. */
  readonly missing: readonly string[];
  readonly problems: readonly string[];
}

const ID = /^[a-z0-9][a-z0-9-]{0,31}$/;

/** The pair or key of the single-account variables, as credential `default`, followed by the list. */
export function parseCredentials(environment: Environment): ParsedCredentials {
  const problems: string[] = [];
  const single = singleAccount(environment, problems);
  const listed = listedAccounts(environment.KLING_CREDENTIALS?.trim(), problems);
  const credentials = single.credential ? [single.credential, ...listed] : listed;
  const ids = credentials.map(({ id }) => id);
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index);
  if (repeated !== undefined)
    problems.push(`KLING_CREDENTIALS names the id ${repeated} twice. Give each its own.`);
  return { credentials, missing: credentials.length > 0 ? [] : single.missing, problems };
}

function singleAccount(
  environment: Environment,
  problems: string[],
): { readonly credential?: KlingCredential; readonly missing: readonly string[] } {
  const apiKey = secret('KLING_API_KEY', environment.KLING_API_KEY, problems);
  const accessKey = secret('KLING_ACCESS_KEY', environment.KLING_ACCESS_KEY, problems);
  const secretKey = secret('KLING_SECRET_KEY', environment.KLING_SECRET_KEY, problems);
  const base = { id: 'default', weight: 1 };
  if (apiKey?.includes('|')) {
    problems.push('KLING_API_KEY holds a pair. Set its halves as KLING_ACCESS_KEY and KLING_SECRET_KEY.');
  }
  if (apiKey !== undefined) return { credential: { ...base, apiKey }, missing: [] };
  if (accessKey !== undefined && secretKey !== undefined) {
    return { credential: { ...base, accessKey, secretKey }, missing: [] };
  }
  if (accessKey !== undefined) return { missing: ['KLING_SECRET_KEY'] };
  if (secretKey !== undefined) return { missing: ['KLING_ACCESS_KEY'] };
  return { missing: ['KLING_API_KEY'] };
}

function listedAccounts(text: string | undefined, problems: string[]): KlingCredential[] {
  if (!text) return [];
  const list = parseList(text);
  if (!list) {
    problems.push('KLING_CREDENTIALS must be a JSON list of objects. Check the quoting.');
    return [];
  }
  return list.flatMap((entry, index) => listedAccount(entry, `KLING_CREDENTIALS[${index}]`, problems) ?? []);
}

function listedAccount(
  entry: Readonly<Record<string, unknown>>,
  name: string,
  problems: string[],
): KlingCredential | undefined {
  const before = problems.length;
  const apiKey = secret(`${name}.apiKey`, entry.apiKey, problems);
  const accessKey = secret(`${name}.accessKey`, entry.accessKey, problems);
  const secretKey = secret(`${name}.secretKey`, entry.secretKey, problems);
  if (apiKey === undefined && (accessKey === undefined || secretKey === undefined)) {
    problems.push(`${name} needs an apiKey, or an accessKey and a secretKey.`);
  }
  const share = shareOf(entry, name, problems);
  if (problems.length > before) return undefined;
  return { ...share, ...(apiKey === undefined ? { accessKey, secretKey } : { apiKey }) };
}

function shareOf(
  { id, weight = 1, maxConcurrent }: Readonly<Record<string, unknown>>,
  name: string,
  problems: string[],
): Pick<KlingCredential, 'id' | 'weight' | 'maxConcurrent'> {
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
