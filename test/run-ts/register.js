'use strict';
// Lets a plain node process run the sources, as jest does: TypeScript through swc, @onereel/* from the source folders.
const { createHash } = require('node:crypto');
const { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { tmpdir } = require('node:os');
const { join, resolve } = require('node:path');
const { fileURLToPath } = require('node:url');
const swc = require('@swc/core');
const { transform } = require('../../jest.config.js');

const root = resolve(__dirname, '../..');
const [, options] = transform['\\.ts$'];
const cache = process.env.RUN_TS_CACHE ?? join(tmpdir(), 'onereel-run-ts');
mkdirSync(cache, { recursive: true });

require.extensions['.ts'] = (module, filename) => {
  const source = readFileSync(filename, 'utf8');
  const compiled = join(cache, `${createHash('sha1').update(filename).update(source).digest('hex')}.js`);
  if (!existsSync(compiled)) {
    const { code } = swc.transformSync(source, {
      ...options,
      filename,
      sourceMaps: false,
      configFile: false,
      swcrc: false,
    });
    // Several processes fill the cache at once.
    const draft = `${compiled}.${process.pid}`;
    writeFileSync(draft, code);
    renameSync(draft, compiled);
  }
  module._compile(readFileSync(compiled, 'utf8'), filename);
};

const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
  const [, lib, entry] = /^@onereel\/([^/]+)(?:\/([^/]+))?$/.exec(request) ?? [];
  // `import(url)` arrives here as a require.
  const local = request.startsWith('file:') ? fileURLToPath(request) : request;
  const path = lib === undefined ? local : join(root, 'libs', lib, 'src', entry ?? '', 'index.ts');
  return resolveFilename.call(this, path, ...rest);
};
