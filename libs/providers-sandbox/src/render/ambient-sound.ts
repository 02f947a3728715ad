import { type RenderSpec, secondsOf } from '../wire/render-spec';
import { seededRandom } from './seeded-random';

/** Semitones above the root: open, unhurried chords. */
const CHORDS: readonly (readonly number[])[] = [
  [0, 7, 14, 16],
  [0, 7, 10, 14],
  [0, 5, 12, 19],
  [0, 7, 12, 16],
];
const ROOT_HZ = [98, 110, 123.47, 130.81];
const SAMPLE_RATE = 48_000;

/** The source of a quiet, slowly breathing chord that the seed chooses, for `-f lavfi -i`. */
export function ambientSource(spec: RenderSpec): string {
  const random = seededRandom(spec.seed ^ 0x5eed);
  const root = ROOT_HZ[Math.floor(random() * ROOT_HZ.length)];
  const chord = CHORDS[Math.floor(random() * CHORDS.length)];
  const voices = chord.map((semitones, index) => ({
    hertz: root * 2 ** (semitones / 12),
    gain: 0.08 / (1 + 0.5 * index),
    breath: 0.08 + 0.12 * random(),
    phase: random(),
  }));
  const channel = (detune: number): string =>
    voices
      .map(({ hertz, gain, breath, phase }) => {
        const tone = `sin(2*PI*${(hertz + detune).toFixed(3)}*t)+0.25*sin(4*PI*${(hertz - detune).toFixed(3)}*t)`;
        return `${gain.toFixed(4)}*(${tone})*(0.6+0.4*sin(2*PI*(${breath.toFixed(3)}*t+${phase.toFixed(3)})))`;
      })
      .join('+');
  return `aevalsrc=exprs='${channel(0)}|${channel(0.4)}':s=${SAMPLE_RATE}:d=${secondsOf(spec).toFixed(6)}`;
}

/** Space and fades for {@link ambientSource}, cut to the length of the picture. */
export function ambientFilters(spec: RenderSpec): string {
  const seconds = secondsOf(spec);
  const fadeIn = Math.min(1.2, seconds * 0.3);
  const fadeOut = Math.min(1.5, seconds * 0.35);
  return [
    'aecho=0.8:0.7:170|310:0.35|0.22',
    'lowpass=f=2400',
    `atrim=end_sample=${Math.round(seconds * SAMPLE_RATE)}`,
    `afade=t=in:d=${fadeIn.toFixed(3)}:curve=qsin`,
    `afade=t=out:st=${(seconds - fadeOut).toFixed(3)}:d=${fadeOut.toFixed(3)}:curve=qsin`,
  ].join(',');
}
