import type { MediaProcess } from '@onereel/core/media';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { toFrame } from '../timeline/frame-clock';
import type { FrameRange, FrameRate } from '../timeline/timeline';
import { PREVIEW_ENCODERS, type PreviewFormat } from './preview-formats';

/** A picture of the film, made with it. */
export interface Thumbnail {
  /** Seconds of the draft, moved into the film where it lies outside; default the first frame that is not black. */
  readonly atSeconds?: number;
  /** Default `jpeg`. */
  readonly format?: PreviewFormat;
  /** Pixels, the shape is kept; default the film's. */
  readonly width?: number;
}

interface FinishedFilm {
  readonly media: MediaProcess;
  readonly file: string;
  readonly fps: FrameRate;
  /** The frames of the draft it holds. */
  readonly span: FrameRange;
  readonly workDir: string;
  readonly signal?: AbortSignal;
}

/** Mean brightness of what is worth showing, and of what is not quite black; 16 is black, 235 white. */
const BRIGHT_ENOUGH = [40, 18.5];
/** Nobody waits for the end of a dark film. */
const LOOKED_THROUGH_SECONDS = 120;

/** Writes the picture beside the film and resolves with its path. @throws FfmpegError */
export async function writeThumbnail(wanted: Thumbnail, film: FinishedFilm): Promise<string> {
  const path = join(film.workDir, `thumbnail.${PREVIEW_ENCODERS[wanted.format ?? 'jpeg'].extension}`);
  const draw = (seek: readonly string[], filters: readonly string[]) =>
    drawFrame(wanted, film, { path, seek, filters });
  if (wanted.atSeconds !== undefined) await draw(seekTo(wanted.atSeconds, film), []);
  else if (!(await drawFirstVisible(draw))) await draw([], []);
  return path;
}

type Draw = (seek: readonly string[], filters: readonly string[]) => Promise<boolean>;

async function drawFirstVisible(draw: Draw): Promise<boolean> {
  for (const brightness of BRIGHT_ENOUGH) {
    const select = `metadata=mode=select:key=lavfi.signalstats.YAVG:value=${brightness}:function=greater`;
    const filters = ['format=yuv420p', 'signalstats', select];
    if (await draw(['-t', String(LOOKED_THROUGH_SECONDS)], filters)) return true;
  }
  return false;
}

interface Picture {
  readonly path: string;
  readonly seek: readonly string[];
  readonly filters: readonly string[];
}

/** Resolves with whether there was such a frame. */
async function drawFrame(
  { format = 'jpeg', width }: Thumbnail,
  { media, file, signal }: FinishedFilm,
  { path, seek, filters }: Picture,
): Promise<boolean> {
  const encoder = PREVIEW_ENCODERS[format];
  const all = [...filters, ...(width === undefined ? [] : [`scale=${width}:-2`])];
  await media.ffmpeg(
    [
      ...['-v', 'error', '-y', ...seek, '-i', file, '-map', '0:v:0', '-vf', all.join(',') || 'null'],
      ...['-frames:v', '1', '-c:v', encoder.name, ...encoder.args, '-f', 'image2pipe', path],
    ],
    { signal, nice: 10 },
  );
  return ((await stat(path).catch(() => undefined))?.size ?? 0) > 0;
}

/** A little before it, so that no rounding shows the next one; half a frame would already show the one before. */
function seekTo(atSeconds: number, { span, fps }: FinishedFilm): string[] {
  const frame = Math.min(span.end - 1, Math.max(span.start, toFrame(atSeconds * 1e6, fps)));
  const seconds = ((frame - span.start - 0.1) * fps.den) / fps.num;
  return seconds <= 0 ? [] : ['-ss', seconds.toFixed(6)];
}
