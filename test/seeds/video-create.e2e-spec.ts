import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { EXAMPLE_IMAGE_BASE64 } from '../../apps/gateway/src/http/openapi/example-image';
import { startGateway, type TestGateway } from '../dialects/start-gateway';
import type { Simulator } from '../simulators/frame/simulator';
import { startSimulator } from '../simulators/start-simulator';

const run = promisify(execFile);
const DOCUMENTED_HOST = 'https://api.apertis.ai';
const DOCUMENTED_KEY = 'sk-your-api-key';
const IMAGE_HOST = 'https://example.com';

const python = (module: string): boolean => spawnSync('python3', ['-c', `import ${module}`]).status === 0;
const hasHttpx = python('httpx');
const canRun = hasHttpx || python('requests');
const PATHS = ['stand-ins', ...(hasHttpx ? [] : ['httpx-stand-in'])].map((name) => join(__dirname, name));
const why = canRun
  ? hasHttpx
    ? ''
    : ' (requests stands in for httpx)'
  : ' (skipped: no python3 with httpx or requests here)';
const itWithPython = canRun ? it : it.skip;

interface Setting {
  readonly name: string;
  /** Fields that a warning names when a first and a last frame are sent. */
  readonly frameWarnings?: readonly string[];
  start(relay: Simulator): Promise<TestGateway>;
}

const apiKeys = [`seed:${DOCUMENTED_KEY}`];
const SETTINGS: readonly Setting[] = [
  {
    name: 'the sandbox',
    // The stand-in model takes a first frame only: the last one is not lost silently.
    frameWarnings: ['images', 'model'],
    start: () =>
      startGateway({
        apiKeys,
        modelAliases: ['veo3=sandbox', 'veo2-fast-frames=sandbox'],
        allowPrivateHosts: ['127.0.0.1'],
      }),
  },
  {
    name: 'a relay for Veo',
    start: ({ url, environment }) => {
      const apiKey = environment.APERTIS_API_KEY;
      const account = { id: 'relay', transport: 'relay-video-create', apiKey, baseUrl: url };
      return startGateway(
        { apiKeys, providers: ['@onereel/providers-veo'], allowPrivateHosts: ['127.0.0.1'] },
        { VEO_CREDENTIALS: JSON.stringify([account]), VEO_POLL_SECONDS: '0.2' },
      );
    },
  },
];

/** Client programs of /v1/video/create as their users have them, word for word; only hosts are put in. */
describe.each(SETTINGS)('programs that use /v1/video/create over $name', ({ start, frameWarnings }) => {
  let relay: Simulator;
  let gateway: TestGateway;
  let images: Server;
  let folder: string;

  beforeAll(async () => {
    relay = await startSimulator({ vendor: 'relay', timing: { queuedSeconds: 0.1, runSeconds: 0.2 } });
    gateway = await start(relay);
    images = createServer((_request, response) => {
      response.setHeader('content-type', 'image/png').end(Buffer.from(EXAMPLE_IMAGE_BASE64, 'base64'));
    });
    await new Promise<void>((resolve) => images.listen(0, '127.0.0.1', resolve));
    folder = await mkdtemp(join(tmpdir(), 'onereel-video-create-'));
  });
  afterAll(async () => {
    images.close();
    await gateway.close();
    await relay.close();
    await rm(folder, { recursive: true, force: true });
  });

  const program = async (name: string): Promise<string> =>
    (await readFile(join(__dirname, name), 'utf8'))
      .replaceAll(DOCUMENTED_HOST, gateway.url)
      .replaceAll(IMAGE_HOST, `http://127.0.0.1:${(images.address() as AddressInfo).port}`);

  const runPython = async (source: string): Promise<string[]> => {
    const { stdout } = await run('python3', ['-c', source], {
      cwd: folder,
      env: { PATH: process.env.PATH, PYTHONPATH: PATHS.join(':'), PYTHONDONTWRITEBYTECODE: '1' },
      timeout: 60_000,
    });
    return stdout.trim().split('\n');
  };

  const expectVideoAt = async (url: string | undefined): Promise<void> => {
    const response = await fetch(url ?? '');
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'video/mp4']);
    expect(Buffer.from(await response.arrayBuffer()).toString('latin1', 4, 8)).toBe('ftyp');
  };

  itWithPython(
    `Python, create and poll${why}`,
    async () => {
      const lines = await runPython(await program('video-create-workflow.py'));
      expect(lines[0]).toMatch(/^Task created: vid_/);
      expect(lines[1]).toBe('Enhanced prompt: A serene lake with mountains in the background at sunset');
      expect(lines.slice(2, -1).every((line) => /^Status: (pending|processing|completed)$/.test(line))).toBe(
        true,
      );
      await expectVideoAt(/^Video URL: (\S+)$/.exec(lines[lines.length - 1])?.[1]);
    },
    60_000,
  );

  itWithPython(
    `Python, from frames${why}`,
    async () => {
      const headers = `import httpx, json\nclient_headers = {"Authorization": "Bearer ${DOCUMENTED_KEY}"}\n`;
      const source = `${headers}${await program('video-create-frames.py')}\nprint(response.text)`;
      const [answer] = await runPython(source);
      const task = JSON.parse(answer) as { id: string; warnings?: { field: string }[] };
      expect(task).toMatchObject({ status: 'pending', enhanced_prompt: 'A bird flying across the sky' });
      expect(task.warnings?.map(({ field }) => field)).toEqual(frameWarnings);
    },
    60_000,
  );

  it('JavaScript, create and poll', async () => {
    const file = join(folder, 'program.mjs');
    await writeFile(file, await program('fixtures/video-create-workflow.mjs'));
    const timers = pathToFileURL(join(__dirname, 'quick-timers.mjs')).href;
    const { stdout } = await run(process.execPath, ['--import', timers, file], { timeout: 60_000 });
    const lines = stdout.trim().split('\n');
    expect(lines[0]).toMatch(/^Task created: vid_/);
    expect(lines.slice(1, -1).every((line) => /^Status: (pending|processing|completed)$/.test(line))).toBe(
      true,
    );
    await expectVideoAt(/^Video URL: (\S+)$/.exec(lines[lines.length - 1])?.[1]);
  }, 60_000);
});
