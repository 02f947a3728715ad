import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { PATHS } from './ffmpeg-under-test';

/** The real program, found as a shell would. */
const REAL = execFileSync('sh', ['-c', `command -v ${PATHS.ffmpegPath}`], {
  encoding: 'utf8',
}).trim();

/**
 * A program at `path` that is the real FFmpeg behind a few lines of shell.
 *
 * @param script run first; `$real` is the real program, `$@` the arguments, and what does not exit goes on to it
 */
export function wrapFfmpeg(path: string, script: string): string {
  writeFileSync(path, `#!/bin/sh\nreal='${REAL}'\n${script}\nexec "$real" "$@"\n`, { mode: 0o755 });
  return path;
}
