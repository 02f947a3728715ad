import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type MediaProcess, probeMedia, type RunOptions } from '@onereel/core/media';
import type { RenderSpec } from '../wire/render-spec';
import { createBackdrop } from './backdrop';
import { paletteFor } from './palettes';
import { photoArgs, type PhotoFiles } from './photo-plan';
import { paintTitle } from './title-painter';
import { backdropStream, titleArgs, type TitleFiles, titleReach } from './title-plan';

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
  const part = join(target.folder, `${randomUUID()}.part`);
  const files = { output: `${part}.mp4`, title: `${part}.title`, smallPrint: `${part}.print` };
  const options: RunOptions = {
    signal: target.signal,
    nice: LOW_PRIORITY,
    stallMs: STALL_MS,
    onProgress: ({ frame }) => target.onProgress(Math.min(1, frame / spec.frames)),
  };
  try {
    if (target.image === undefined) await renderTitle(media, spec, files, options);
    else await renderPhoto(media, spec, { image: target.image, output: files.output }, options);
    await rename(files.output, target.output);
  } finally {
    await Promise.all(Object.values(files).map((path) => rm(path, { force: true })));
  }
}

async function renderTitle(
  media: MediaProcess,
  spec: RenderSpec,
  files: TitleFiles,
  options: RunOptions,
): Promise<void> {
  const palette = paletteFor(spec.seed);
  const backdrop = createBackdrop(spec, palette);
  const layers = paintTitle(spec, palette, titleReach(spec));
  await Promise.all([
    writeFile(files.title, layers.title.pixels),
    writeFile(files.smallPrint, layers.smallPrint.pixels),
  ]);
  await media.ffmpeg(titleArgs(spec, { palette, backdrop, layers }, files), {
    ...options,
    stdin: backdropStream(spec, backdrop),
  });
}

async function renderPhoto(
  media: MediaProcess,
  spec: RenderSpec,
  files: PhotoFiles,
  options: RunOptions,
): Promise<void> {
  const facts = await probeMedia(media, files.image, { signal: options.signal });
  await media.ffmpeg(photoArgs(spec, facts, files), options);
}
