import type { MediaProcess } from '@onereel/core/media';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { decodeSounds } from '../audio/decode-sounds';
import { mixSounds, type MixResult } from '../audio/mix';
import { SAMPLE_RATE, samplesOf } from '../audio/sound-filters';
import type { MediaBook } from '../plan/media-book';
import { type Sound, soundsWithin } from '../timeline/sound';

export interface AudioJob {
  readonly media: MediaProcess;
  readonly book: MediaBook;
  readonly sounds: readonly Sound[];
  /** Microseconds of the film. */
  readonly span: { readonly startUs: number; readonly endUs: number };
  readonly workDir: string;
  readonly outputPath: string;
  readonly codecArgs: readonly string[];
  readonly concurrency: number;
  readonly signal?: AbortSignal;
}

/** Decodes, mixes and encodes all sound of a film in one go; the result is exactly as long as the span. */
export async function renderAudio(job: AudioJob): Promise<MixResult> {
  const { span } = job;
  const heard = soundsWithin(job.sounds, span.startUs, span.endUs);
  const decoded = await decodeSounds(heard, job);
  const result: MixResult = { peak: 0 };
  const from = samplesOf(span.startUs);
  const samples = samplesOf(span.endUs) - from;
  await job.media.ffmpeg(
    [
      ...['-v', 'error', '-y', '-f', 'f32le', '-ar', String(SAMPLE_RATE), '-ac', '2', '-i', 'pipe:0'],
      ...job.codecArgs,
      ...['-map_metadata', '-1', '-fflags', '+bitexact', job.outputPath],
    ],
    { stdin: Readable.from(mixSounds(decoded, { from, samples }, result)), signal: job.signal, nice: 10 },
  );
  await Promise.all([...new Set(decoded.map(({ path }) => path))].map((path) => rm(path, { force: true })));
  return result;
}
