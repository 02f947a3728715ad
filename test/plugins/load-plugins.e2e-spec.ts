import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGatewayApp } from '../../apps/gateway/src/create-gateway-app';
import { type LoadedPlugin, loadPlugins } from '../../apps/gateway/src/plugins/load-plugins';
import { PluginLoadError } from '../../apps/gateway/src/plugins/plugin-problem';

const FIXTURES = join(__dirname, 'fixtures');

const load = (
  packages: string[],
  environment: Record<string, string> = {},
): Promise<readonly LoadedPlugin[]> => loadPlugins({ packages, environment, folder: FIXTURES });

async function refusal(
  packages: string[],
  environment: Record<string, string> = {},
): Promise<PluginLoadError> {
  const error: unknown = await load(packages, environment).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof PluginLoadError)) throw new Error(`expected a refusal, got ${String(error)}`);
  return error;
}

describe('loading provider packages', () => {
  it('finds a bundled package by its npm name', async () => {
    const [loaded] = await load(['@onereel/providers-sandbox']);
    expect(loaded.plugin.id).toBe('sandbox');
  });

  it('shows a plugin only the keys it declares, with their defaults', async () => {
    const environment = { FIXTURE_KEY: ' k ', OTHER_SECRET: 'x', FIXTURE_REGION: '' };
    const [loaded] = await load(['./good'], environment);
    expect(loaded.options).toEqual({
      state: 'configured',
      options: { FIXTURE_KEY: 'k', FIXTURE_REGION: 'north' },
    });
  });

  it('reads the file that a key names, and shows the path where it cannot', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'onereel-key-file-'));
    const path = join(folder, 'key.json');
    const key = { client_email: 'robot@p.example', private_key: '-----BEGIN PRIVATE KEY-----\nAA\n' };
    writeFileSync(path, JSON.stringify(key));
    const environment = { GOOGLE_APPLICATION_CREDENTIALS: path, GOOGLE_CLOUD_PROJECT: 'mine' };
    const [loaded] = await load(['@onereel/providers-veo'], environment);
    expect(loaded.options).toMatchObject({
      options: { accounts: [{ transport: 'vertex', serviceAccount: { clientEmail: key.client_email } }] },
    });
    rmSync(folder, { recursive: true });
    const [problem] = (await refusal(['@onereel/providers-veo'], environment)).problems;
    expect(problem.message).toMatch(/GOOGLE_APPLICATION_CREDENTIALS must be the path of a readable/);
  });

  it('keeps a package without credentials as unconfigured', async () => {
    const [loaded] = await load([join(FIXTURES, 'good')]);
    expect(loaded.options).toEqual({ state: 'unconfigured', missing: ['FIXTURE_KEY'] });
  });

  it.each<[string, string[], string, RegExp]>([
    ['not installed', ['@nobody/provider'], 'not_installed', /npm install @nobody\/provider/],
    ['no such path', ['./nowhere'], 'not_installed', /nowhere is not installed\. Correct the path/],
    [
      'dependency missing',
      ['./dependency-missing'],
      'dependency_missing',
      /"a-package-nobody-has".*npm install a-package-nobody-has/,
    ],
    ['threw on load', ['./throws'], 'threw_on_load', /failed while loading: the fixture is broken/],
    ['no plugin', ['./no-plugin'], 'wrong_shape', /not made with defineProviderPlugin/],
    ['another npm package', ['rxjs'], 'wrong_shape', /rxjs is not a OneReel provider/],
    [
      'wrong shape',
      ['./wrong-shape'],
      'wrong_shape',
      /"id" must be a kebab-case name; "environment" must be .*; "module" must be a function/,
    ],
    ['another descriptor', ['./other-descriptor'], 'wrong_shape', /"descriptor\.id" must equal "id"/],
    [
      'newer contract',
      ['./wrong-contract'],
      'wrong_contract',
      /contract 99, this gateway 1\. Update OneReel/,
    ],
    ['older contract', ['./old-contract'], 'wrong_contract', /npm install \.\/old-contract@latest/],
    ['bad options', ['./bad-options'], 'bad_options', /FIXTURE_REGION "north" is unknown/],
    ['options that throw', ['./options-throw'], 'bad_options', /its options cannot be read/],
    [
      'duplicate id',
      ['./good', './same-id'],
      'duplicate_id',
      /\.\/same-id and \.\/good both call themselves "fixture"/,
    ],
  ])('refuses: %s', async (_name, packages, kind, message) => {
    const { problems } = await refusal(packages, { FIXTURE_KEY: 'abc' });
    expect(problems.map((problem) => problem.kind)).toEqual([kind]);
    expect(problems[0].message).toMatch(message);
  });

  it('keeps the cause of what a package threw', async () => {
    const { errors, problems } = await refusal(['./throws', './dependency-missing']);
    expect(errors).toHaveLength(2);
    expect(problems[0].cause).toBeInstanceOf(TypeError);
    expect(problems[1].cause).toMatchObject({ code: 'MODULE_NOT_FOUND' });
  });

  it('names everything at once and no secret', async () => {
    const error = await refusal(['./throws', './bad-options', '@nobody/provider'], {
      FIXTURE_KEY: 'hush-hush',
    });
    expect(error.problems.map(({ kind }) => kind)).toEqual(['threw_on_load', 'bad_options', 'not_installed']);
    expect(error.message.split('\n')).toHaveLength(4);
    expect(error.message).toContain('FIXTURE_KEY "[secret]" is too short');
    expect(error.message).not.toContain('hush-hush');
  });
});

describe('mounting provider packages', () => {
  const boot = async (provider: string): Promise<Record<string, unknown>[]> => {
    const dataDir = mkdtempSync(join(tmpdir(), 'onereel-plugins-'));
    try {
      const app = await createGatewayApp({
        environment: {},
        folder: FIXTURES,
        config: {
          dataDir,
          providers: ['@onereel/providers-sandbox', provider],
          auth: 'none',
          logLevel: 'silent',
        },
      });
      try {
        await app.listen(0, '127.0.0.1');
        const ready = (await (await fetch(`${await app.getUrl()}/health/ready`)).json()) as {
          providers: Record<string, unknown>[];
        };
        return ready.providers;
      } finally {
        await app.close();
      }
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
    }
  };

  it('starts with an unconfigured package and says which keys it misses', async () => {
    expect(await boot('./good')).toEqual([
      { id: 'sandbox', status: 'ready', missing: [], resting: [] },
      { id: 'fixture', status: 'unconfigured', missing: ['FIXTURE_KEY'], resting: [] },
    ]);
  });

  it.each([
    ['./no-token', /does not export videoProviderToken\("fixture"\)/],
    ['./module-throws', /failed while being set up: no such region/],
  ])('refuses %s', async (provider, message) => {
    await expect(boot(provider)).rejects.toThrow(message);
  });
});
