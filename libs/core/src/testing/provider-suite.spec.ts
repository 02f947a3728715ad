import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VideoProvider } from '../provider/video-provider';
import { acmeConformance } from './__wrong-providers__/acme-conformance';
import { AcmeOptions, AcmeProvider } from './__wrong-providers__/acme-provider';
import { WRONG_PROVIDERS } from './__wrong-providers__/wrong-providers';
import { describeVideoProvider, videoProviderLines } from './provider/describe-video-provider';
import { PROVIDER_LINES, ProviderConformance } from './provider/provider-conformance';

/** They watch the whole process (timers, environment), so nothing may run beside them. */
const ALONE = new Set(['abort', 'isolation']);

/** Line 15 looks at a folder and not at the provider. */
const OF_THE_PROVIDER = PROVIDER_LINES.filter((key) => key !== 'package');

const PLUGIN = `
const { wire } = require('./wire.js');
module.exports.default = Object.defineProperty({ id: wire, contract: 1 }, Symbol.for('onereel.provider-plugin'), { value: true });`;

describe('the provider suite', () => {
  let folder: string;
  let goodPackage: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kit-spec-'));
    goodPackage = await writePackage('good', {});
  });
  afterAll(() => rm(folder, { recursive: true }));

  const writePackage = async (name: string, manifest: object): Promise<string> => {
    const root = join(folder, name);
    await mkdir(join(root, 'dist'), { recursive: true });
    const base = { name: `provider-${name}`, version: '1.0.0', main: 'dist/index.js', files: ['dist'] };
    const peers = { peerDependencies: { '@onereel/core': '^0.1.0' } };
    await writeFile(join(root, 'package.json'), JSON.stringify({ ...base, ...peers, ...manifest }));
    await writeFile(join(root, 'dist/index.js'), PLUGIN);
    await writeFile(join(root, 'dist/wire.js'), `module.exports.wire = 'acme';`);
    return root;
  };

  const failingLines = async (
    conformance: ProviderConformance,
    keys: readonly string[] = PROVIDER_LINES,
  ): Promise<Record<string, string>> => {
    const failed: Record<string, string> = {};
    const run = ({ key, run }: ReturnType<typeof videoProviderLines>[number]) =>
      run().catch((error: Error) => void (failed[key] = error.message));
    const lines = videoProviderLines(conformance).filter(({ key }) => keys.includes(key));
    await Promise.all(lines.filter(({ key }) => !ALONE.has(key)).map(run));
    for (const line of lines.filter(({ key }) => ALONE.has(key))) await run(line);
    return failed;
  };

  const conformanceOf = (Provider: new (options: AcmeOptions) => VideoProvider, root = goodPackage) =>
    acmeConformance(Provider, root);

  it('passes a right provider in all fifteen lines', async () => {
    expect(videoProviderLines(conformanceOf(AcmeProvider))).toHaveLength(15);
    expect(await failingLines(conformanceOf(AcmeProvider))).toEqual({});
  });

  it.each(WRONG_PROVIDERS)(
    'fails line "%s" and no other when a provider %s',
    async (line, _mistake, Provider) => {
      const failed = await failingLines(conformanceOf(Provider), OF_THE_PROVIDER);
      expect(failed).toEqual({ [line]: expect.any(String) as string });
    },
  );

  it.each([
    ['forgets a file', { files: ['dist/index.js'] }, /does not load/],
    ['is not built', { main: 'lib/index.js' }, /does not load/],
    ['brings its own core', { dependencies: { '@onereel/core': '^0.1.0' } }, /peerDependency/],
    ['does not name core', { peerDependencies: {} }, /missing from peerDependencies/],
    ['has no version', { version: undefined }, /no version/],
    ['exports something else', { main: 'dist/wire.js' }, /defineProviderPlugin/],
  ])('fails line "package" and no other when the package %s', async (mistake, manifest, message) => {
    const root = await writePackage(mistake.replace(/ /g, '-'), manifest);
    expect(await failingLines(conformanceOf(AcmeProvider, root), ['descriptor', 'package'])).toEqual({
      package: expect.stringMatching(message) as string,
    });
  });

  it('asks for recordings it needs', async () => {
    const complete = conformanceOf(AcmeProvider);
    const failed = await failingLines({
      ...complete,
      states: complete.states.filter(({ expect: state }) => state !== 'failed'),
      unsupported: [],
      cancel: undefined,
      reconcile: undefined,
      package: undefined,
    });
    expect(Object.keys(failed).sort()).toEqual(['capabilities', 'fields', 'package', 'reference', 'states']);
  });

  describe('registration', () => {
    const register = (change: Partial<ProviderConformance>): string[] => {
      const names: string[] = [];
      const runner = {
        describe: (name: string, body: () => void) => (names.push(name), body()),
        it: Object.assign((name: string) => names.push(name), {
          skip: (name: string) => names.push(`skipped ${name}`),
        }),
      };
      describeVideoProvider({ ...conformanceOf(AcmeProvider, '/nowhere'), runner, ...change });
      return names;
    };

    it('names every line once, in order, with the runner it is given', () => {
      const names = register({});
      expect(names).toHaveLength(16);
      expect(names[0]).toBe('acme keeps the VideoProvider contract');
      expect(names[1]).toMatch(/^1\. the descriptor/);
      expect(names[15]).toMatch(/^15\. the packed/);
    });

    it('shows the reason of a line that is off and of a failure that cannot happen', () => {
      const { failures } = conformanceOf(AcmeProvider, '/nowhere');
      const names = register({
        off: { package: 'tested by the repository as a whole' },
        failures: { ...failures, credit: { never: 'accounts are unlimited' } },
      });
      expect(names[15]).toMatch(/^skipped 15\. .*\[off: tested by the repository as a whole\]$/);
      expect(names[6]).toMatch(/\[never: credit: accounts are unlimited\]$/);
    });

    it('refuses to switch a line off without a reason, or one that does not exist', () => {
      expect(() => register({ off: { package: ' ' } })).toThrow(/takes a reason/);
      expect(() => register({ off: { nonsense: 'because I say so' } as object })).toThrow(
        /no such line.*nonsense/,
      );
    });
  });
});
