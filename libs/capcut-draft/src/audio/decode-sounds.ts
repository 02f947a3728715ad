import type { MediaProcess } from '@onereel/core/media';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { num } from '../plan/expression';
import { entryOf, type MediaBook } from '../plan/media-book';
import { type FilmSound, type Sound, soundsWithin } from '../timeline/sound';
import { mapLimit } from '../media/map-limit';
import { BYTES_PER_SAMPLE, type DecodedSound } from './decoded-sound';
import { bytesOf, sumSounds } from './mix';
import { SAMPLE_RATE, samplesOf, soundFilters } from './sound-filters';

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

interface SoundInput {
  readonly args: readonly string[];
  readonly channels: number;
  /** What lies before the first sample read, microseconds of the source. */
  readonly seekUs: number;
  /** File to remove when it has been read. */
  readonly scratch?: string;
}

async function inputOf(sound: Sound, scratch: string, options: DecodeOptions): Promise<SoundInput> {
  const { source, sourceStartUs, sourceDurationUs } = sound;
  if (source.kind === 'film') {
    await mixFilm(
      source,
      { startUs: sourceStartUs, endUs: sourceStartUs + sourceDurationUs },
      scratch,
      options,
    );
    const args = ['-f', 'f32le', '-ar', String(SAMPLE_RATE), '-ac', '2', '-i', scratch];
    return { args, channels: 2, seekUs: sourceStartUs, scratch };
  }
  const { facts, path } = entryOf(options.book, source);
  const seekUs = SEEKABLE.has(facts.demuxer) ? Math.max(0, sourceStartUs - 500_000) : 0;
  const until = (sourceStartUs - seekUs + sourceDurationUs) / 1e6 + 0.5;
  const seek = seekUs > 0 ? ['-ss', num(seekUs / 1e6)] : [];
  const args = [...seek, '-t', num(until), '-vn', '-f', facts.demuxer, '-i', path];
  return { args, channels: facts.audio?.channels ?? 2, seekUs };
}

/** The sum of what is heard in a part of a compound clip, as raw samples; it ends with the last sound. */
async function mixFilm(
  film: FilmSound,
  span: { startUs: number; endUs: number },
  path: string,
  options: DecodeOptions,
): Promise<void> {
  const sounds = soundsWithin(film.sounds, span.startUs, span.endUs);
  const workDir = `${path}-film`;
  await mkdir(workDir);
  const decoded = await decodeSounds(sounds, { ...options, workDir, concurrency: 1 });
  const lastUs = Math.max(...sounds.map(({ startUs, durationUs }) => startUs + durationUs));
  const from = samplesOf(span.startUs);
  const samples = Math.max(1, samplesOf(Math.min(span.endUs, lastUs)) - from);
  const blocks = async function* (): AsyncGenerator<Buffer> {
    for await (const block of sumSounds(decoded, { from, samples })) yield bytesOf(block);
  };
  await pipeline(blocks, createWriteStream(path), { signal: options.signal });
  await rm(workDir, { recursive: true, force: true });
}

async function decodeGroup(
  group: readonly Sound[],
  path: string,
  options: DecodeOptions,
): Promise<DecodedSound[]> {
  const inputs: SoundInput[] = [];
  for (const [index, sound] of group.entries())
    inputs.push(await inputOf(sound, `${path}.${index}`, options));
  const lines = group.map((sound, index) => {
    const { channels, seekUs } = inputs[index];
    return soundFilters(sound, { label: `${index}:a`, channels, seekUs }, `o${index}`);
  });
  const join = `${group.map((_sound, index) => `[o${index}]`).join('')}concat=n=${group.length}:v=0:a=1[out]`;
  await options.media.ffmpeg(
    [
      ...[
        '-v',
        'error',
        '-y',
        ...inputs.flatMap(({ args }) => args),
        '-filter_complex',
        [...lines, join].join(';'),
        '-map',
        '[out]',
      ],
      ...['-f', 'f32le', '-ar', String(SAMPLE_RATE), '-ac', '2', path],
    ],
    { signal: options.signal, nice: 10 },
  );
  await Promise.all(inputs.flatMap(({ scratch }) => (scratch ? [rm(scratch, { force: true })] : [])));
  let offset = 0;
  return group.map((sound) => {
    const samples = samplesOf(sound.durationUs);
    const decoded = { sound, path, offset, samples };
    offset += samples * BYTES_PER_SAMPLE;
    return decoded;
  });
}
