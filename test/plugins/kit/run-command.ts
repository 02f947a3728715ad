import { type ChildProcess, spawn } from 'node:child_process';
import { delimiter, dirname } from 'node:path';

export interface CommandPlace {
  readonly cwd: string;
  /** Besides PATH; nothing else of the test's own environment is passed on. */
  readonly environment?: Readonly<Record<string, string>>;
}

const LONGEST_MS = 150_000;

/** Runs a program to its end and gives everything it wrote. Fails with it when the program does or never ends. */
export async function runCommand(
  command: string,
  args: readonly string[],
  place: CommandPlace,
): Promise<string> {
  const child = startCommand(command, args, place);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += String(chunk)));
  const late = setTimeout(() => void stopCommand(child), LONGEST_MS);
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  clearTimeout(late);
  if (code !== 0) throw new Error(`${[command, ...args].join(' ')} ended with ${String(code)}:\n${output}`);
  return output;
}

export function startCommand(command: string, args: readonly string[], place: CommandPlace): ChildProcess {
  const path = [dirname(process.execPath), process.env.PATH].join(delimiter);
  return spawn(command, args, {
    cwd: place.cwd,
    env: { PATH: path, ...place.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that what it starts can be stopped with it.
    detached: true,
  });
}

/** Resolves with the first match in what a program writes; fails when it ends before. */
export function waitForOutput(child: ChildProcess, pattern: RegExp): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (chunk: unknown): void => {
      output += String(chunk);
      const match = pattern.exec(output);
      if (match) resolve(match);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('close', (code) => reject(new Error(`ended with ${String(code)}:\n${output}`)));
  });
}

export async function stopCommand(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  if (child.pid === undefined) return;
  const ended = new Promise((resolve) => child.once('close', resolve));
  process.kill(-child.pid, 'SIGTERM');
  await ended;
}
