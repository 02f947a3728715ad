import type { EnvironmentKey } from '@onereel/core';
import type { ConfigKey, ConfigSection } from './config-key';
import { CONFIG_KEYS } from './config-key-table';

/** Keys that a provider package declares. */
export interface PluginKeys {
  readonly packageName: string;
  readonly keys: readonly EnvironmentKey[];
}

const SECTIONS: readonly ConfigSection[] = [
  'Server',
  'Access',
  'Providers',
  'Limits',
  'Engine',
  'Storage',
  'Rendering',
  'Media tools',
  'Prompt rewriting',
];

const keysOf = (section: ConfigSection): readonly ConfigKey<unknown>[] =>
  Object.values<ConfigKey<unknown>>(CONFIG_KEYS).filter((key) => key.section === section);

/** `docs/reference/config.md`. */
export function renderConfigReference(plugins: readonly PluginKeys[]): string {
  const parts = [
    '# Configuration',
    'Settings are environment variables; a `.env` file in the working directory is read too, the environment wins. An empty value counts as unset. All bad settings are reported together at start: `onereel check-config` does only that.',
    'This page is generated from the code.',
    ...SECTIONS.map((section) => `## ${section}\n\n${table(keysOf(section).map(coreRow))}`),
    ...plugins.map(({ packageName, keys }) => `## ${packageName}\n\n${table(keys.map(pluginRow))}`),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** `.env.example`: every key, commented out. */
export function renderEnvExample(plugins: readonly PluginKeys[]): string {
  const core = SECTIONS.flatMap((section) => [
    `# --- ${section}`,
    '',
    ...keysOf(section).flatMap((key) => entry(key.name, key.description, key.defaultText)),
  ]);
  const provided = plugins.flatMap(({ packageName, keys }) => [
    `# --- ${packageName}`,
    '',
    ...keys.flatMap((key) => entry(key.name, key.description, key.default)),
  ]);
  return [
    '# Copy to .env and set what you need. Every line shows the default.',
    '',
    ...core,
    ...provided,
  ].join('\n');
}

type Row = readonly [name: string, accepts: string, defaultText: string, description: string];

const coreRow = (key: ConfigKey<unknown>): Row => [
  key.name,
  key.accepts,
  key.defaultText ?? '',
  key.secret ? `${key.description} Secret.` : key.description,
];

const pluginRow = (key: EnvironmentKey): Row => [
  key.name,
  'text',
  key.default ?? '',
  [key.description, key.required && 'Required.', key.secret && 'Secret.'].filter(Boolean).join(' '),
];

function table(rows: readonly Row[]): string {
  const cells = rows.map(([name, accepts, defaultText, description]) => [
    `\`${name}\``,
    escapeCell(accepts),
    defaultText === '' ? '' : `\`${defaultText}\``,
    escapeCell(description),
  ]);
  return markdownTable(['key', 'accepts', 'default', 'meaning'], cells);
}

const escapeCell = (text: string): string => text.replaceAll('|', '\\|');

/** Padded the way the formatter pads it, so that generated pages pass the format check. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(3, title.length, ...rows.map((row) => row[column].length)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

const entry = (name: string, description: string, defaultText: string | undefined): string[] => [
  ...wrap(description, 100).map((line) => `# ${line}`),
  `# ${name}=${defaultText ?? ''}`,
  '',
];

function wrap(text: string, width: number): string[] {
  return text.split(' ').reduce<string[]>((lines, word) => {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length + 1 > width) return [...lines, word];
    return [...lines.slice(0, -1), `${last} ${word}`];
  }, []);
}
