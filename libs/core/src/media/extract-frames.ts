import { resolve } from 'node:path';
import type { MediaProcess } from './ffmpeg-process';
import type { MediaFacts } from './media-facts';
import { probeMedia } from './probe';

export interface FrameExtraction {
  /** Local media file. */
  input: string;
  /** Written; the extension decides the format: `.webp`, `.jpg` or `.png`. */
  output: string;
  /** Facts of the input, when the caller has probed it already. */
  facts?: MediaFacts;
  signal?: AbortSignal;
}

export interface ThumbnailOptions extends FrameExtraction {
  /** Moment of the frame, seconds; default: one tenth into the clip. Past the end: the last frame that can be had. */
  atSeconds?: number;
  /** Longest side of the picture, pixels; smaller sources are not enlarged. Default 640. */
  maxSide?: number;
}

export interface SpritesheetOptions extends FrameExtraction {
  /** Default 5 × 5 tiles. */
  columns?: number;
  rows?: number;
  /** Width of one tile, pixels; default 160. The height follows the picture. */
  tileWidth?: number;
}

export interface Spritesheet {
  columns: number;
  rows: number;
  tileWidth: number;
  tileHeight: number;
  /** Tile k shows the moment k × this, seconds. */
  intervalSeconds: number;
}

const TIMEOUT_MS = 60_000;

/** Writes one frame of a clip or picture. @throws MediaError, FfmpegError */
export async function extractThumbnail(media: MediaProcess, options: ThumbnailOptions): Promise<void> {
  const facts = options.facts ?? (await probeMedia(media, options.input, { signal: options.signal }));
  const side = options.maxSide ?? 640;
  const last = Math.max(0, facts.durationSeconds - 0.2);
  const at = Math.min(options.atSeconds ?? facts.durationSeconds / 10, last);
  const filter = `${squarePixels(facts)}${fitInto(side)}`;
  await writePicture(media, options, facts, { filter, ...(at > 0 && { seekSeconds: at }) });
}

/** Writes a contact sheet of evenly spaced frames. @throws MediaError, FfmpegError */
export async function extractSpritesheet(
  media: MediaProcess,
  options: SpritesheetOptions,
): Promise<Spritesheet> {
  const facts = options.facts ?? (await probeMedia(media, options.input, { signal: options.signal }));
  const { columns = 5, rows = 5, tileWidth = 160 } = options;
  const ratio = facts.video ? facts.video.displayHeight / facts.video.displayWidth : 1;
  const tileHeight = Math.max(2, Math.round((tileWidth * ratio) / 2) * 2);
  const intervalSeconds = Math.max(facts.durationSeconds, 0.001) / (columns * rows);
  const filter = [
    `fps=1/${intervalSeconds.toFixed(6)}:round=up:start_time=0`,
    `scale=${tileWidth}:${tileHeight}`,
    `tpad=stop_mode=clone:stop=${columns * rows}`,
    `tile=${columns}x${rows}`,
  ].join(',');
  await writePicture(media, options, facts, { filter });
  return { columns, rows, tileWidth, tileHeight, intervalSeconds };
}

/** Fits into a square, never enlarged; sides are even, rounded down: `force_divisible_by` rounds as the version of FFmpeg does. */
function fitInto(side: number): string {
  const even = (length: string): string => `'max(2,2*trunc(${length}*min(1,${side}/max(iw,ih))/2))'`;
  return `scale=${even('iw')}:${even('ih')}`;
}

/** The first picture that comes out of a filter. */
async function writePicture(
  media: MediaProcess,
  { input, output, signal }: FrameExtraction,
  { demuxer }: MediaFacts,
  { filter, seekSeconds }: { readonly filter: string; readonly seekSeconds?: number },
): Promise<void> {
  const seek = seekSeconds === undefined ? [] : ['-ss', seekSeconds.toFixed(3)];
  const source = ['-f', demuxer, '-i', resolve(input), '-map', '0:v:0'];
  await media.ffmpeg(
    ['-v', 'error', ...seek, ...source, '-frames:v', '1', '-vf', filter, ...outputArgs(output)],
    { signal, timeoutMs: TIMEOUT_MS },
  );
}

function squarePixels(facts: MediaFacts): string {
  const { num, den } = facts.video?.pixelAspect ?? { num: 1, den: 1 };
  return num === den ? '' : 'scale=iw*sar:ih,setsar=1,';
}

const ENCODERS: Record<string, string[]> = {
  webp: ['-c:v', 'libwebp', '-quality', '80', '-f', 'webp'],
  jpg: ['-c:v', 'mjpeg', '-q:v', '3', '-pix_fmt', 'yuvj420p', '-f', 'mjpeg'],
  png: ['-c:v', 'png', '-f', 'image2pipe'],
};

function outputArgs(output: string): string[] {
  const extension = output.slice(output.lastIndexOf('.') + 1).toLowerCase();
  const encoder = ENCODERS[extension === 'jpeg' ? 'jpg' : extension];
  if (!encoder) throw new RangeError(`cannot write a picture as .${extension}: use .webp, .jpg or .png`);
  return [...encoder, '-y', `file:${resolve(output)}`];
}
