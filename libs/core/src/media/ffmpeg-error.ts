/**
 * Why a media process did not succeed:
 * `aborted` the caller's signal · `timed_out` the time limit · `stalled` no progress for the allowed time ·
 * `out_of_memory` killed by the system or a failed allocation · `disk_full` no space left for what it writes · `crashed` the program itself broke down · `not_found` the program is not there · `failed` anything else.
 */
export type FfmpegFailure =
  'aborted' | 'timed_out' | 'stalled' | 'out_of_memory' | 'disk_full' | 'crashed' | 'not_found' | 'failed';

/** What is known about a process that ran, whether it succeeded or not. */
export interface ProcessOutcome {
  /** Exit code; null when a signal ended it. */
  exitCode: number | null;
  /** What the program wrote to standard output (empty while progress is read from there). */
  stdout: Buffer;
  /** The last 8 KiB of standard error. */
  stderrTail: string;
  durationMs: number;
}

const SENTENCES: Record<FfmpegFailure, string> = {
  aborted: 'was stopped on request',
  timed_out: 'ran longer than its time limit and was stopped',
  stalled: 'made no progress and was stopped',
  out_of_memory:
    'was killed for lack of memory (give the service more memory, or render fewer slices at once)',
  disk_full: 'found no space left on the disk',
  not_found: 'could not be started: the program was not found or is not executable',
  crashed: 'crashed',
  failed: 'failed',
};

/** A media process that did not succeed; carries the same fields as a success. */
export class FfmpegError extends Error implements ProcessOutcome {
  readonly exitCode: number | null;
  readonly stdout: Buffer;
  readonly stderrTail: string;
  readonly durationMs: number;

  constructor(
    readonly program: 'ffmpeg' | 'ffprobe',
    readonly failure: FfmpegFailure,
    outcome: ProcessOutcome,
  ) {
    const detail = failure === 'failed' || failure === 'crashed' ? `: ${lastLines(outcome.stderrTail)}` : '';
    super(`${program} ${SENTENCES[failure]}${detail}`);
    this.name = 'FfmpegError';
    this.exitCode = outcome.exitCode;
    this.stdout = outcome.stdout;
    this.stderrTail = outcome.stderrTail;
    this.durationMs = outcome.durationMs;
  }
}

function lastLines(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.slice(-3).join(' | ') || 'it said nothing';
}
