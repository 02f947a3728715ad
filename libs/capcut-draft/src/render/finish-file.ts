import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProductionJob } from './render-job';

interface Parts {
  readonly videoPath?: string;
  readonly audioPath?: string;
  readonly signal: AbortSignal;
}

/** Puts picture and sound into the file that was asked for. */
export async function finishFile(job: ProductionJob, parts: Parts): Promise<{ path: string; name: string }> {
  const { format = 'mp4' } = job.options;
  if (format === 'gif') return gif(job, parts);
  if (format === 'audio') return audioOnly(job, parts);
  const name = format === 'mov' ? 'film.mov' : 'film.mp4';
  const path = join(job.scratch, name);
  if (!parts.audioPath && parts.videoPath && format === 'mp4') {
    await rename(parts.videoPath, path);
    return { path, name };
  }
  const inputs = [parts.videoPath, parts.audioPath].flatMap((file) =>
    file ? ['-f', 'mov', '-i', file] : [],
  );
  const maps = parts.audioPath ? ['-map', '0:v', '-map', '1:a'] : ['-map', '0:v'];
  await job.request.media.ffmpeg(
    [
      '-v',
      'error',
      '-y',
      ...inputs,
      ...maps,
      '-c',
      'copy',
      '-movflags',
      '+faststart',
      '-fflags',
      '+bitexact',
      path,
    ],
    { signal: parts.signal },
  );
  return { path, name };
}

/** One palette for the whole film, so that colors do not flicker. */
async function gif(
  job: ProductionJob,
  { videoPath, signal }: Parts,
): Promise<{ path: string; name: string }> {
  const path = join(job.scratch, 'film.gif');
  const palette =
    '[0:v]split[a][b];[a]palettegen=stats_mode=diff[p];[b][p]paletteuse=dither=bayer:bayer_scale=4:diff_mode=rectangle';
  await job.request.media.ffmpeg(
    ['-v', 'error', '-y', '-f', 'mov', '-i', videoPath ?? '', '-filter_complex', palette, '-loop', '0', path],
    { signal },
  );
  return { path, name: 'film.gif' };
}

async function audioOnly(
  job: ProductionJob,
  { audioPath, signal }: Parts,
): Promise<{ path: string; name: string }> {
  const path = join(job.scratch, 'film.m4a');
  if (!audioPath) throw new RangeError('the draft holds no sound to render');
  await job.request.media.ffmpeg(
    ['-v', 'error', '-y', '-f', 'mov', '-i', audioPath, '-c', 'copy', '-movflags', '+faststart', path],
    { signal },
  );
  return { path, name: 'film.m4a' };
}
