import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { FORMATS, formatOf, type RenderFormat, soundOf } from './output-formats';
import type { ProductionJob } from './render-job';

interface Parts {
  readonly videoPath?: string;
  readonly audioPath?: string;
  readonly signal: AbortSignal;
}

/** Formats whose index can stand in front, so that players start before the end has come. */
const ISO_FILES: readonly RenderFormat[] = ['mp4', 'mov', 'm4a'];

interface FinishedFile {
  readonly path: string;
  readonly name: string;
}

/** Puts picture and sound into the file that was asked for. */
export async function finishFile(job: ProductionJob, parts: Parts): Promise<FinishedFile> {
  const format = formatOf(job.options);
  const { extension, hasPicture } = FORMATS[format];
  const name = `film.${extension}`;
  const path = join(job.scratch, name);
  if (format === 'gif') await writeGif(job, parts, path);
  else if (!hasPicture && !parts.audioPath) throw new RangeError('the draft holds no sound to render');
  else if (isFinished(job, parts)) await rename(parts.videoPath ?? '', path);
  else await mux(job, parts, path);
  return { path, name };
}

/** The picture alone is already a film of this format. */
const isFinished = ({ options }: ProductionJob, { videoPath, audioPath }: Parts): boolean =>
  videoPath !== undefined && audioPath === undefined && formatOf(options) === 'mp4';

async function mux(job: ProductionJob, parts: Parts, path: string): Promise<void> {
  const sound = soundOf(job.options);
  const inputs = [
    ...(parts.videoPath ? ['-f', 'mov', '-i', parts.videoPath] : []),
    ...(parts.audioPath && sound ? ['-f', sound.demuxer, '-i', parts.audioPath] : []),
  ];
  const last = parts.videoPath && parts.audioPath ? ['-map', '0:v', '-map', '1:a'] : ['-map', '0'];
  await job.request.media.ffmpeg(
    [
      ...['-v', 'error', '-y', ...inputs, ...last, '-c', 'copy'],
      ...(ISO_FILES.includes(formatOf(job.options)) ? ['-movflags', '+faststart'] : []),
      ...['-map_metadata', '-1', '-fflags', '+bitexact', path],
    ],
    { signal: parts.signal },
  );
}

/** One palette for the whole film, so that colors do not flicker; found in a first pass, so that no film is held in memory. */
async function writeGif(job: ProductionJob, { videoPath, signal }: Parts, path: string): Promise<void> {
  const palette = join(job.scratch, 'palette.png');
  const film = ['-f', 'mov', '-i', videoPath ?? ''];
  const { media } = job.request;
  await media.ffmpeg(
    ['-v', 'error', '-y', ...film, '-vf', 'palettegen=stats_mode=full', '-frames:v', '1', palette],
    { signal },
  );
  const draw = '[0:v][1:v]paletteuse=dither=sierra2_4a:diff_mode=rectangle';
  await media.ffmpeg(
    [
      ...['-v', 'error', '-y', ...film, '-f', 'png_pipe', '-i', palette, '-lavfi', draw],
      ...['-loop', '0', '-f', 'gif', path],
    ],
    { signal },
  );
  await rm(palette, { force: true });
}
