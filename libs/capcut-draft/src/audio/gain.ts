import { sampleCurve } from '../timeline/curve';
import type { Sound } from '../timeline/timeline';
import { SAMPLE_RATE, samplesOf } from './sound-filters';

/** Amplitude of a sound at a sample counted from its start: volume or its curve, fades, loudness. */
export type Gain = (sample: number) => number;

export function gainOf(sound: Sound): Gain {
  const length = samplesOf(sound.durationUs);
  const fadeIn = Math.min(samplesOf(sound.fadeInUs), length);
  const fadeOut = Math.min(samplesOf(sound.fadeOutUs), length);
  const loudness = loudnessGain(sound);
  const { volumeCurve, volume } = sound;
  const level: Gain = volumeCurve
    ? (sample) => Math.max(0, sampleCurve(volumeCurve, (sample * 1e6) / SAMPLE_RATE))
    : () => volume;
  return (sample) => {
    const rising = sample < fadeIn ? sample / fadeIn : 1;
    const left = length - sample;
    const falling = left < fadeOut ? left / fadeOut : 1;
    return level(sample) * rising * falling * loudness;
  };
}

/** True when one number serves for the whole sound. */
export function hasConstantGain(sound: Sound): boolean {
  return !sound.volumeCurve && sound.fadeInUs === 0 && sound.fadeOutUs === 0;
}

const LARGEST_LOUDNESS_GAIN = 10;

function loudnessGain({ loudness }: Sound): number {
  if (!loudness || loudness.measuredDb === undefined) return 1;
  return Math.min(LARGEST_LOUDNESS_GAIN, 10 ** ((loudness.targetDb - loudness.measuredDb) / 20));
}
