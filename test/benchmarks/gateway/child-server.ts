import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export const REGISTER = join(__dirname, '..', '..', 'run-ts', 'register.js');

/** Which processor a server may use; ignored where the system has no taskset or only one processor. */
export type Processor = 0 | 1;

/** Starts one of `servers/` in its own process on its own processor. */
export function startServer(
  name: string,
  processor: Processor,
  environment: Readonly<Record<string, string>> = {},
): ChildProcess {
  const child = fork(join(__dirname, 'servers', `${name}.ts`), {
    execArgv: ['--require', REGISTER],
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  pin(child.pid, processor);
  return child;
}

export function pin(pid: number | undefined, processor: Processor): void {
  if (pid !== undefined) spawnSync('taskset', ['-a', '-cp', `${processor}`, `${pid}`], { stdio: 'ignore' });
}

/** The next message a child sends. Rejects when it ends instead. */
export async function messageOf<Message>(child: ChildProcess): Promise<Message> {
  const stop = new AbortController();
  const gone = once(child, 'exit', { signal: stop.signal }).then(([code]) => {
    throw new Error(`${child.spawnfile} ended with ${String(code)} before it answered`);
  });
  gone.catch(() => undefined);
  const [message] = (await Promise.race([once(child, 'message', { signal: stop.signal }), gone])) as [
    Message,
  ];
  stop.abort();
  return message;
}
