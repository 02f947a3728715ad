/** What every account in a list may say, whatever its keys are. */
export interface AccountShare {
  /** A stable name such as `account-2`; never key material. */
  readonly id: string;
  /** Share of new tasks relative to the other accounts, > 0; 1 unless said. */
  readonly weight: number;
  /** Tasks it may have open at once. */
  readonly maxConcurrent?: number;
}

type Values = Readonly<Record<string, unknown>>;

const ID = /^[a-z0-9][a-z0-9-]{0,31}$/;

/**
 * Reads a plugin's settings and gathers everything that is wrong with them: for `parseOptions`. Problems name the setting and the cure
 * and never repeat a value, which may be secret. Pure.
 */
export class SettingsReader {
  /**
   * @param values the environment, or one entry of a list
   * @param problems grows while settings are read
   * @param nameOf what a field is called in a problem
   */
  constructor(
    readonly values: Values,
    readonly problems: string[] = [],
    readonly nameOf: (field: string) => string = (field) => field,
  ) {}

  problem(field: string, sentence: string): void {
    this.problems.push(`${this.nameOf(field)} ${sentence}`);
  }

  /** Without blanks around it; `undefined` when nothing is set. */
  text(field: string): string | undefined {
    const value = this.values[field];
    return (typeof value === 'string' && value.trim()) || undefined;
  }

  /** Copied keys often end in a newline; one in the middle means that something else came along. */
  secret(field: string): string | undefined {
    const text = this.text(field);
    if (text !== undefined && /\s/.test(text))
      this.problem(field, 'has blanks or line breaks inside. Copy it again, without them.');
    return text;
  }

  /** An http(s) address without credentials, query and slash at the end. */
  url(field: string, fallback: string): string {
    const text = this.text(field) ?? fallback;
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url && /^https?:$/.test(url.protocol) && !url.username && !url.search)
      return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
    this.problem(field, `must be an http(s) URL without a query, such as ${fallback}.`);
    return fallback;
  }

  number(field: string, { min, max }: { readonly min: number; readonly max: number }): number | undefined {
    const text = this.text(field);
    if (text === undefined) return undefined;
    const value = Number(text);
    if (!(value >= min && value <= max)) this.problem(field, `must be a number from ${min} to ${max}.`);
    return value;
  }

  /** The first word when nothing is set. */
  oneOf<Word extends string>(field: string, words: readonly Word[]): Word {
    const wanted = this.text(field) ?? words[0];
    const found = words.find((word) => word === wanted);
    if (found === undefined) this.problem(field, `must be one of ${words.join(', ')}.`);
    return found ?? words[0];
  }

  /**
   * A JSON list of accounts, after those that were read from settings of their own. Entries with problems are left out.
   * @param read what an entry has besides the share; reports what it misses
   */
  accounts<Own extends object>(
    field: string,
    before: readonly (AccountShare & Own)[],
    read: (entry: SettingsReader) => Own | undefined,
  ): readonly (AccountShare & Own)[] {
    const accounts = [...before, ...this.listed(field, read)];
    const repeated = accounts.find(({ id }, index) => accounts.findIndex((one) => one.id === id) !== index);
    if (repeated) this.problem(field, `names the id ${repeated.id} twice. Give each its own.`);
    return accounts;
  }

  private listed<Own extends object>(
    field: string,
    read: (entry: SettingsReader) => Own | undefined,
  ): (AccountShare & Own)[] {
    const text = this.text(field);
    if (text === undefined) return [];
    const list = parseList(text);
    if (!list) {
      this.problem(field, 'must be a JSON list of objects. Check the quoting.');
      return [];
    }
    return list.flatMap((values, index) => {
      const known = this.problems.length;
      const nameOf = (name: string): string => `${this.nameOf(field)}[${index}].${name}`;
      const entry = new SettingsReader(values, this.problems, nameOf);
      const own = read(entry);
      const share = shareOf(entry);
      return own === undefined || this.problems.length > known ? [] : [{ ...share, ...own }];
    });
  }
}

function shareOf(entry: SettingsReader): AccountShare {
  const { id, weight = 1, maxConcurrent } = entry.values;
  if (typeof id !== 'string' || !ID.test(id)) entry.problem('id', 'must be a name such as "account-2".');
  if (!(typeof weight === 'number' && weight > 0)) entry.problem('weight', 'must be a number above 0.');
  const limit = maxConcurrent === undefined ? undefined : Number(maxConcurrent);
  if (limit !== undefined && !(Number.isInteger(limit) && limit > 0))
    entry.problem('maxConcurrent', 'must be a whole number above 0.');
  return { id: String(id), weight: Number(weight), ...(limit !== undefined && { maxConcurrent: limit }) };
}

function parseList(text: string): Values[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isList = Array.isArray(value) && value.every((item) => typeof item === 'object' && item !== null);
    return isList ? (value as Values[]) : undefined;
  } catch {
    return undefined;
  }
}
