import { modelsOf } from './jimeng-credentials';
import { ARK_HOSTS, JimengOptions, parseJimengOptions, VISUAL_HOST } from './jimeng.options';

const BASE = { baseUrl: VISUAL_HOST, arkBaseUrl: ARK_HOSTS[0] };
const PAIR = { JIMENG_ACCESS_KEY: 'ak', JIMENG_SECRET_KEY: 'sk' };
const pair = { way: 'visual', accessKey: 'ak', secretKey: 'sk' } as const;
const LIST = JSON.stringify([
  { id: 'main', accessKey: 'a', secretKey: 's', sessionToken: 't', weight: 2 },
  { id: 'relayed', apiKey: 'k', maxConcurrent: 3 },
  { id: 'seedance', arkApiKey: 'x' },
]);

describe('parseJimengOptions', () => {
  it.each<[string, Record<string, string | undefined>, Partial<JimengOptions>]>([
    [
      'a pair, with line breaks around it',
      { JIMENG_ACCESS_KEY: ' ak\n', JIMENG_SECRET_KEY: 'sk\r\n' },
      { credentials: [{ id: 'default', weight: 1, proof: pair }] },
    ],
    [
      'temporary credentials',
      { ...PAIR, JIMENG_SESSION_TOKEN: 'st' },
      { credentials: [{ id: 'default', weight: 1, proof: { ...pair, sessionToken: 'st' } }] },
    ],
    [
      'a key of Ark beside the pair, as an account of its own',
      { ...PAIR, ARK_API_KEY: 'x' },
      {
        credentials: [
          { id: 'default', weight: 1, proof: pair },
          { id: 'ark', weight: 1, proof: { way: 'ark', arkApiKey: 'x' } },
        ],
      },
    ],
    [
      'a relay, whose key goes before the pair',
      { ...PAIR, JIMENG_API_KEY: 'k', JIMENG_BASE_URL: 'https://relay.example/' },
      {
        baseUrl: 'https://relay.example',
        credentials: [{ id: 'default', weight: 1, proof: { way: 'relay', apiKey: 'k' } }],
      },
    ],
    [
      'several accounts, endpoints and a pace',
      {
        JIMENG_CREDENTIALS: LIST,
        JIMENG_BASE_URL: 'https://relay.example/jimeng//',
        ARK_BASE_URL: `${ARK_HOSTS[1]}/`,
        ARK_ENDPOINTS: '{"seedance-2-0":"ep-1"}',
        JIMENG_POLL_SECONDS: '0.5',
      },
      {
        baseUrl: 'https://relay.example/jimeng',
        arkBaseUrl: ARK_HOSTS[1],
        arkEndpoints: { 'seedance-2-0': 'ep-1' },
        pollSeconds: 0.5,
        credentials: [
          {
            id: 'main',
            weight: 2,
            proof: { way: 'visual', accessKey: 'a', secretKey: 's', sessionToken: 't' },
          },
          { id: 'relayed', weight: 1, maxConcurrent: 3, proof: { way: 'relay', apiKey: 'k' } },
          { id: 'seedance', weight: 1, proof: { way: 'ark', arkApiKey: 'x' } },
        ],
      },
    ],
  ])('reads %s', (_name, environment, options) => {
    expect(parseJimengOptions(environment)).toEqual({
      state: 'configured',
      options: { ...BASE, ...options },
    });
  });

  it.each<[Record<string, string>, string[]]>([
    [{}, ['JIMENG_ACCESS_KEY', 'JIMENG_SECRET_KEY']],
    [{ JIMENG_ACCESS_KEY: 'ak' }, ['JIMENG_SECRET_KEY']],
    [{ JIMENG_SECRET_KEY: 'sk', ARK_API_KEY: '  ' }, ['JIMENG_ACCESS_KEY']],
  ])('%j is unconfigured', (environment, missing) => {
    expect(parseJimengOptions(environment)).toEqual({ state: 'unconfigured', missing });
  });

  it.each<[string, Record<string, string>, RegExp]>([
    ['a blank inside', { ...PAIR, JIMENG_SECRET_KEY: 'top secret' }, /JIMENG_SECRET_KEY has blanks/],
    ['a pair in one', { JIMENG_API_KEY: 'ak|sk' }, /JIMENG_ACCESS_KEY and JIMENG_SECRET_KEY/],
    ['half a pair beside Ark', { JIMENG_ACCESS_KEY: 'ak', ARK_API_KEY: 'x' }, /JIMENG_SECRET_KEY is missing/],
    ['a relay without an address', { JIMENG_API_KEY: 'k' }, /Set JIMENG_BASE_URL/],
    ['broken JSON', { JIMENG_CREDENTIALS: '[{' }, /JSON list/],
    [
      'an entry without keys',
      { JIMENG_CREDENTIALS: '[{"id":"a","accessKey":"x"}]' },
      /\[0\]\.accessKey is missing/,
    ],
    ['a bad id', { JIMENG_CREDENTIALS: '[{"id":"A B","arkApiKey":"x"}]' }, /\[0\]\.id/],
    ['a weight of zero', { JIMENG_CREDENTIALS: '[{"id":"a","arkApiKey":"x","weight":0}]' }, /weight/],
    [
      'half a slot',
      { JIMENG_CREDENTIALS: '[{"id":"a","arkApiKey":"x","maxConcurrent":0.5}]' },
      /maxConcurrent/,
    ],
    ['an id twice', { ...PAIR, JIMENG_CREDENTIALS: '[{"id":"default","arkApiKey":"x"}]' }, /default twice/],
    ['no URL', { ...PAIR, JIMENG_BASE_URL: 'volcengineapi.com' }, /JIMENG_BASE_URL/],
    ['a URL with a password', { ...PAIR, ARK_BASE_URL: 'https://u:p@x.example' }, /ARK_BASE_URL/],
    ['endpoints that are a list', { ...PAIR, ARK_ENDPOINTS: '["ep"' }, /ARK_ENDPOINTS/],
    ['endpoints with blanks', { ...PAIR, ARK_ENDPOINTS: '{"seedance-2-0":"top secret"}' }, /ARK_ENDPOINTS/],
    ['no polls at all', { ...PAIR, JIMENG_POLL_SECONDS: '0' }, /0\.1 to 600/],
  ])('refuses %s and repeats no value', (_name, environment, pattern) => {
    const parsed = parseJimengOptions(environment);
    const problems = parsed.state === 'invalid' ? parsed.problems.join(' ') : '';
    expect(problems).toMatch(pattern);
    expect(problems).not.toMatch(/top secret|ak\|sk|u:p/);
  });

  it('shares the models out among the ways', () => {
    const [visual, relay, ark] = (
      parseJimengOptions({ JIMENG_CREDENTIALS: LIST, JIMENG_BASE_URL: 'https://relay.example' }) as {
        options: JimengOptions;
      }
    ).options.credentials.map(modelsOf);
    expect(relay).toEqual(visual);
    expect(visual).toContain('jimeng-3.0');
    expect(ark.every((id) => id.startsWith('seedance-'))).toBe(true);
  });
});
