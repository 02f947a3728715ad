import { parseArgs } from 'node:util';

export interface CommandArguments {
  readonly positionals: readonly string[];
  text(name: string): string | undefined;
  list(name: string): readonly string[];
  number(name: string): number | undefined;
  flag(name: string): boolean;
}

/** What a command accepts: `value` options take one argument, `list` ones may be repeated. */
export type OptionTable = Readonly<
  Record<string, { kind: 'value' | 'list' | 'flag'; short?: string; help: string }>
>;

/** A command line that cannot be understood; the message says which part. */
export class UsageError extends Error {}

/** @throws UsageError for an unknown option or a number that is none. */
export function readArguments(argv: readonly string[], table: OptionTable): CommandArguments {
  const options = Object.fromEntries(
    Object.entries(table).map(([name, { kind, short }]) => [
      name,
      {
        type: kind === 'flag' ? ('boolean' as const) : ('string' as const),
        multiple: kind === 'list',
        ...(short ? { short } : {}),
      },
    ]),
  );
  const { values, positionals } = parse(argv, options);
  const text = (name: string): string | undefined =>
    typeof values[name] === 'string' ? values[name] : undefined;
  return {
    positionals,
    text,
    list: (name) =>
      Array.isArray(values[name]) ? values[name].filter((item) => typeof item === 'string') : [],
    flag: (name) => values[name] === true,
    number: (name) => {
      const value = text(name);
      if (value === undefined) return undefined;
      if (!Number.isFinite(Number(value))) throw new UsageError(`--${name} takes a number, not "${value}"`);
      return Number(value);
    },
  };
}

type ParseOptions = NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>['options']>;

function parse(
  argv: readonly string[],
  options: ParseOptions,
): { values: Record<string, unknown>; positionals: string[] } {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** Help text of a command. */
export function usage(line: string, table: OptionTable): string {
  const rows = Object.entries(table).map(([name, { kind, short, help }]) => {
    const option = `${short ? `-${short}, ` : ''}--${name}${kind === 'flag' ? '' : ' <value>'}`;
    return `  ${option.padEnd(28)} ${help}`;
  });
  return `Usage: onereel ${line}\n\n${rows.join('\n')}\n`;
}
