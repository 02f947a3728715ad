/** The import rules of docs/architecture.md, executable. Each is proven by a planted violation in test/rules. */
const error = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });
const SPEC = '\\.(spec|e2e-spec)\\.ts$';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    error('no-circular', 'A cycle means two files are one idea.', { pathNot: SPEC }, { circular: true }),
    error(
      'core-imports-no-workspace',
      'libs/core is the bottom layer.',
      { path: '^libs/core/' },
      { path: '^(apps|libs/(?!core/))' },
    ),
    error(
      'providers-import-only-core',
      'A bundled provider has no privilege.',
      { path: '^libs/(providers-[^/]+)/' },
      {
        path: '^(apps|libs)/',
        pathNot: [
          '^libs/$1/',
          '^libs/core/src/(index|media/index)\\.ts$',
          '^libs/core/src/testing/index\\.ts$',
        ],
      },
    ),
    error(
      'kit-only-in-specs',
      'The conformance kit is for tests.',
      { path: '^(apps|libs)/', pathNot: [SPEC, '^libs/core/src/testing/'] },
      { path: '^libs/core/src/testing/' },
    ),
    error(
      'gateway-imports-no-provider',
      'Providers arrive by configuration, by npm name.',
      { path: '^apps/gateway/' },
      { path: '^libs/providers-' },
    ),
    error(
      'dialects-see-only-core-and-http',
      'A dialect translates; it does not run anything.',
      { path: '^apps/gateway/src/dialects/' },
      { path: '^apps/gateway/src/(?!dialects/|http/)' },
    ),
    error(
      'dialects-do-not-meet',
      'Two dialects share nothing but core and http.',
      { path: '^apps/gateway/src/dialects/([^/]+)/' },
      { path: '^apps/gateway/src/dialects/', pathNot: '^apps/gateway/src/dialects/$1/' },
    ),
    error(
      'provider-and-dialect-meet-in-wire',
      'A vendor package shares only its wire vocabulary between its two halves.',
      { path: '^libs/(providers-[^/]+)/src/dialect/' },
      { path: '^libs/$1/src/(?!dialect/|wire/)' },
    ),
    error(
      'dialect-half-stays-out-of-provider',
      'A vendor package shares only its wire vocabulary between its two halves.',
      { path: '^libs/(providers-[^/]+)/src/(provider|transports|wire)/' },
      { path: '^libs/$1/src/dialect/' },
    ),
    error(
      'pure-draft-folders',
      'Draft, timeline and plan are pure: no IO, no framework.',
      { path: '^libs/capcut-draft/src/(draft|timeline|plan)/', pathNot: SPEC },
      {
        path: '^(node:)?(fs|fs/promises|child_process|http|https|net|dns|os|worker_threads)$|node_modules/@nestjs/',
      },
    ),
    error(
      'pure-draft-folders-import-order',
      'Data passes draft → timeline → plan → render; nothing flows back.',
      { path: '^libs/capcut-draft/src/(draft|timeline|plan)/', pathNot: SPEC },
      { path: '^libs/capcut-draft/src/(media|media-library|render|package|http|cli)/' },
    ),
    error(
      'redis-behind-one-door',
      'Bull and ioredis live in infrastructure/redis.',
      { path: '^(apps|libs)/', pathNot: '^apps/gateway/src/infrastructure/redis/' },
      { path: 'node_modules/(bull|ioredis|@nestjs/bull)/' },
    ),
    error(
      'processes-behind-one-door',
      'One file starts processes.',
      { path: '^(apps|libs)/', pathNot: [SPEC, '^libs/core/src/media/ffmpeg-process\\.ts$'] },
      { path: '^(node:)?child_process$' },
    ),
    error(
      'http-behind-one-door',
      'Outgoing HTTP goes through the http folder of core.',
      { path: '^(apps|libs)/', pathNot: [SPEC, '^libs/core/src/http/'] },
      { path: 'node_modules/(axios|undici|got|node-fetch)/' },
    ),
    error(
      'no-deep-imports',
      'Packages meet at their entry points.',
      { path: '^(apps/[^/]+|libs/[^/]+)/' },
      {
        path: '^libs/[^/]+/src/.+',
        pathNot: [
          '^$1/',
          '^libs/[^/]+/src/index\\.ts$',
          '^libs/core/src/(engine|media|testing|http)/index\\.ts$',
          '^libs/capcut-draft/src/cli/index\\.ts$',
        ],
      },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.check.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@onereel/source', 'import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.json'],
    },
  },
};
