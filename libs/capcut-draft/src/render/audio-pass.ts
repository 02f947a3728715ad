import type { MediaProcess } from '@onereel/core/media';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { decodeSounds } from '../audio/decode-sounds';
import { mixSounds, type MixResult } from '../audio/mix';
import { SAMPLE_RATE, samplesOf } from '../audio/sound-filters';
import { keepJson, readJson } from '../media/kept-json';
import { entryOf, type MediaBook } from '../plan/media-book';
import { type Sound, soundsWithin } from '../timeline/sound';
import { exists } from './render-batch';

export interface AudioJob {
  readonly media: MediaProcess;
  readonly book: MediaBook;
  readonly sounds: readonly Sound[];
  /** Microseconds of the film. */
  readonly span: { readonly startUs: number; readonly endUs: number };
  readonly workDir: string;
  /** Finished sounds of all renders. */
  readonly soundDir: string;
  /** With its dot. */
  readonly extension: string;
  readonly codecArgs: readonly string[];
  readonly concurrency: number;
  readonly signal?: AbortSignal;
}

export interface RenderedSound extends MixResult {
  readonly path: string;
}

/** Raise when the same sounds would come out differently than before: kept sounds are then made again. */
const SOUND_REVISION = 1;

/**
 * Decodes, mixes and encodes all sound of a film in one go; the result is exactly as long as the span. It is kept under a
 * hash of all that is heard, so an edit that cannot be heard costs nothing here.
 */
export async function renderAudio(job: AudioJob): Promise<RenderedSound> {
  const heard = soundsWithin(job.sounds, job.span.startUs, job.span.endUs);
  const name = join(job.soundDir, soundHash(job, heard));
  const path = `${name}${job.extension}`;
  const known = await readJson<KeptSound>(`${name}.json`);
  if (known && (await isWhole(path, known))) return { peak: known.peak, path };
  const scratch = join(job.workDir, `sound${job.extension}`);
  const mix = await mixDown(job, heard, scratch);
  await mkdir(job.soundDir, { recursive: true });
  await rename(scratch, path);
  await keepJson(`${name}.json`, { ...mix, sha256: await digestOf(path) } satisfies KeptSound);
  return { ...mix, path };
}

interface KeptSound extends MixResult {
  readonly sha256: string;
}

/** A loss of power may leave a file that is shorter, or empty in the middle. */
const isWhole = async (path: string, { sha256 }: KeptSound): Promise<boolean> =>
  (await exists(path)) && (await digestOf(path)) === sha256;

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

function soundHash({ book, span, codecArgs }: AudioJob, heard: readonly Sound[]): string {
  const named = (sound: Sound): unknown => {
    const { id: _id, track: _track, source, ...rest } = sound;
    const content = source.kind === 'film' ? source.sounds.map(named) : entryOf(book, source).fingerprint;
    return [content, rest];
  };
  const description = JSON.stringify([SOUND_REVISION, heard.map(named), span, codecArgs]);
  return createHash('sha256').update(description).digest('hex').slice(0, 40);
}

async function mixDown(job: AudioJob, heard: readonly Sound[], outputPath: string): Promise<MixResult> {
  const { span } = job;
  const decoded = await decodeSounds(heard, job);
  const result: MixResult = { peak: 0 };
  const from = samplesOf(span.startUs);
  const samples = samplesOf(span.endUs) - from;
  await job.media.ffmpeg(
    [
      ...['-v', 'error', '-y', '-f', 'f32le', '-ar', String(SAMPLE_RATE), '-ac', '2', '-i', 'pipe:0'],
      ...job.codecArgs,
      ...['-map_metadata', '-1', '-fflags', '+bitexact', outputPath],
    ],
    { stdin: Readable.from(mixSounds(decoded, { from, samples }, result)), signal: job.signal, nice: 10 },
  );
  await Promise.all([...new Set(decoded.map(({ path }) => path))].map((path) => rm(path, { force: true })));
  return result;
}
