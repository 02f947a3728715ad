import type { MediaProcess } from '@onereel/core/media';
import { join } from 'node:path';
import { num } from '../plan/expression';
import { entryOf, type MediaBook } from '../plan/media-book';
import type { Sound } from '../timeline/timeline';
import { mapLimit } from '../media/map-limit';
import { SAMPLE_RATE, samplesOf, soundFilters } from './sound-filters';

/** Decoded samples of a sound: interleaved stereo floats in a raw file. */
export interface DecodedSound {
  readonly sound: Sound;
  readonly path: string;
  /** Bytes from the start of the file. */
  readonly offset: number;
  readonly samples: number;
}

export const BYTES_PER_SAMPLE = 8;
/** Sounds decoded by one process: enough to save starts, few enough to keep files and memory low. */
const PER_PROCESS = 16;
/** Containers that find a sample by its time without reading everything before it. */
const SEEKABLE = new Set(['mov', 'matroska', 'wav', 'flac', 'avi']);

export interface DecodeOptions {
  readonly media: MediaProcess;
  readonly book: MediaBook;
  readonly workDir: string;
  readonly concurrency: number;
  readonly signal?: AbortSignal;
}

/** Decodes, retimes and cuts every sound to the sample. */
export async function decodeSounds(
  sounds: readonly Sound[],
  options: DecodeOptions,
): Promise<DecodedSound[]> {
  const groups: Sound[][] = [];
  for (let from = 0; from < sounds.length; from += PER_PROCESS)
    groups.push(sounds.slice(from, from + PER_PROCESS));
  const decoded = await mapLimit(groups, options.concurrency, (group, index) =>
    decodeGroup(group, join(options.workDir, `sound-${index}.f32`), options),
  );
  return decoded.flat();
}

async function decodeGroup(
  group: readonly Sound[],
  path: string,
  options: DecodeOptions,
): Promise<DecodedSound[]> {
  const inputs: string[] = [];
  const lines = group.map((sound, index) => {
    const { facts, path: file } = entryOf(options.book, sound.source);
    const seekUs = SEEKABLE.has(facts.demuxer) ? Math.max(0, sound.sourceStartUs - 500_000) : 0;
    const until = (sound.sourceStartUs - seekUs + sound.sourceDurationUs) / 1e6 + 0.5;
    inputs.push(
      ...(seekUs > 0 ? ['-ss', num(seekUs / 1e6)] : []),
      '-t',
      num(until),
      '-vn',
      '-f',
      facts.demuxer,
      '-i',
      file,
    );
    return soundFilters(
      sound,
      { label: `${index}:a`, channels: facts.audio?.channels ?? 2, seekUs },
      `o${index}`,
    );
  });
  const join = `${group.map((_sound, index) => `[o${index}]`).join('')}concat=n=${group.length}:v=0:a=1[out]`;
  await options.media.ffmpeg(
    [
      ...['-v', 'error', '-y', ...inputs, '-filter_complex', [...lines, join].join(';'), '-map', '[out]'],
      ...['-f', 'f32le', '-ar', String(SAMPLE_RATE), '-ac', '2', path],
    ],
    { signal: options.signal, nice: 10 },
  );
  let offset = 0;
  return group.map((sound) => {
    const samples = samplesOf(sound.durationUs);
    const decoded = { sound, path, offset, samples };
    offset += samples * BYTES_PER_SAMPLE;
    return decoded;
  });
}
