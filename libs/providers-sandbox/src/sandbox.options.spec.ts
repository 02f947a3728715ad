import { parseSandboxOptions } from './sandbox.options';

describe('parseSandboxOptions', () => {
  it.each([
    [{}, { concurrency: 2, retentionHours: 24 }],
    [
      { SANDBOX_CONCURRENCY: ' 4 ', SANDBOX_RETENTION_HOURS: '' },
      { concurrency: 4, retentionHours: 24 },
    ],
  ])('%j', (environment, options) => {
    expect(parseSandboxOptions(environment)).toEqual({ state: 'configured', options });
  });

  it('reports every bad value at once', () => {
    const environment = { SANDBOX_CONCURRENCY: '0', SANDBOX_RETENTION_HOURS: 'a day' };
    expect(parseSandboxOptions(environment)).toEqual({
      state: 'invalid',
      problems: [
        'SANDBOX_CONCURRENCY must be a whole number from 1 to 32',
        'SANDBOX_RETENTION_HOURS must be a whole number from 1 to 720',
      ],
    });
  });
});
