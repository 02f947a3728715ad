/** One setting: how it is called, what it means, how its text is read. Reference page and `.env.example` are made from these. */
export interface ConfigKey<T> {
  /** Environment variable. */
  readonly name: string;
  readonly section: ConfigSection;
  readonly description: string;
  /** What may be written, for people: `1 … 65535`, `required | none`. */
  readonly accepts: string;
  /** The default as it would be written; absent = the setting is optional and unset. */
  readonly defaultText?: string;
  /** Never shown in logs, errors or `check-config`. */
  readonly secret?: boolean;
  /** Throws an Error that says what is wrong with the text; must not repeat a secret text. */
  parse(text: string): T;
}

export type ConfigSection =
  | 'Server'
  | 'Access'
  | 'Providers'
  | 'Limits'
  | 'Engine'
  | 'Storage'
  | 'Rendering'
  | 'Media tools'
  | 'Prompt rewriting';

interface Described {
  readonly name: string;
  readonly section: ConfigSection;
  readonly description: string;
}
interface WithDefault<T> extends Described {
  readonly default: T;
}

export const text = (
  key: Described & { accepts?: string; secret?: boolean },
): ConfigKey<string | undefined> => ({
  accepts: 'text',
  ...key,
  parse: (value) => value,
});

export const textOr = (key: WithDefault<string> & { accepts?: string }): ConfigKey<string> => ({
  accepts: 'text',
  ...key,
  defaultText: key.default,
  parse: (value) => value,
});

export function choice<T extends string>(key: WithDefault<T> & { values: readonly T[] }): ConfigKey<T> {
  return {
    ...key,
    accepts: key.values.join(' | '),
    defaultText: key.default,
    parse(value) {
      const found = key.values.find((allowed) => allowed === value);
      if (found === undefined) throw new Error(`must be one of ${key.values.join(', ')}`);
      return found;
    },
  };
}

interface NumberRules {
  readonly min: number;
  readonly max: number;
  readonly integer?: boolean;
}

export const number = (key: WithDefault<number> & NumberRules): ConfigKey<number> => ({
  ...key,
  accepts: `${key.min} … ${key.max}`,
  defaultText: String(key.default),
  parse: (value) => parseNumber(value, key),
});

export const optionalNumber = (key: Described & NumberRules): ConfigKey<number | undefined> => ({
  ...key,
  accepts: `${key.min} … ${key.max}`,
  parse: (value) => parseNumber(value, key),
});

function parseNumber(value: string, { min, max, integer }: NumberRules): number {
  const parsed = Number(value);
  const inside = /^-?\d+(\.\d+)?$/.test(value) && parsed >= min && parsed <= max;
  if (!inside || (integer && !Number.isInteger(parsed))) {
    throw new Error(`must be ${integer ? 'an integer' : 'a number'} from ${min} to ${max}`);
  }
  return parsed;
}

export const flag = (key: WithDefault<boolean>): ConfigKey<boolean> => ({
  ...key,
  accepts: 'true | false',
  defaultText: String(key.default),
  parse(value) {
    if (/^(true|1|yes|on)$/i.test(value)) return true;
    if (/^(false|0|no|off)$/i.test(value)) return false;
    throw new Error('must be true or false');
  },
});

/** Comma-separated; blanks around items do not count. */
export const list = (
  key: Described & {
    accepts: string;
    default?: readonly string[];
    secret?: boolean;
    check?(item: string): void;
  },
): ConfigKey<readonly string[]> => ({
  ...key,
  defaultText: (key.default ?? []).join(','),
  parse(value) {
    const items = value
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '');
    items.forEach((item) => key.check?.(item));
    return items;
  },
});

export const url = (
  key: Described & { protocols: readonly string[]; secret?: boolean },
): ConfigKey<string | undefined> => ({
  ...key,
  accepts: `URL: ${key.protocols.map((protocol) => `${protocol}//…`).join(' or ')}`,
  parse(value) {
    const { protocol } = URL.canParse(value) ? new URL(value) : { protocol: '' };
    if (!key.protocols.includes(protocol)) {
      throw new Error(`must be a URL that starts with ${key.protocols.map((p) => `${p}//`).join(' or ')}`);
    }
    return value.replace(/\/+$/, '');
  },
});
