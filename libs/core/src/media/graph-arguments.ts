import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MediaProcess } from './ffmpeg-process';
import { ffmpegMajor } from './ffmpeg-version';

/** Systems limit the length of one argument (Linux: 128 KiB). */
const LONGEST_ARGUMENT = 60_000;
/** Since then any option can be read from a file, and the special one for graphs is on its way out. */
const ANY_OPTION_FROM_FILE = 7;

/** The version is asked once for every way to FFmpeg. */
const majors = new WeakMap<MediaProcess, Promise<number>>();

/**
 * Arguments for a complex filter graph; one that is too long for an argument is written to a file in `folder` first.
 *
 * @throws FfmpegError when FFmpeg cannot be started
 */
export async function graphArguments(media: MediaProcess, graph: string, folder: string): Promise<string[]> {
  if (Buffer.byteLength(graph) <= LONGEST_ARGUMENT) return ['-filter_complex', graph];
  const file = join(folder, 'graph.txt');
  await writeFile(file, graph);
  const option =
    (await majorOf(media)) >= ANY_OPTION_FROM_FILE ? '-/filter_complex' : '-filter_complex_script';
  return [option, file];
}

function majorOf(media: MediaProcess): Promise<number> {
  const known = majors.get(media) ?? ask(media);
  majors.set(media, known);
  return known;
}

async function ask(media: MediaProcess): Promise<number> {
  try {
    return ffmpegMajor((await media.ffmpeg(['-version'])).stdout.toString('utf8'));
  } catch (error) {
    majors.delete(media);
    throw error;
  }
}
