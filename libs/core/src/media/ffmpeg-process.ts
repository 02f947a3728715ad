import { type ChildProcess, spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import type { Readable } from 'node:stream';
import { FfmpegError, type FfmpegFailure, type ProcessOutcome } from './ffmpeg-error';
import { guardFfmpegArgs, guardFfprobeArgs } from './input-guard';
import { createProgressParser, type FfmpegProgress } from './progress';

export interface MediaProcessSettings {
  /** Absolute path of ffmpeg, or a name to look up in the child's PATH. */
  ffmpegPath: string;
  ffprobePath: string;
  /** The whole environment of the child; nothing of ours is inherited. Default: a plain PATH, the C locale, memory kept for the next frame. */
  env?: Readonly<Record<string, string>>;
}

export interface RunOptions {
  signal?: AbortSignal;
  /** Wall-clock limit, milliseconds. Default: none. */
  timeoutMs?: number;
  /** Stop when a progress report brings nothing new for this long, milliseconds. Needs `onProgress`. */
  stallMs?: number;
  /** Called for each progress report; standard output is then taken by the reports. */
  onProgress?: (progress: FfmpegProgress) => void;
  cwd?: string;
  /** Scheduling priority −20 … 19; higher yields to others. */
  nice?: number;
  /** Bytes or a stream for `-i pipe:0`. */
  stdin?: Buffer | Readable;
  /** Receives standard output piece by piece instead of collecting it. */
  onStdout?: (chunk: Buffer) => void;
  /** Most bytes of standard output to keep; default 64 MiB. More fails the run. */
  maxStdoutBytes?: number;
}

/** Runs FFmpeg and ffprobe. The only part of the product that starts other programs. */
export interface MediaProcess {
  readonly ffmpegPath: string;
  readonly ffprobePath: string;
  /** @throws FfmpegError when it did not end with exit code 0; RangeError for an input that is not a local file. */
  ffmpeg(args: readonly string[], options?: RunOptions): Promise<ProcessOutcome>;
  /** @throws FfmpegError, RangeError as {@link MediaProcess.ffmpeg}. */
  ffprobe(args: readonly string[], options?: RunOptions): Promise<ProcessOutcome>;
}

const PLAIN_ENV = {
  PATH: '/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin',
  LC_ALL: 'C',
  AV_LOG_FORCE_NOCOLOR: '1',
  // glibc hands large blocks back to the system and fetches them again, zeroed, for every frame; as much as 15 % of the time.
  MALLOC_MMAP_THRESHOLD_: String(32 * 1024 * 1024),
  MALLOC_TRIM_THRESHOLD_: String(64 * 1024 * 1024),
};
const STDERR_TAIL_BYTES = 8192;
const DEFAULT_MAX_STDOUT = 64 * 1024 * 1024;
/** SIGKILL follows SIGTERM after this long, so that a cancel is done within a second. */
const KILL_AFTER_MS = 600;
const STALL_CHECK_MS = 250;

export function createMediaProcess(settings: MediaProcessSettings): MediaProcess {
  const env = settings.env ?? PLAIN_ENV;
  return {
    ffmpegPath: settings.ffmpegPath,
    ffprobePath: settings.ffprobePath,
    ffmpeg: async (args, options = {}) => {
      const progress = options.onProgress ? ['-progress', 'pipe:1', '-nostats'] : [];
      return run(
        { program: 'ffmpeg', path: settings.ffmpegPath, args: [...progress, ...guardFfmpegArgs(args)], env },
        options,
      );
    },
    ffprobe: async (args, options = {}) =>
      run({ program: 'ffprobe', path: settings.ffprobePath, args: guardFfprobeArgs(args), env }, options),
  };
}

interface Command {
  program: 'ffmpeg' | 'ffprobe';
  path: string;
  args: string[];
  env: Readonly<Record<string, string>>;
}

/** What one run gathers until it ends. */
interface Run {
  stdout: Buffer[];
  stdoutBytes: number;
  stderrTail: string;
  stoppedBecause?: FfmpegFailure;
  lastNews: number;
}

function run(command: Command, options: RunOptions): Promise<ProcessOutcome> {
  const startedAt = Date.now();
  const state: Run = { stdout: [], stdoutBytes: 0, stderrTail: '', lastNews: startedAt };
  return new Promise((resolve, reject) => {
    const fail = (failure: FfmpegFailure, exitCode: number | null): void =>
      reject(new FfmpegError(command.program, failure, outcome(exitCode)));
    const outcome = (exitCode: number | null): ProcessOutcome => ({
      exitCode,
      stdout: Buffer.concat(state.stdout),
      stderrTail: state.stderrTail,
      durationMs: Date.now() - startedAt,
    });
    if (options.signal?.aborted) {
      fail('aborted', null);
      return;
    }
    const child = spawn(command.path, command.args, {
      cwd: options.cwd,
      env: command.env,
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    const stop = (failure: FfmpegFailure): void => {
      state.stoppedBecause ??= failure;
      terminate(child);
    };
    readOutputs(child, state, options, stop);
    const release = watch(state, options, stop);
    child.once('error', (error: NodeJS.ErrnoException) => {
      release();
      state.stderrTail += error.message;
      fail(
        state.stoppedBecause ?? (error.code === 'ENOENT' || error.code === 'EACCES' ? 'not_found' : 'failed'),
        null,
      );
    });
    child.once('close', (exitCode, signal) => {
      release();
      if (exitCode === 0 && !state.stoppedBecause) resolve(outcome(0));
      else fail(state.stoppedBecause ?? classify(exitCode, signal, state.stderrTail), exitCode);
    });
    if (options.nice !== undefined && child.pid !== undefined) lowerPriority(child.pid, options.nice);
    feed(child, options.stdin);
  });
}

function readOutputs(
  child: ChildProcess,
  state: Run,
  options: RunOptions,
  stop: (failure: FfmpegFailure) => void,
): void {
  child.stderr?.on('data', (chunk: Buffer) => {
    state.stderrTail = (state.stderrTail + chunk.toString('utf8')).slice(-STDERR_TAIL_BYTES);
  });
  child.stdout?.on('data', options.onProgress ? progressReader(state, options.onProgress) : collect);
  function collect(chunk: Buffer): void {
    if (options.onStdout) {
      options.onStdout(chunk);
      return;
    }
    state.stdoutBytes += chunk.length;
    if (state.stdoutBytes <= (options.maxStdoutBytes ?? DEFAULT_MAX_STDOUT)) {
      state.stdout.push(chunk);
      return;
    }
    state.stderrTail += '\nmore output than allowed';
    stop('failed');
  }
}

function progressReader(state: Run, onProgress: (progress: FfmpegProgress) => void): (chunk: Buffer) => void {
  let reached = -1;
  return createProgressParser((progress) => {
    const now = Math.max(progress.frame, progress.outTimeUs);
    if (now > reached) state.lastNews = Date.now();
    reached = Math.max(reached, now);
    onProgress(progress);
  });
}

/** Arms abort, time limit and stall watchdog; returns the function that disarms them. */
function watch(state: Run, options: RunOptions, stop: (failure: FfmpegFailure) => void): () => void {
  const onAbort = (): void => stop('aborted');
  options.signal?.addEventListener('abort', onAbort, { once: true });
  const limit =
    options.timeoutMs === undefined ? undefined : setTimeout(() => stop('timed_out'), options.timeoutMs);
  const { stallMs } = options;
  const stallTimer =
    stallMs === undefined
      ? undefined
      : setInterval(
          () => Date.now() - state.lastNews > stallMs && stop('stalled'),
          Math.min(STALL_CHECK_MS, stallMs),
        );
  return () => {
    options.signal?.removeEventListener('abort', onAbort);
    clearTimeout(limit);
    clearInterval(stallTimer);
  };
}

function terminate(child: ChildProcess): void {
  signalTree(child, 'SIGTERM');
  const timer = setTimeout(() => signalTree(child, 'SIGKILL'), KILL_AFTER_MS);
  child.once('close', () => clearTimeout(timer));
}

function signalTree(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    child.kill(signal);
  }
}

/** Signals a program causes itself. */
const CRASHES: ReadonlySet<string> = new Set(['SIGABRT', 'SIGSEGV', 'SIGBUS', 'SIGILL', 'SIGFPE']);

function classify(exitCode: number | null, signal: NodeJS.Signals | null, stderr: string): FfmpegFailure {
  if (exitCode === 137 || signal === 'SIGKILL') return 'out_of_memory';
  if (exitCode === null && CRASHES.has(signal ?? '')) return 'crashed';
  if (/no space left on device/i.test(stderr)) return 'disk_full';
  return /cannot allocate memory|out of memory/i.test(stderr) ? 'out_of_memory' : 'failed';
}

function lowerPriority(pid: number, nice: number): void {
  try {
    setPriority(pid, nice);
  } catch {
    // Not permitted here, or the process is already gone: only fairness is lost.
  }
}

function feed(child: ChildProcess, input: Buffer | Readable | undefined): void {
  const { stdin } = child;
  if (!stdin) return;
  // A child that ends early closes the pipe; its exit code tells the story.
  stdin.on('error', () => undefined);
  if (input === undefined) stdin.end();
  else if (Buffer.isBuffer(input)) stdin.end(input);
  else input.pipe(stdin);
}
