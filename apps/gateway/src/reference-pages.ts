import { renderConfigReference, renderEnvExample } from './config/config-reference';
import { parseConfig } from './config/gateway-config';
import { renderErrorReference } from './http/errors/error-reference';
import { loadPlugins } from './plugins/load-plugins';

/** The pages that are made from the code, by path in the repository. Provider keys come from the packages loaded by default. */
export async function referencePages(folder: string): Promise<Readonly<Record<string, string>>> {
  const { providers } = parseConfig({}, folder);
  const loaded = await loadPlugins({ packages: providers, environment: {}, folder });
  const plugins = loaded
    .filter(({ plugin }) => plugin.environment.length > 0)
    .map(({ packageName, plugin }) => ({ packageName, keys: plugin.environment }));
  return {
    '.env.example': renderEnvExample(plugins),
    'docs/reference/config.md': renderConfigReference(plugins),
    'docs/reference/errors.md': renderErrorReference(),
  };
}
