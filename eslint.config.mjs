import tseslint from 'typescript-eslint';

const TESTS = ['**/*.spec.ts', '**/*.e2e-spec.ts', 'test/**/*.ts'];
const KIT = ['libs/core/src/testing/**/*.ts'];

const CHILD_PROCESS = {
  name: 'node:child_process',
  message: 'Only libs/core/src/media/ffmpeg-process.ts starts processes.',
};
const BULL = ['bull', 'ioredis', '@nestjs/bull'].map((name) => ({
  name,
  message: 'Only apps/gateway/src/infrastructure/redis knows Redis.',
}));
const HTTP_CLIENTS = ['axios', 'undici', 'got', 'node-fetch'].map((name) => ({
  name,
  message: 'Outgoing HTTP goes through the http folder of @onereel/core.',
}));
const OWN_DOORS = [CHILD_PROCESS, { ...CHILD_PROCESS, name: 'child_process' }, ...BULL, ...HTTP_CLIENTS];

const restrictImports = (except = []) => [
  'error',
  {
    paths: OWN_DOORS.filter(({ name }) => !except.includes(name)),
    patterns: [
      { group: ['@onereel/*/src/*', '@onereel/*/dist/*'], message: 'No deep imports into another package.' },
    ],
  },
];

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', 'data/**', 'demo/**', '**/*.{js,cjs,mjs}', 'coverage/**'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts'],
    languageOptions: {
      parserOptions: { project: ['./tsconfig.check.json'], tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      complexity: ['error', 12],
      'no-restricted-imports': restrictImports(),
      'no-restricted-globals': [
        'error',
        { name: 'fetch', message: 'Outgoing HTTP goes through the http folder of @onereel/core.' },
      ],
      'no-restricted-properties': [
        'error',
        {
          object: 'process',
          property: 'env',
          message: 'Only apps/gateway/src/config reads the environment.',
        },
        { object: 'process', property: 'exit', message: 'Only main.ts and cli.ts end the process.' },
      ],
      'no-console': 'error',
    },
  },
  {
    files: ['libs/core/src/media/ffmpeg-process.ts'],
    rules: { 'no-restricted-imports': restrictImports(['node:child_process']) },
  },
  {
    files: ['libs/core/src/http/**/*.ts'],
    rules: {
      'no-restricted-imports': restrictImports(HTTP_CLIENTS.map(({ name }) => name)),
      'no-restricted-globals': 'off',
    },
  },
  {
    files: ['apps/gateway/src/infrastructure/redis/**/*.ts'],
    rules: { 'no-restricted-imports': restrictImports(BULL.map(({ name }) => name)) },
  },
  {
    files: ['apps/gateway/src/config/**/*.ts', 'apps/gateway/src/main.ts', 'apps/gateway/src/cli.ts'],
    rules: { 'no-restricted-properties': 'off' },
  },
  { files: ['apps/gateway/src/cli.ts', 'apps/gateway/src/cli/**/*.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['**/*.dto.ts', ...KIT],
    rules: { 'max-lines': ['error', { max: 350, skipBlankLines: true, skipComments: true }] },
  },
  { files: ['**/*-table.ts', '**/*-models.ts'], rules: { 'max-lines': 'off' } },
  {
    files: [...TESTS, ...KIT],
    rules: {
      'max-lines-per-function': 'off',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: TESTS,
    rules: {
      'no-restricted-imports': 'off',
      'no-restricted-globals': 'off',
      'no-restricted-properties': 'off',
      'no-console': 'off',
    },
  },
);
