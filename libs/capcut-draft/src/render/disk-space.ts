import { statfs } from 'node:fs/promises';
import { SAMPLE_RATE } from '../audio/sound-filters';
import type { VideoCodec } from '../plan/output-settings';
import { fpsValue, frameToUs, rangeLength } from '../timeline/frame-clock';
import { type Sound, soundsWithin } from '../timeline/sound';
import { FORMATS, formatOf } from './output-formats';
import { DiskFullError } from './render-failures';
import type { ProductionJob } from './render-job';

/** Bits per pixel of a film that is easy to encode: what it needs at least, so that nothing that fits is refused. */
const LEAST_BITS: Readonly<Record<VideoCodec, number>> = {
  h264: 0.02,
  h265: 0.012,
  vp9: 0.012,
  av1: 0.01,
  prores: 0.8,
};
/** Slices, the joined picture, and the finished file lie on the disk together. */
const COPIES = 3;
const DECODED_BYTES = SAMPLE_RATE * 2 * 4;
/** Logs, databases and everybody else need some, too. */
const SPARE_BYTES = 64 * 1024 ** 2;
const MB = 1e6;

/** Bytes a render needs in its work folder, at the least. */
export function leastDiskBytes({ plan, options, span }: ProductionJob, sounds: readonly Sound[]): number {
  const { fps, width, height, codec, kbps } = plan.output;
  const seconds = rangeLength(span) / fpsValue(fps);
  const bits = kbps === undefined ? LEAST_BITS[codec] * width * height * fpsValue(fps) : kbps * 1000;
  const picture = FORMATS[formatOf(options)].hasPicture ? (COPIES * bits * seconds) / 8 : 0;
  const heard = soundsWithin(sounds, frameToUs(span.start, fps), frameToUs(span.end, fps));
  const sound = heard.reduce((sum, { durationUs }) => sum + (durationUs / 1e6) * DECODED_BYTES, 0);
  return picture + sound;
}

/** @throws DiskFullError before anything is written when there is certainly not enough room */
export async function expectDiskSpace(job: ProductionJob, sounds: readonly Sound[]): Promise<void> {
  const needed = leastDiskBytes(job, sounds) + SPARE_BYTES;
  const { bavail, bsize } = await statfs(job.scratch);
  const free = bavail * bsize;
  if (free >= needed) return;
  throw new DiskFullError(
    `the render needs at least ${Math.ceil(needed / MB)} MB of free disk space in its work folder, which has ${Math.floor(free / MB)} MB: free space, or render a smaller or shorter film`,
  );
}
