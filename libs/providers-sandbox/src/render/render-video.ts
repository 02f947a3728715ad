import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type MediaProcess, probeMedia } from '@onereel/core/media';
import type { RenderSpec } from '../wire/render-spec';
import { createBackdrop } from './backdrop';
import { paletteFor } from './palettes';
import { photoArgs } from './photo-plan';
import { paintTitle } from './title-painter';
import { backdropStream, titleArgs } from './title-plan';

/** Pictures beyond this would need gigabytes to hold. */
export const MAX_IMAGE_PIXELS = 100_000_000;
const STALL_MS = 60_000;
const LOW_PRIORITY = 10;

export interface RenderTarget {
  /** A folder of this job alone. */
  readonly folder: string;
  /** The picture to move over; image-to-video only. */
  readonly image?: string;
  /** Appears whole or not at all. */
  readonly output: string;
  readonly signal: AbortSignal;
  /** 0 … 1. */
  onProgress(share: number): void;
}

/** Renders one video. Throws FfmpegError or MediaError; temporary files are gone either way. */
export async function renderVideo(
  media: MediaProcess,
  spec: RenderSpec,
  target: RenderTarget,
): Promise<void> {
  const run = randomUUID();
  const output = join(target.folder, `${run}.part.mp4`);
  const title = join(target.folder, `${run}.part.rgba`);
  const options = {
    signal: target.signal,
    nice: LOW_PRIORITY,
    stallMs: STALL_MS,
    onProgress: ({ frame }: { frame: number }) => target.onProgress(Math.min(1, frame / spec.frames)),
  };
  try {
    if (target.image === undefined) {
      const palette = paletteFor(spec.seed);
      const field = createBackdrop(spec.size, palette, spec.seed);
      await writeFile(title, paintTitle(spec, palette));
      await media.ffmpeg(titleArgs(spec, palette, field, { title, output }), {
        ...options,
        stdin: backdropStream(spec, field),
      });
    } else {
      const facts = await probeMedia(media, target.image, { signal: target.signal });
      await media.ffmpeg(photoArgs(spec, facts, { image: target.image, output }), options);
    }
    await rename(output, target.output);
  } finally {
    await Promise.all([rm(output, { force: true }), rm(title, { force: true })]);
  }
}
