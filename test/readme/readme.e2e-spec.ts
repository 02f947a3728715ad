import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { parseConfig } from '../../apps/gateway/src/config/gateway-config';
import { startTestGateway, type TestGateway } from '../http/test-gateway';

const ROOT = resolve(__dirname, '..', '..');
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');
const KEY = /ONEREEL_API_KEYS=(\S+)/.exec(README)![1];

const defaultProviders = parseConfig({}, ROOT).providers;

const shell = promisify(execFile);

/** The commands of the README's bash blocks, continued lines joined. */
const commands = [...README.matchAll(/```bash\n([\s\S]*?)```/g)].flatMap(([, block]) =>
  block.replaceAll('\\\n', ' ').trim().split('\n'),
);
const curls = commands.filter((command) => command.startsWith('curl'));
const drafting = curls.filter((command) => /\/capcut-mate\/|\/v1\/renders/.test(command));
const creating = curls.filter((command) => / -(F|d) /.test(command) && !drafting.includes(command));
const reading = curls.filter((command) => !creating.includes(command) && !drafting.includes(command));

describe('README', () => {
  let gateway: TestGateway;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'onereel-readme-'));
    gateway = await startTestGateway({ apiKeys: [`readme:${KEY}`], providers: defaultProviders });
  });

  afterAll(async () => {
    await gateway.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function run(command: string, variables: Record<string, string> = {}): Promise<string> {
    const here = command.replaceAll('http://127.0.0.1:3000', gateway.url);
    const env = { ...process.env, ...variables };
    return (await shell('bash', ['-c', here], { cwd: folder, env })).stdout;
  }

  async function created(command: string): Promise<string> {
    const answer = JSON.parse(await run(command)) as { id?: string; task_id?: string; error?: unknown };
    expect(answer.error ?? null).toBeNull();
    return answer.task_id ?? answer.id!;
  }

  async function finished(id: string): Promise<void> {
    for (let tries = 0; tries < 300; tries++) {
      const answer = await gateway.fetch(`/api/v1/tasks/${id}`, {
        headers: { authorization: `Bearer ${KEY}` },
      });
      const { status } = (await answer.json()) as { status: string };
      if (status === 'completed') return;
      expect(['pending', 'processing']).toContain(status);
      await new Promise((settle) => setTimeout(settle, 200));
    }
    throw new Error(`task ${id} does not end`);
  }

  it('names commands that exist', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const named = [...README.matchAll(/npm (?:run )?([a-z:]+)/g)].map(([, name]) => name);
    expect(named.length).toBeGreaterThanOrEqual(3);
    for (const name of named) expect(Object.keys(scripts)).toContain(name);
  });

  it('links to files that exist', () => {
    const targets = [...README.matchAll(/\]\((?!http)([^)#]+)/g)].map(([, target]) => target);
    for (const target of targets)
      expect({ target, exists: existsSync(join(dirname(join(ROOT, 'README.md')), target)) }).toEqual({
        target,
        exists: true,
      });
  });

  it('shows commands that work as printed', async () => {
    expect(creating.length).toBeGreaterThanOrEqual(6);
    const ids: string[] = [];
    for (const command of creating) ids.push(await created(command));
    for (const id of ids) await finished(id);
    for (const command of reading) {
      const answer = await run(command, { ID: ids[0] });
      expect({ command, answer }).not.toEqual({ command, answer: expect.stringContaining('"error":{') });
    }
    expect(statSync(join(folder, 'video.mp4')).size).toBeGreaterThan(10_000);
  }, 300_000);

  it('makes a draft and a film of it, as printed', async () => {
    expect(drafting.length).toBeGreaterThanOrEqual(3);
    let variables = {};
    let film: string | undefined;
    for (const command of drafting) {
      const answer = JSON.parse(await run(command, variables)) as Record<string, string>;
      expect({ command, answer }).toMatchObject({
        answer: { [answer.id ? 'status' : 'code']: answer.id ? 'pending' : 0 },
      });
      if (answer.draft_id && !answer.id)
        variables = { DRAFT_URL: answer.draft_url, DRAFT_ID: answer.draft_id };
      film = answer.id;
    }
    await finished(film!);
  }, 120_000);
});
