import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { EXAMPLE_IMAGE_BASE64 } from '../../apps/gateway/src/http/openapi/example-image';
import { startGateway, type TestGateway } from '../dialects/start-gateway';
import { startSimulator } from '../simulators/start-simulator';

const run = promisify(execFile);
const DOCUMENTED_HOST = 'http://localhost:8000';
const PNG = Buffer.from(EXAMPLE_IMAGE_BASE64, 'base64');

const hasRequests = spawnSync('python3', ['-c', 'import requests']).status === 0;
const describeWithPython = hasRequests ? describe : describe.skip;

/** Client programs as their users have them, word for word; only host and image are put in. */
describeWithPython(`Python programs${hasRequests ? '' : ' (skipped: no python3 with requests here)'}`, () => {
  let gateway: TestGateway;
  let folder: string;

  beforeAll(async () => {
    gateway = await startGateway({ auth: 'none' });
    folder = await mkdtemp(join(tmpdir(), 'onereel-python-'));
    await writeFile(join(folder, 'input.jpg'), PNG);
  });
  afterAll(async () => {
    await gateway.close();
    await rm(folder, { recursive: true, force: true });
  });

  const program = async (...names: string[]): Promise<string> => {
    const parts = names.map((name) => readFile(join(__dirname, name), 'utf8'));
    return (await Promise.all(parts)).join('\n').replaceAll(DOCUMENTED_HOST, gateway.url);
  };

  const python = async (source: string): Promise<string[]> => {
    const { stdout } = await run('python3', ['-c', source], {
      cwd: folder,
      env: { PATH: process.env.PATH, PYTHONPATH: join(__dirname, 'stand-ins'), PYTHONDONTWRITEBYTECODE: '1' },
      timeout: 120_000,
    });
    return stdout.trim().split('\n');
  };

  const expectVideoAt = async (url: string): Promise<void> => {
    const response = await fetch(url);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'video/mp4']);
    expect(Buffer.from(await response.arrayBuffer()).toString('latin1', 4, 8)).toBe('ftyp');
  };

  const generateAndPoll = async (): Promise<void> => {
    const lines = await python(await program('generate-and-poll.py'));
    expect(lines[0]).toMatch(/^Task submitted: vid_/);
    expect(lines.slice(1, -1).every((line) => /^Status: \w+, Progress: \d+%$/.test(line))).toBe(true);
    await expectVideoAt(/^Video ready: (\S+)$/.exec(lines[lines.length - 1])?.[1] ?? '');
  };

  it('generate, poll and find the video', generateAndPoll, 150_000);

  it('do the same with a relay for Veo behind', async () => {
    const relay = await startSimulator({ vendor: 'relay', timing: { queuedSeconds: 0.1, runSeconds: 0.2 } });
    const config = { auth: 'none', providers: ['@onereel/providers-veo'] } as const;
    const sandbox = gateway;
    gateway = await startGateway(config, { ...relay.environment, VEO_POLL_SECONDS: '0.2' });
    try {
      await generateAndPoll();
      expect(relay.tasks.map(({ prompt }) => prompt)).toEqual(['Camera slowly pans across the landscape']);
    } finally {
      await gateway.close();
      await relay.close();
      gateway = sandbox;
    }
  }, 150_000);

  const WITH_ERRORS = ['poll-with-backoff.py', 'handle-errors.py'];
  const image = `import requests\nimage_url = "data:image/png;base64,${EXAMPLE_IMAGE_BASE64}"\n`;

  it('poll with backoff and handle errors', async () => {
    const lines = await python(image + (await program(...WITH_ERRORS)));
    await expectVideoAt(/^Success: (\S+)$/.exec(lines[lines.length - 1])?.[1] ?? '');
  }, 150_000);

  it.each([
    ['moderated_output', 'Content policy violation - adjust prompt'],
    ['failed', 'Temporary error - retry'],
    ['output_missing', 'Permanent error: '],
  ])(
    'tell %s apart from other failures',
    async (simulate, said) => {
      const source = await program(...WITH_ERRORS);
      const extras = `"duration": 5, "provider_options": {"sandbox": {"simulate": "${simulate}"}}`;
      expect(source).toContain('"duration": 5');
      const lines = await python(image + source.replace('"duration": 5', extras));
      expect(lines[lines.length - 1]).toContain(said);
    },
    150_000,
  );

  it('see a refusal as an HTTP error', async () => {
    const lines = await python(
      'import requests\nimage_url = "not an image"\n' + (await program(...WITH_ERRORS)),
    );
    expect(lines).toEqual([expect.stringMatching(/^HTTP Error: 400 Client Error/)]);
  });

  it('use the OpenAI-style module', async () => {
    const lines = await python(
      `image_base64 = "${EXAMPLE_IMAGE_BASE64}"\n` + (await program('openai-style.py')),
    );
    await expectVideoAt(/^Video URL: (\S+)$/.exec(lines[lines.length - 1])?.[1] ?? '');
  }, 150_000);
});
