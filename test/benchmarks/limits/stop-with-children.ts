import { constants } from 'node:os';
import { descendants } from './process-tree';

/**
 * When this process is told to stop, ends everything below it, whatever group it is in, tidies up, and ends as if the signal
 * had ended it. Linux only.
 */
export function stopWithChildren(tidy: () => void): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    // Not `once`: npm passes on what the terminal has sent already, and the second must not end this process halfway.
    process.on(signal, () => {
      endDescendants(process.pid);
      tidy();
      process.exit(128 + constants.signals[signal]);
    });
}

/** All are held first: one that runs on could start another meanwhile. */
function endDescendants(root: number): void {
  const held = new Set<number>();
  for (;;) {
    const free = descendants(root).filter((pid) => !held.has(pid));
    if (free.length === 0) break;
    for (const pid of free) {
      held.add(pid);
      signal(pid, 'SIGSTOP');
    }
  }
  for (const pid of held) signal(pid, 'SIGKILL');
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has just ended.
  }
}
