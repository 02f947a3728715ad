import type { EnvironmentKey, ParsedOptions, ProviderPlugin } from '@onereel/core';
import { readSettingFile } from '../config/environment';
import { checkPlugin } from './check-plugin';
import { importPlugin } from './import-plugin';
import { PluginLoadError, type PluginProblem } from './plugin-problem';

/** A checked provider package with its options read. */
export interface LoadedPlugin {
  readonly packageName: string;
  readonly plugin: ProviderPlugin;
  readonly options: Exclude<ParsedOptions<unknown>, { state: 'invalid' }>;
}

export interface PluginSource {
  /** npm names or paths. */
  readonly packages: readonly string[];
  /** Each plugin sees only the keys it declares. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What paths are relative to, and where packages are looked for that the gateway does not bring. */
  readonly folder: string;
}

type Outcome = { readonly plugin: LoadedPlugin } | { readonly problem: PluginProblem };

/** Loads and checks every listed package. Throws one PluginLoadError with all that is wrong. */
export async function loadPlugins(source: PluginSource): Promise<readonly LoadedPlugin[]> {
  const outcomes = await Promise.all(source.packages.map((name) => loadPlugin(name, source)));
  const loaded = outcomes.flatMap((outcome) => ('plugin' in outcome ? [outcome.plugin] : []));
  const problems = outcomes.flatMap((outcome) => ('problem' in outcome ? [outcome.problem] : []));
  problems.push(...duplicates(loaded));
  if (problems.length > 0) throw new PluginLoadError(problems);
  return loaded;
}

async function loadPlugin(packageName: string, source: PluginSource): Promise<Outcome> {
  const imported = await importPlugin(packageName, source.folder);
  if (!imported.ok) return { problem: imported.problem };
  const checked = checkPlugin(packageName, imported.exports);
  if (!checked.ok) return { problem: checked.problem };
  return readOptions(packageName, checked.plugin, source.environment);
}

function readOptions(
  packageName: string,
  plugin: ProviderPlugin,
  environment: PluginSource['environment'],
): Outcome {
  const visible = visibleTo(plugin.environment, environment);
  const bad = (reason: string, cause?: unknown): Outcome => ({
    problem: {
      kind: 'bad_options',
      packageName,
      message: `${packageName}: ${withoutSecrets(reason, plugin.environment, visible)}`,
      cause,
    },
  });
  try {
    const options = plugin.parseOptions(visible);
    if (options.state === 'invalid') return bad(options.problems.join('; '));
    return { plugin: { packageName, plugin, options } };
  } catch (error) {
    return bad(`its options cannot be read: ${(error as Error).message}. Ask its author.`, error);
  }
}

function visibleTo(
  keys: readonly EnvironmentKey[],
  environment: PluginSource['environment'],
): Readonly<Record<string, string | undefined>> {
  const valueOf = ({ name, file, default: fallback }: EnvironmentKey): string | undefined => {
    const text = environment[name]?.trim() || fallback || undefined;
    return file && text !== undefined ? (readSettingFile(text) ?? text) : text;
  };
  return Object.fromEntries(keys.map((key) => [key.name, valueOf(key)]));
}

function withoutSecrets(
  message: string,
  keys: readonly EnvironmentKey[],
  visible: PluginSource['environment'],
): string {
  const secrets = keys.filter((key) => key.secret).flatMap((key) => visible[key.name] ?? []);
  return secrets.reduce((text, secret) => text.replaceAll(secret, '[secret]'), message);
}

function duplicates(loaded: readonly LoadedPlugin[]): PluginProblem[] {
  return loaded.flatMap(({ plugin, packageName }, index) => {
    const first = loaded.findIndex((other) => other.plugin.id === plugin.id);
    if (first === index) return [];
    return [
      {
        kind: 'duplicate_id' as const,
        packageName,
        message: `${packageName} and ${loaded[first].packageName} both call themselves "${plugin.id}". Keep one of them in ONEREEL_PROVIDERS.`,
      },
    ];
  });
}
