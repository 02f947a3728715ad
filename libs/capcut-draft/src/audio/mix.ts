import { type FileHandle, open } from 'node:fs/promises';
import { BYTES_PER_SAMPLE, type DecodedSound } from './decoded-sound';
import { type Gain, gainOf, hasConstantGain } from './gain';
import { Limiter } from './limiter';
import { SAMPLE_RATE, samplesOf } from './sound-filters';

const BLOCK_SAMPLES = SAMPLE_RATE;

export interface MixResult {
  /** Loudest sample of the plain sum; above 1 the mix was turned down around it. */
  peak: number;
}

interface Voice extends DecodedSound {
  readonly start: number;
  readonly gain: Gain;
  readonly constant?: number;
}

/**
 * Sums sounds second by second as interleaved stereo floats, from a start sample for a number of samples. Placement is
 * exact to the sample.
 */
export async function* mixSounds(
  sounds: readonly DecodedSound[],
  span: SampleSpan,
  result: MixResult,
): AsyncGenerator<Buffer> {
  const limiter = new Limiter();
  let current: Float32Array | undefined;
  const limited = (block: Float32Array, next: Float32Array): Buffer => {
    limiter.apply(block, next);
    result.peak = limiter.peak;
    return bytesOf(block);
  };
  for await (const next of sumSounds(sounds, span)) {
    if (current) yield limited(current, next);
    current = next;
  }
  if (current) yield limited(current, new Float32Array());
}

/** Samples of the film. */
export interface SampleSpan {
  readonly from: number;
  readonly samples: number;
}

export const bytesOf = (block: Float32Array): Buffer =>
  Buffer.from(block.buffer, block.byteOffset, block.byteLength);

/** The plain sum, second by second, as loud as it comes. */
export async function* sumSounds(
  sounds: readonly DecodedSound[],
  span: SampleSpan,
): AsyncGenerator<Float32Array> {
  const files = new Map<string, FileHandle>();
  try {
    for (const { path } of sounds) if (!files.has(path)) files.set(path, await open(path, 'r'));
    const voices = sounds.map(voiceOf);
    for (let at = 0; at < span.samples; at += BLOCK_SAMPLES)
      yield await mixBlock(voices, files, span.from + at, Math.min(BLOCK_SAMPLES, span.samples - at));
  } finally {
    await Promise.all([...files.values()].map((file) => file.close()));
  }
}

function voiceOf(decoded: DecodedSound): Voice {
  const gain = gainOf(decoded.sound);
  const constant = hasConstantGain(decoded.sound) ? gain(0) : undefined;
  return { ...decoded, start: samplesOf(decoded.sound.startUs), gain, constant };
}

async function mixBlock(
  voices: readonly Voice[],
  files: ReadonlyMap<string, FileHandle>,
  at: number,
  samples: number,
): Promise<Float32Array> {
  const block = new Float32Array(samples * 2);
  for (const voice of voices) {
    const from = Math.max(at, voice.start);
    const to = Math.min(at + samples, voice.start + voice.samples);
    const file = files.get(voice.path);
    if (to <= from || !file) continue;
    const bytes = Buffer.alloc((to - from) * BYTES_PER_SAMPLE);
    await file.read(bytes, 0, bytes.length, voice.offset + (from - voice.start) * BYTES_PER_SAMPLE);
    add(block, new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4), {
      voice,
      from: from - voice.start,
      into: from - at,
    });
  }
  return block;
}

function add(
  block: Float32Array,
  sound: Float32Array,
  { voice, from, into }: { voice: Voice; from: number; into: number },
): void {
  const count = sound.length / 2;
  for (let index = 0; index < count; index += 1) {
    const gain = voice.constant ?? voice.gain(from + index);
    block[(into + index) * 2] += sound[index * 2] * gain;
    block[(into + index) * 2 + 1] += sound[index * 2 + 1] * gain;
  }
}
