/** @type {import('jest').Config} */
module.exports = {
  rootDir: __dirname,
  testEnvironment: 'node',
  testRegex: '\\.(spec|e2e-spec|contract-spec)\\.ts$',
  modulePathIgnorePatterns: ['/dist/', '/.stryker-tmp/'],
  moduleNameMapper: {
    '^@onereel/([^/]+)/([^/]+)$': '<rootDir>/libs/$1/src/$2/index.ts',
    '^@onereel/([^/]+)$': '<rootDir>/libs/$1/src/index.ts',
  },
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          keepClassNames: true,
        },
      },
    ],
  },
  testTimeout: 30_000,
};
