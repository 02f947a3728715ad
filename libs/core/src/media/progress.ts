/** One report of a running FFmpeg. */
export interface FfmpegProgress {
  /** Frames written so far. */
  frame: number;
  /** Time reached in the output, microseconds; 0 until the first frame. */
  outTimeUs: number;
  /** Speed as a multiple of real time; undefined while FFmpeg does not know it. */
  speed?: number;
}

/** Turns FFmpeg's `-progress` stream (key=value lines, one `progress=` line per report) into reports. */
export function createProgressParser(
  onProgress: (progress: FfmpegProgress) => void,
): (chunk: Buffer) => void {
  let rest = '';
  let fields: Record<string, string> = {};
  return (chunk) => {
    const lines = (rest + chunk.toString('latin1')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const at = line.indexOf('=');
      if (at < 0) continue;
      const key = line.slice(0, at);
      fields[key] = line.slice(at + 1).trim();
      if (key !== 'progress') continue;
      onProgress(toProgress(fields));
      fields = {};
    }
  };
}

function toProgress(fields: Record<string, string>): FfmpegProgress {
  const speed = Number.parseFloat(fields.speed ?? '');
  return {
    frame: integer(fields.frame),
    outTimeUs: Math.max(0, integer(fields.out_time_us)),
    ...(Number.isFinite(speed) ? { speed } : {}),
  };
}

function integer(text: string | undefined): number {
  const value = Number.parseInt(text ?? '', 10);
  return Number.isFinite(value) ? value : 0;
}
