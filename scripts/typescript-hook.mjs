import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/**
 * A `require` that also loads TypeScript, for the few development programs that run from source. Same compiler settings as the
 * tests. Start Node with `--conditions=@onereel/source`, so that workspace packages need no build either.
 */
export function typescriptRequire(from) {
  const require = createRequire(from);
  const { transformSync } = require('@swc/core');
  const [, settings] = require('../jest.config.js').transform['\\.ts$'];
  require.extensions['.ts'] = (module, filename) => {
    const { code } = transformSync(readFileSync(filename, 'utf8'), { ...settings, filename, swcrc: false });
    module._compile(code, filename);
  };
  return require;
}
