import { parseVeoOptions } from './veo.options';

const FILE = {
  client_email: 'robot@p.iam.gserviceaccount.com',
  private_key: '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n',
  project_id: 'from-the-file',
};
const ACCOUNT = {
  clientEmail: FILE.client_email,
  privateKey: FILE.private_key,
  tokenUri: 'https://oauth2.googleapis.com/token',
  projectId: 'from-the-file',
};
const JSON_FILE = JSON.stringify(FILE);
const vertex = {
  id: 'vertex',
  weight: 1,
  transport: 'vertex',
  location: 'us-central1',
  baseUrl: 'https://us-central1-aiplatform.googleapis.com',
};
const relay = {
  id: 'relay-openai',
  weight: 1,
  transport: 'relay-openai',
  baseUrl: 'https://api.kuai.host',
  endpoint: '/v1/videos',
  bodyMode: 'json',
  secondsAs: 'text',
  sizeAs: 'pixels',
  skipUpload: false,
};

describe('parseVeoOptions', () => {
  it.each<[string, Record<string, string>, object[]]>([
    [
      'a service account',
      { GOOGLE_APPLICATION_CREDENTIALS_JSON: JSON_FILE },
      [{ ...vertex, serviceAccount: ACCOUNT, project: 'from-the-file' }],
    ],
    [
      'a service account in base64, in another project and place',
      {
        GOOGLE_APPLICATION_CREDENTIALS_JSON: Buffer.from(JSON_FILE).toString('base64'),
        GOOGLE_CLOUD_PROJECT: 'mine',
        GOOGLE_CLOUD_LOCATION: 'global',
      },
      [
        {
          ...vertex,
          serviceAccount: ACCOUNT,
          project: 'mine',
          location: 'global',
          baseUrl: 'https://aiplatform.googleapis.com',
        },
      ],
    ],
    [
      'the file of a service account, which the host has read',
      { GOOGLE_APPLICATION_CREDENTIALS: JSON_FILE, GOOGLE_CLOUD_PROJECT: 'mine' },
      [{ ...vertex, serviceAccount: ACCOUNT, project: 'mine' }],
    ],
    [
      'the same by choice of the way',
      { GOOGLE_APPLICATION_CREDENTIALS: JSON_FILE, VEO_TRANSPORT: 'vertex' },
      [{ ...vertex, serviceAccount: ACCOUNT, project: 'from-the-file' }],
    ],
    ['an express key', { VEO_VERTEX_API_KEY: ' k\n' }, [{ ...vertex, apiKey: 'k' }]],
    [
      'the settings of a relay',
      {
        VEO3_API_KEY: 'k',
        VEO3_BASE_URL: 'https://relay.example/',
        VEO3_ENDPOINT: 'v2/videos/',
        VEO3_MODEL: 'veo_3_1-fast',
        VEO3_SKIP_UPLOAD: 'true',
        VEO3_BODY_MODE: 'multipart',
        VEO3_SECONDS_AS: 'number',
        VEO3_SIZE_AS: 'ratio',
        VEO3_MODEL_NAMES: '{"veo-3.1+firstLast":"veo_3_1-fl"}',
      },
      [
        {
          ...relay,
          apiKey: 'k',
          baseUrl: 'https://relay.example',
          endpoint: '/v2/videos',
          model: 'veo_3_1-fast',
          skipUpload: true,
          bodyMode: 'multipart',
          secondsAs: 'number',
          sizeAs: 'ratio',
          modelNames: { 'veo-3.1+firstLast': 'veo_3_1-fl' },
        },
      ],
    ],
    [
      'several ways at once, and a list',
      {
        VEO3_API_KEY: 'k',
        APERTIS_API_KEY: 'a',
        VEO_CREDENTIALS: JSON.stringify([{ id: 'x', transport: 'vertex', serviceAccount: FILE, weight: 2 }]),
      },
      [
        { ...relay, apiKey: 'k' },
        {
          id: 'relay-video-create',
          weight: 1,
          transport: 'relay-video-create',
          apiKey: 'a',
          baseUrl: 'https://api.apertis.ai',
        },
        { ...vertex, id: 'x', weight: 2, serviceAccount: ACCOUNT, project: 'from-the-file' },
      ],
    ],
    [
      'only the way that was chosen',
      { VEO_TRANSPORT: 'gemini', GEMINI_API_KEY: 'g', VEO3_API_KEY: 'k' },
      [
        {
          id: 'gemini',
          weight: 1,
          transport: 'gemini',
          apiKey: 'g',
          baseUrl: 'https://generativelanguage.googleapis.com/v1beta',
        },
      ],
    ],
  ])('reads %s', (_name, environment, accounts) => {
    expect(parseVeoOptions(environment)).toEqual({
      state: 'configured',
      options: { accounts, storageUrl: 'https://storage.googleapis.com' },
    });
  });

  it.each<[Record<string, string>, string[]]>([
    [{}, ['GOOGLE_APPLICATION_CREDENTIALS_JSON']],
    [{ GOOGLE_APPLICATION_CREDENTIALS: JSON_FILE }, ['GOOGLE_APPLICATION_CREDENTIALS_JSON']],
    [{ GEMINI_API_KEY: 'for other things' }, ['GOOGLE_APPLICATION_CREDENTIALS_JSON']],
    [{ VEO_TRANSPORT: 'relay-openai', APERTIS_API_KEY: 'a' }, ['VEO3_API_KEY']],
  ])('%j is unconfigured', (environment, missing) => {
    expect(parseVeoOptions(environment)).toEqual({ state: 'unconfigured', missing });
  });

  it.each<[string, Record<string, string>, RegExp]>([
    ['a blank inside', { VEO3_API_KEY: 'top secret' }, /VEO3_API_KEY has blanks/],
    [
      'half a service account',
      { GOOGLE_APPLICATION_CREDENTIALS_JSON: '{"private_key":"top secret"}' },
      /needs client_email/,
    ],
    [
      'a path instead of the file',
      { GOOGLE_APPLICATION_CREDENTIALS_JSON: '/run/key.json' },
      /GOOGLE_APPLICATION_CREDENTIALS_JSON must hold the JSON/,
    ],
    [
      'a file that nobody can read',
      { GOOGLE_APPLICATION_CREDENTIALS: '/run/nowhere.json', GOOGLE_CLOUD_PROJECT: 'mine' },
      /GOOGLE_APPLICATION_CREDENTIALS must be the path of a readable/,
    ],
    [
      'a service account without a project',
      { GOOGLE_APPLICATION_CREDENTIALS_JSON: JSON.stringify({ ...FILE, project_id: undefined }) },
      /GOOGLE_CLOUD_PROJECT is missing/,
    ],
    ['broken JSON', { VEO_CREDENTIALS: '[{' }, /JSON list/],
    [
      'an entry without a key',
      { VEO_CREDENTIALS: '[{"id":"a","transport":"gemini"}]' },
      /\[0\]\.apiKey is missing/,
    ],
    ['an unknown way', { VEO_TRANSPORT: 'omni' }, /VEO_TRANSPORT must be one of/],
    [
      'an unknown way in the list',
      { VEO_CREDENTIALS: '[{"id":"a","transport":"x","apiKey":"k"}]' },
      /\[0\]\.transport/,
    ],
    [
      'an id twice',
      { VEO3_API_KEY: 'k', VEO_CREDENTIALS: '[{"id":"relay-openai","transport":"gemini","apiKey":"k"}]' },
      /twice/,
    ],
    [
      'a location with a slash trick',
      { VEO_VERTEX_API_KEY: 'k', GOOGLE_CLOUD_LOCATION: '../x' },
      /GOOGLE_CLOUD_LOCATION/,
    ],
    ['an unknown body', { VEO3_API_KEY: 'k', VEO3_BODY_MODE: 'xml' }, /json, json-images, multipart/],
    ['a URL with a password', { VEO3_API_KEY: 'k', VEO3_BASE_URL: 'https://u:p@x.example' }, /VEO3_BASE_URL/],
    ['no polls at all', { VEO3_API_KEY: 'k', VEO_POLL_SECONDS: '0' }, /0\.1 to 600/],
  ])('refuses %s and repeats no value', (_name, environment, pattern) => {
    const parsed = parseVeoOptions(environment);
    const problems = parsed.state === 'invalid' ? parsed.problems.join(' ') : '';
    expect(problems).toMatch(pattern);
    expect(problems).not.toMatch(/top secret|u:p|BEGIN/);
  });
});
