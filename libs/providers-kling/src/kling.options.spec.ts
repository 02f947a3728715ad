import { parseKlingOptions } from './kling.options';

const BASE = { baseUrl: 'https://api-singapore.klingai.com', style: 'legacy' };
const LIST = JSON.stringify([
  { id: 'main', apiKey: 'k1' },
  { id: 'second', accessKey: 'a', secretKey: 's', weight: 2, maxConcurrent: 7 },
]);

describe('parseKlingOptions', () => {
  it.each<[string, Record<string, string | undefined>, object]>([
    [
      'a pair, with line breaks around it',
      { KLING_ACCESS_KEY: ' ak\n', KLING_SECRET_KEY: 'sk\r\n' },
      { ...BASE, credentials: [{ id: 'default', weight: 1, accessKey: 'ak', secretKey: 'sk' }] },
    ],
    [
      'an API key, which goes before a pair',
      { KLING_API_KEY: 'key', KLING_ACCESS_KEY: 'ak', KLING_SECRET_KEY: 'sk' },
      { ...BASE, credentials: [{ id: 'default', weight: 1, apiKey: 'key' }] },
    ],
    [
      'several accounts',
      { KLING_CREDENTIALS: LIST, KLING_API_STYLE: 'current' },
      {
        baseUrl: BASE.baseUrl,
        style: 'current',
        credentials: [
          { id: 'main', weight: 1, apiKey: 'k1' },
          { id: 'second', weight: 2, maxConcurrent: 7, accessKey: 'a', secretKey: 's' },
        ],
      },
    ],
    [
      'a relay with slashes at the end',
      { KLING_API_KEY: 'k', KLING_BASE_URL: 'https://relay.example/kling//', KLING_API_STYLE: 'relay' },
      {
        baseUrl: 'https://relay.example/kling',
        style: 'relay',
        credentials: [{ id: 'default', weight: 1, apiKey: 'k' }],
      },
    ],
    [
      'a webhook secret and a pace',
      { KLING_API_KEY: 'k', KLING_WEBHOOK_SECRET: 'whsec_YWJj', KLING_POLL_SECONDS: '0.5' },
      {
        ...BASE,
        credentials: [{ id: 'default', weight: 1, apiKey: 'k' }],
        webhookSecret: 'whsec_YWJj',
        pollSeconds: 0.5,
      },
    ],
  ])('reads %s', (_name, environment, options) => {
    expect(parseKlingOptions(environment)).toEqual({ state: 'configured', options });
  });

  it.each<[Record<string, string>, string[]]>([
    [{}, ['KLING_API_KEY']],
    [{ KLING_ACCESS_KEY: 'ak' }, ['KLING_SECRET_KEY']],
    [{ KLING_SECRET_KEY: 'sk', KLING_API_KEY: '  ' }, ['KLING_ACCESS_KEY']],
  ])('%j is unconfigured', (environment, missing) => {
    expect(parseKlingOptions(environment)).toEqual({ state: 'unconfigured', missing });
  });

  it.each<[string, Record<string, string>, RegExp]>([
    ['a blank inside', { KLING_API_KEY: 'top secret' }, /KLING_API_KEY has blanks/],
    ['a pair in one', { KLING_API_KEY: 'ak|sk' }, /KLING_ACCESS_KEY and KLING_SECRET_KEY/],
    ['broken JSON', { KLING_CREDENTIALS: '[{' }, /JSON list/],
    [
      'an entry without keys',
      { KLING_CREDENTIALS: '[{"id":"a","accessKey":"x"}]' },
      /\[0\]\.apiKey is missing/,
    ],
    ['a bad id', { KLING_CREDENTIALS: '[{"id":"A B","apiKey":"x"}]' }, /\[0\]\.id/],
    ['a weight of zero', { KLING_CREDENTIALS: '[{"id":"a","apiKey":"x","weight":0}]' }, /weight/],
    [
      'a limit of half',
      { KLING_CREDENTIALS: '[{"id":"a","apiKey":"x","maxConcurrent":0.5}]' },
      /maxConcurrent/,
    ],
    [
      'an id twice',
      { KLING_API_KEY: 'k', KLING_CREDENTIALS: '[{"id":"default","apiKey":"x"}]' },
      /default twice/,
    ],
    ['no URL', { KLING_API_KEY: 'k', KLING_BASE_URL: 'klingai.com' }, /KLING_BASE_URL/],
    [
      'a URL with a password',
      { KLING_API_KEY: 'k', KLING_BASE_URL: 'https://u:p@x.example' },
      /KLING_BASE_URL/,
    ],
    ['an unknown style', { KLING_API_KEY: 'k', KLING_API_STYLE: 'v9' }, /legacy, current, relay/],
    ['no polls at all', { KLING_API_KEY: 'k', KLING_POLL_SECONDS: '0' }, /0\.1 to 600/],
    ['a bare webhook secret', { KLING_API_KEY: 'k', KLING_WEBHOOK_SECRET: 'abc' }, /whsec_/],
  ])('refuses %s and repeats no value', (_name, environment, pattern) => {
    const parsed = parseKlingOptions(environment);
    const problems = parsed.state === 'invalid' ? parsed.problems.join(' ') : '';
    expect(problems).toMatch(pattern);
    expect(problems).not.toMatch(/top secret|ak\|sk|u:p/);
  });
});
