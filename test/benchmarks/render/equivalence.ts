import type { MediaProcess } from '@onereel/core/media';
import { readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { PlainPicture } from './timelines/bench-timeline';

export interface Equivalence {
  readonly frames: number;
  readonly expected: number;
  /** Worst frame against the plain picture, dB; 99 when all are equal to the bit. */
  readonly lowestDb: number;
  readonly averageDb: number;
  /** Frames equal to the bit. */
  readonly identical: number;
  /** Frames that look more like a neighbor of the frame they should be. */
  readonly wrong: readonly number[];
  /** Structural similarity of the brightness over the first {@link SIMILARITY_FRAMES}, 0–1. */
  readonly similarity: number;
}

export interface Comparison {
  /** Absolute path of a film. */
  readonly file: string;
  readonly plain: PlainPicture;
  /** Folder of the media. */
  readonly mediaDir: string;
  readonly expected: number;
  /** For files of our own; absolute. */
  readonly scratch: string;
  /** Frames looked at, from the first; default: all. */
  readonly most?: number;
}

/** Enough to tell encoders apart; looking at more of a long film would only take time. */
export const SIMILARITY_FRAMES = 900;

/** How much better a neighbor must fit before a frame counts as the wrong one; still pictures fit equally well. */
const CLEARLY_DB = 3;

/** Compares a film with its plain picture, frame by frame, and with the same picture a frame earlier and later. */
export async function compare(media: MediaProcess, comparison: Comparison): Promise<Equivalence> {
  const { file, plain, mediaDir, expected, scratch } = comparison;
  const film = plain.inputs.filter((word) => word === '-i').length;
  const stats = ['here', 'earlier', 'later'].map((name) => join(scratch, `${name}.psnr`));
  const ssim = join(scratch, 'here.ssim');
  const part = comparison.most === undefined ? '' : `trim=end_frame=${comparison.most},`;
  const graph = [
    ...plain.graph,
    `[plain]${part}settb=1/30,setpts=N,format=yuv420p,split=4[p0][p1][p2][p3]`,
    `[${film}:v]${part}settb=1/30,setpts=N,format=yuv420p,split=4[f0][f1][f2][f3]`,
    `[f0][p0]psnr=stats_file=${stats[0]}:shortest=1[out]`,
    `[p1]setpts=N+1[q1];[f1][q1]psnr=stats_file=${stats[1]}:shortest=1,nullsink`,
    `[f2]setpts=N+1[g2];[g2][p2]psnr=stats_file=${stats[2]}:shortest=1,nullsink`,
    `[f3]trim=end_frame=${SIMILARITY_FRAMES}[f4];[p3]trim=end_frame=${SIMILARITY_FRAMES}[p4];[f4][p4]ssim=stats_file=${ssim}:shortest=1,nullsink`,
  ];
  try {
    await media.ffmpeg(
      [
        '-v',
        'error',
        ...plain.inputs.map((word, index) =>
          plain.inputs[index - 1] === '-i' ? resolve(mediaDir, word) : word,
        ),
        '-i',
        file,
        '-filter_complex',
        graph.join(';'),
        '-map',
        '[out]',
        '-f',
        'null',
        '-',
      ],
      { nice: 10 },
    );
    const [here, earlier, later] = stats.map(decibels);
    return {
      frames: await countFrames(media, file),
      expected,
      lowestDb: Math.min(...here),
      averageDb: here.reduce((sum, value) => sum + value, 0) / here.length,
      identical: here.filter((value) => value === IDENTICAL).length,
      // The first line of a shifted comparison is that of frame 1 with the picture before, and of frame 0 with the one after.
      wrong: here.flatMap((value, frame) =>
        Math.max(earlier[frame - 1] ?? 0, later[frame] ?? 0) > value + CLEARLY_DB ? [frame] : [],
      ),
      similarity: similarityIn(ssim),
    };
  } finally {
    for (const path of [...stats, ssim]) rmSync(path, { force: true });
  }
}

const IDENTICAL = 99;

function decibels(path: string): number[] {
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => {
      const value = /psnr_avg:(\S+)/.exec(line)?.[1] ?? '0';
      return value === 'inf' ? IDENTICAL : Number(value);
    });
}

function similarityIn(path: string): number {
  const values = [...readFileSync(path, 'utf8').matchAll(/ Y:([\d.]+)/g)].map(([, value]) => Number(value));
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

async function countFrames(media: MediaProcess, file: string): Promise<number> {
  const { stdout } = await media.ffprobe([
    ...['-v', 'error', '-count_packets', '-select_streams', 'v', '-show_entries', 'stream=nb_read_packets'],
    ...['-of', 'csv=p=0', file],
  ]);
  return Number.parseInt(stdout.toString(), 10);
}
