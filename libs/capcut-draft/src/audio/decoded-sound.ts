import type { Sound } from '../timeline/sound';

/** Decoded samples of a sound: interleaved stereo floats in a raw file. */
export interface DecodedSound {
  readonly sound: Sound;
  readonly path: string;
  /** Bytes from the start of the file. */
  readonly offset: number;
  readonly samples: number;
}

export const BYTES_PER_SAMPLE = 8;
