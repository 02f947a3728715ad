import type { MediaProcess } from '@onereel/core/media';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { placeholderPicture } from '../media/placeholder';
import type { SourceRef } from '../timeline/timeline';
import { mediaName } from './media-name';

const DEFAULT_SECONDS = 10;
/** Enough for every use in a timeline; a film of hours need not be made in full. */
const LONGEST_SECONDS = 3600;
/** Encoded once and repeated without encoding in longer files. */
const PIECE_SECONDS = 20;
const FALLBACK_SIZE = { width: 1280, height: 720 };

export interface StandInPlace {
  readonly folder: string;
  /** Chooses the tone, so that files sound different. */
  readonly index: number;
  /** What a timeline uses of the source. */
  readonly seconds: number;
}

interface StandIn {
  readonly path: string;
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly seconds: number;
  readonly hertz: number;
}

type Maker = (media: MediaProcess, file: StandIn) => Promise<unknown>;

const MAKERS: Readonly<Record<'audio' | 'video' | 'gif' | 'picture', Maker>> = {
  audio: (media, file) => media.ffmpeg(['-v', 'error', ...tone(file, file.seconds), '-y', file.path]),
  video: makeVideo,
  gif: (media, file) =>
    media.ffmpeg([
      ...['-v', 'error', ...testPicture(file, Math.min(2, file.seconds))],
      ...['-vf', 'fps=10', '-f', 'gif', '-y', file.path],
    ]),
  picture: (_media, { path, name, width, height }) =>
    writeFile(path, placeholderPicture(name, { width, height }).bytes),
};

/** Writes a test file of the size and length that a draft states for a source; its path. */
export async function makeStandIn(
  media: MediaProcess,
  source: SourceRef,
  place: StandInPlace,
): Promise<string> {
  const name = mediaName(source.path);
  const stated = source.durationUs > 0 ? source.durationUs / 1e6 : DEFAULT_SECONDS;
  const file: StandIn = {
    path: join(place.folder, name),
    name,
    width: source.width > 0 ? source.width : FALLBACK_SIZE.width,
    height: source.height > 0 ? source.height : FALLBACK_SIZE.height,
    seconds: Math.min(LONGEST_SECONDS, stated, Math.max(1, place.seconds + 1)),
    hertz: 220 + 55 * (place.index % 12),
  };
  await MAKERS[makerOf(source.kind, name)](media, file);
  return file.path;
}

function makerOf(kind: SourceRef['kind'], name: string): keyof typeof MAKERS {
  if (kind === 'audio' || kind === 'gif') return kind;
  return kind === 'video' && !/\.(png|jpe?g|webp|bmp)$/i.test(name) ? 'video' : 'picture';
}

const tone = ({ hertz }: StandIn, seconds: number): string[] => [
  ...['-f', 'lavfi', '-i', `sine=frequency=${hertz}:sample_rate=48000:duration=${seconds.toFixed(3)}`],
  ...['-af', 'volume=0.3'],
];

const testPicture = ({ width, height }: StandIn, seconds: number): string[] => [
  ...['-f', 'lavfi', '-i', `testsrc2=s=${width}x${height}:r=30:d=${seconds.toFixed(3)}`],
];

/** Picture and tone apart: each repeats at its own length, so that they do not drift. No B-frames: a copy is then cut to the frame. */
async function makeVideo(media: MediaProcess, file: StandIn): Promise<void> {
  const { path, width, height } = file;
  const piece = Math.min(PIECE_SECONDS, file.seconds);
  const parts = [`${path}.picture.mp4`, `${path}.tone.mp4`];
  const even = width % 2 || height % 2 ? `pad=${width + (width % 2)}:${height + (height % 2)}` : 'null';
  const quick = '-c:v libx264 -preset veryfast -crf 35 -g 60 -bf 0 -pix_fmt yuv420p -f mp4 -y'.split(' ');
  try {
    await media.ffmpeg(['-v', 'error', ...testPicture(file, piece), '-vf', even, ...quick, parts[0]]);
    await media.ffmpeg(['-v', 'error', ...tone(file, piece), '-c:a', 'aac', '-f', 'mp4', '-y', parts[1]]);
    await media.ffmpeg([
      ...['-v', 'error', ...parts.flatMap((part) => ['-stream_loop', '-1', '-f', 'mov', '-i', part])],
      ...['-map', '0:v', '-map', '1:a', '-c', 'copy', '-t', file.seconds.toFixed(3), '-f', 'mp4', '-y', path],
    ]);
  } finally {
    await Promise.all(parts.map((part) => rm(part, { force: true })));
  }
}
