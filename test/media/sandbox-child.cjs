/** Runs the sandbox provider from source in a process of its own, so that a test can kill it. Argument: the data folder. */
const { readFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const Module = require('node:module');
const { join } = require('node:path');

const root = join(__dirname, '..', '..');
const swc = createRequire(join(root, 'package.json'))('@swc/core');
const resolve = Module._resolveFilename;
Module._resolveFilename = (request, ...rest) => {
  const [, lib, entry = ''] = /^@onereel\/([^/]+)(?:\/([^/]+))?$/.exec(request) ?? [];
  const source = lib && join(root, 'libs', lib, 'src', entry, 'index.ts');
  return source ?? resolve.call(Module, request, ...rest);
};
const jsc = {
  target: 'es2022',
  parser: { syntax: 'typescript', decorators: true },
  transform: { legacyDecorator: true, decoratorMetadata: true },
};
require.extensions['.ts'] = (module, filename) => {
  const options = { filename, module: { type: 'commonjs' }, jsc };
  module._compile(swc.transformSync(readFileSync(filename, 'utf8'), options).code, filename);
};

const sandbox = join(root, 'libs', 'providers-sandbox', 'src');
const { SandboxVideoProvider } = require(join(sandbox, 'provider', 'sandbox.video-provider.ts'));
const { SANDBOX_MODEL } = require(join(sandbox, 'wire', 'sandbox-descriptor.ts'));

async function main() {
  const clock = { now: () => Date.now() };
  const { media } = require('./kit/ffmpeg-under-test.ts');
  const options = { concurrency: 1, retentionHours: 24 };
  const provider = new SandboxVideoProvider(options, { dataDir: process.argv[2], media, clock });
  const log = { debug() {}, warn() {} };
  const context = { signal: new AbortController().signal, clock, log, credentialId: 'default' };
  const request = {
    model: 'sandbox',
    resolvedModel: SANDBOX_MODEL,
    prompt: 'A job that outlives its process',
    inputs: [],
    durationSeconds: 8,
    fps: 30,
    size: { width: 960, height: 540 },
    seed: 7,
  };
  const { handle } = await provider.submit(request, { ...context, clientReference: 'from-a-child' });
  for (;;) {
    const result = await provider.poll(handle, context);
    process.stdout.write(`${JSON.stringify({ handle, result })}\n`);
    if (result.state === 'completed' || result.state === 'failed') return;
    await new Promise((wake) => setTimeout(wake, 100));
  }
}

main();
