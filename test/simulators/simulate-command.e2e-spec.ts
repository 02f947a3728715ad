import { ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const SCRIPT = join(__dirname, '..', '..', 'scripts', 'simulate.mjs');
const started: ChildProcess[] = [];
afterAll(() => started.forEach((child) => child.kill()));

interface Run {
  readonly child: ChildProcess;
  output(): string;
  /** Resolves when the output matches or the program ends. */
  until(pattern: RegExp): Promise<void>;
}

function run(...args: string[]): Run {
  const child = spawn(process.execPath, [SCRIPT, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  started.push(child);
  let output = '';
  const collect = (chunk: Buffer): void => void (output += chunk.toString());
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const until = (pattern: RegExp): Promise<void> =>
    new Promise((resolve) => {
      child.stdout.on('data', () => void (pattern.test(output) && resolve()));
      child.once('close', () => resolve());
    });
  return { child, output: () => output, until };
}

describe('npm run simulate', () => {
  it('prints the lines that point the gateway to a vendor that answers', async () => {
    const program = run('kling', '--fault', 'arrears');
    await program.until(/KLING_POLL_SECONDS=/);
    const url = /^KLING_BASE_URL=(.+)$/m.exec(program.output())?.[1] ?? '';
    expect(program.output()).toMatch(/^KLING_ACCESS_KEY=simulated-ak$/m);
    const response = await fetch(`${url}/v1/videos/text2video`, {
      method: 'POST',
      headers: { authorization: 'Bearer simulated-key', 'content-type': 'application/json' },
      body: JSON.stringify({ prompt: 'a boat' }),
    });
    expect([response.status, await response.json()]).toMatchObject([429, { code: 1101 }]);
  });

  it.each([
    [[], /unknown vendor: \(none\)/],
    [['kling', '--fault', 'rain'], /unknown fault: rain/],
    [['kling', '--port', 'x'], /not a port: x/],
    [['kling', '--fast'], /--fast/],
  ])('explains itself for %j', async (args, problem) => {
    const program = run(...args);
    await program.until(/never/);
    expect(program.child.exitCode).toBe(2);
    expect(program.output()).toMatch(problem);
    expect(program.output()).toMatch(/usage: npm run simulate/);
  });
});
