import { isIP } from 'node:net';
import { isAbsolute, resolve } from 'node:path';
import { ConfigKey } from './config-key';
import { CONFIG_KEYS } from './config-key-table';

type Keys = typeof CONFIG_KEYS;
type ValueOf<Key> = Key extends ConfigKey<infer Value> ? Value : never;

/** Every setting, read and checked. */
export type GatewayConfig = { readonly [Name in keyof Keys]: ValueOf<Keys[Name]> };

export type Environment = Readonly<Record<string, string | undefined>>;

export const GATEWAY_CONFIG = Symbol.for('onereel.gateway-config');

/** Everything that is wrong with the configuration, at once. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The configuration cannot be used:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

/**
 * Reads every key; an empty text counts as unset. Throws one ConfigError that names all bad keys.
 * @param folder what relative paths are relative to
 */
export function parseConfig(environment: Environment, folder: string): GatewayConfig {
  const problems: string[] = [];
  const read = ([property, key]: [string, ConfigKey<unknown>]): [string, unknown] => {
    const text = environment[key.name]?.trim() || key.defaultText;
    if (text === undefined) return [property, undefined];
    try {
      return [property, key.parse(text)];
    } catch (error) {
      const shown = key.secret ? '' : ` (is "${text}")`;
      problems.push(`${key.name} ${(error as Error).message}${shown}.`);
      return [property, undefined];
    }
  };
  const config = Object.fromEntries(
    Object.entries<ConfigKey<unknown>>(CONFIG_KEYS).map(read),
  ) as GatewayConfig;
  problems.push(...contradictions(config));
  if (problems.length > 0) throw new ConfigError(problems);
  return { ...config, dataDir: absolute(config.dataDir, folder) };
}

/** Settings that are fine alone and wrong together; those that could not be read are absent. */
function contradictions(config: GatewayConfig): string[] {
  const problems: string[] = [];
  if (config.auth === 'none' && !isLoopback(config.host)) {
    problems.push(
      `ONEREEL_AUTH=none is refused while HOST is ${config.host}: anyone who reaches it could spend your vendor credit. Set HOST=127.0.0.1, or ONEREEL_AUTH=required and create a key with: onereel keys create.`,
    );
  }
  if (config.promptLlmBaseUrl !== undefined && config.promptLlmModel === undefined) {
    problems.push('PROMPT_LLM_MODEL is missing although PROMPT_LLM_BASE_URL is set.');
  }
  return problems;
}

export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));

const absolute = (path: string, folder: string): string => (isAbsolute(path) ? path : resolve(folder, path));
