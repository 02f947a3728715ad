import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseConfig } from '../../apps/gateway/src/config/gateway-config';
import { loadPlugins } from '../../apps/gateway/src/plugins/load-plugins';

const ROOT = join(__dirname, '..', '..');
const PAGE = join(ROOT, 'docs', 'providers', 'README.md');

it('docs/providers/README.md lists every bundled provider with the keys it declares', async () => {
  const { providers } = parseConfig({}, ROOT);
  const loaded = await loadPlugins({ packages: providers, environment: {}, folder: ROOT });
  const expected = loaded.map(({ packageName, plugin }) => ({
    id: plugin.id,
    packageName,
    keys: plugin.environment.map(({ name, secret }) => `- \`${name}\`${secret ? ' (secret)' : ''}`),
  }));
  const page = readFileSync(PAGE, 'utf8');
  const rows = [...page.matchAll(/^\| `([a-z-]+)` +\| \[([^\]]+)\]/gm)];
  const listed = rows.map(([, id, packageName]) => ({
    id,
    packageName,
    keys: new RegExp(`^### \`${id}\`\n\n((?:- .*\n)+)`, 'm').exec(page)?.[1].trim().split('\n'),
  }));
  expect(listed).toEqual(expected);
});
