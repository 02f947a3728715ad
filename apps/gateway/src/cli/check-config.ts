import type { ConfigKey } from '../config/config-key';
import { CONFIG_KEYS } from '../config/config-key-table';
import { readEnvironment } from '../config/environment';
import { parseConfig } from '../config/gateway-config';
import { unknownKeys } from '../config/unknown-keys';
import { loadPlugins } from '../plugins/load-plugins';
import type { Command } from './command';

/** Reads everything the server would read and says what is wrong, without starting it. */
export const checkConfig: Command = {
  name: 'check-config',
  summary: 'Check settings and provider packages without starting.',
  async run() {
    const folder = process.cwd();
    const environment = readEnvironment(folder);
    const config = parseConfig(environment, folder);
    const plugins = await loadPlugins({ packages: config.providers, environment, folder });
    for (const key of Object.values<ConfigKey<unknown>>(CONFIG_KEYS)) {
      if (environment[key.name])
        console.log(`${key.name} = ${key.secret ? '[secret]' : environment[key.name]}`);
    }
    for (const { packageName, options } of plugins) {
      const state =
        options.state === 'configured' ? 'ready' : `not configured, set ${options.missing.join(', ')}`;
      console.log(`${packageName}: ${state}`);
    }
    const pluginKeys = plugins.flatMap(({ plugin }) => plugin.environment.map(({ name }) => name));
    unknownKeys(environment, pluginKeys).forEach((message) => console.warn(`warning: ${message}`));
    console.log('The configuration is fine.');
    return 0;
  },
};
