import type { EngineLinks } from '../engine/engine-settings';
import { engineSettingsFrom } from './engine-settings-from';
import { ConfigError, parseConfig } from './gateway-config';
import { unknownKeys } from './unknown-keys';

const refused = (environment: Record<string, string>): readonly string[] => {
  try {
    parseConfig(environment, '/srv');
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  throw new Error('it was accepted');
};

describe('parseConfig', () => {
  it('has a default for everything', () => {
    expect(parseConfig({}, '/srv')).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      dataDir: '/srv/data',
      auth: 'required',
      apiKeys: [],
      providers: expect.arrayContaining(['@onereel/providers-sandbox']) as unknown,
      maxRetries: 3,
      retryDelaySeconds: 5,
      retryBackoff: 2,
      maxConcurrent: undefined,
      publicUrl: undefined,
    });
  });

  it('reads values, trims them and takes empty ones for unset', () => {
    const config = parseConfig(
      {
        PORT: ' 8080 ',
        HOST: '',
        ONEREEL_DATA_DIR: '/var/lib/onereel',
        ONEREEL_PUBLIC_URL: 'https://video.example.com/',
        ONEREEL_PROVIDERS: 'a, ./b ,,c',
        VIDEO_GENERATION_RETRY_DELAY: '0.5',
        ONEREEL_DOCS: 'Off',
      },
      '/srv',
    );
    expect(config).toMatchObject({
      port: 8080,
      host: '127.0.0.1',
      dataDir: '/var/lib/onereel',
      publicUrl: 'https://video.example.com',
      providers: ['a', './b', 'c'],
      retryDelaySeconds: 0.5,
      openDocs: false,
    });
  });

  it.each([
    [{ PORT: '70000' }, 'PORT must be an integer from 0 to 65535 (is "70000").'],
    [{ PORT: '80.5' }, 'PORT must be an integer from 0 to 65535 (is "80.5").'],
    [{ PORT: '1e3' }, 'PORT must be an integer from 0 to 65535 (is "1e3").'],
    [{ ONEREEL_AUTH: 'off' }, 'ONEREEL_AUTH must be one of required, none (is "off").'],
    [{ ONEREEL_DOCS: 'maybe' }, 'ONEREEL_DOCS must be true or false (is "maybe").'],
    [
      { ONEREEL_PUBLIC_URL: 'video.example.com' },
      'ONEREEL_PUBLIC_URL must be a URL that starts with http:// or https:// (is "video.example.com").',
    ],
    [
      { ONEREEL_CORS_ORIGINS: 'https://a.example/path' },
      'ONEREEL_CORS_ORIGINS must hold origins such as https://app.example.com, or * (is "https://a.example/path").',
    ],
    [
      { ONEREEL_ALLOW_PRIVATE_HOSTS: '10.0.0.0/8, a b' },
      'ONEREEL_ALLOW_PRIVATE_HOSTS must hold host names, addresses or CIDRs (is "10.0.0.0/8, a b").',
    ],
    [
      { PROMPT_LLM_BASE_URL: 'http://localhost:11434/v1' },
      'PROMPT_LLM_MODEL is missing although PROMPT_LLM_BASE_URL is set.',
    ],
  ])('refuses %j', (environment, problem) => {
    expect(refused(environment as Record<string, string>)).toEqual([problem]);
  });

  it.each([
    [{ ONEREEL_API_KEYS: 'tooshort-hush' }, /secrets of 16 to 256/],
    [{ ONEREEL_API_KEYS: 'a:b:hush-hush-hush-hush' }, /secrets of 16 to 256/],
    [{ ONEREEL_API_KEYS: 'x:hush-hush-hush-hush' }, /key ids of 3 to 64/],
    [{ ONEREEL_SECRET_KEY: 'hush-hush' }, /32 bytes/],
    [{ REDIS_URL: 'http://user:hush@host' }, /redis:\/\//],
  ])('does not repeat secrets of %j', (environment, problem) => {
    const [message, ...rest] = refused(environment as Record<string, string>);
    expect(rest).toEqual([]);
    expect(message).toMatch(problem);
    expect(message).not.toContain('hush');
  });

  it('names everything at once', () => {
    expect(refused({ PORT: 'x', ONEREEL_AUTH: 'y', VIDEO_MAX_CONCURRENT: '0' })).toHaveLength(3);
    expect(refused({ PORT: 'x', ONEREEL_AUTH: 'none', HOST: '0.0.0.0' })).toHaveLength(2);
  });

  it.each(['127.0.0.1', '127.1.2.3', 'localhost', '::1'])('allows no keys on %s', (HOST) => {
    expect(parseConfig({ HOST, ONEREEL_AUTH: 'none' }, '/srv').auth).toBe('none');
  });

  it.each(['0.0.0.0', '::', '10.0.0.1', '127.evil.example', 'example.com'])('wants keys on %s', (HOST) => {
    expect(refused({ HOST, ONEREEL_AUTH: 'none' })[0]).toContain(`refused while HOST is ${HOST}`);
  });
});

describe('unknownKeys', () => {
  it('finds typing errors and leaves other programs alone', () => {
    expect(
      unknownKeys(
        { ONEREEL_PROVIDER: 'x', ONEREEL_BANANA_SPLIT: 'x', ONEREEL_AUTH: 'x', HOME: '/', ONEREEL_MINE: 'x' },
        ['ONEREEL_MINE'],
      ),
    ).toEqual([
      'ONEREEL_PROVIDER is not a setting of this version and is ignored; did you mean ONEREEL_PROVIDERS?',
      'ONEREEL_BANANA_SPLIT is not a setting of this version and is ignored',
    ]);
  });
});

describe('ONEREEL_MODEL_ALIASES', () => {
  const aliases = (text: string) =>
    engineSettingsFrom(parseConfig({ ONEREEL_MODEL_ALIASES: text }, '/srv'), {} as EngineLinks, String)
      .modelAliases;

  it('becomes a map by lower-case name', () => {
    expect([...(aliases('Sora-2=sandbox, veo_3_1 = kling/kling-v2-6 | veo-3.1') ?? [])]).toEqual([
      ['sora-2', ['sandbox']],
      ['veo_3_1', ['kling/kling-v2-6', 'veo-3.1']],
    ]);
  });

  it.each(['sora-2', 'sora-2=', '=sandbox', 'a=b=c', 'a=|b', 'a=b|', 'a|b=c'])('refuses %s', (text) => {
    expect(refused({ ONEREEL_MODEL_ALIASES: text })).toEqual([
      expect.stringContaining('ONEREEL_MODEL_ALIASES must hold names'),
    ]);
  });
});
