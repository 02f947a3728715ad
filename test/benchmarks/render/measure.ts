import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

export interface Measured {
  readonly wallSeconds: number;
  /** User and system time of the program and of all it started. */
  readonly processorSeconds: number;
  /** Largest single process. */
  readonly peakMb: number;
  /** All processes together, at the worst moment. */
  readonly peakSumMb: number;
}

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
}

const SAMPLE_MS = 100;
/** Renders run at this priority; so do all they are compared with. */
const NICE = '10';

/** Runs a program to its end. Times come from the shell's own clock of its children; memory is looked at ten times a second. */
export async function measure({ program, args, cwd }: Command): Promise<Measured> {
  const script = 'TIMEFORMAT="%R %U %S"; exec 3>&2; time nice -n "$0" "$@" 2>&3';
  const child = spawn('bash', ['-c', script, NICE, program, ...args], {
    cwd,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const peak = { single: 0, sum: 0 };
  const sampler = setInterval(() => sample(child.pid ?? 0, peak), SAMPLE_MS);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  clearInterval(sampler);
  const times = /([\d.]+) ([\d.]+) ([\d.]+)\s*$/.exec(errors);
  if (code !== 0 || !times) throw new Error(`${program} ended with ${code}: ${errors.slice(-2000)}`);
  const [wallSeconds, user, system] = times.slice(1).map(Number);
  return {
    wallSeconds,
    processorSeconds: user + system,
    peakMb: peak.single / 1024,
    peakSumMb: peak.sum / 1024,
  };
}

function sample(root: number, peak: { single: number; sum: number }): void {
  const children = new Map<number, number[]>();
  for (const entry of readdirSync('/proc')) {
    const pid = Number(entry);
    if (!pid) continue;
    const parent = parentOf(pid);
    children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  let sum = 0;
  const open = [root];
  for (let pid = open.pop(); pid !== undefined; pid = open.pop()) {
    open.push(...(children.get(pid) ?? []));
    const { now, highest } = memoryOf(pid);
    sum += now;
    peak.single = Math.max(peak.single, highest);
  }
  peak.sum = Math.max(peak.sum, sum);
}

function parentOf(pid: number): number {
  const stat = read(`/proc/${pid}/stat`);
  return Number(stat.slice(stat.lastIndexOf(')') + 4).split(' ')[0]);
}

function memoryOf(pid: number): { now: number; highest: number } {
  const status = read(`/proc/${pid}/status`);
  const kb = (name: string): number => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0);
  return { now: kb('VmRSS'), highest: kb('VmHWM') };
}

/** Empty when the process has just ended. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
