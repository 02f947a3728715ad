/** Composes the music of the demo, so that the demo needs no download. */
const RATE = 44_100;
const note = (semitones) => 440 * 2 ** (semitones / 12);
/** One chord per bar, as half tones from A4: A minor, F, C, G. */
const CHORDS = [
  [-12, -9, -5],
  [-16, -12, -9],
  [-9, -5, -2],
  [-14, -10, -7],
];
const BAR_SECONDS = 2.5;

/** A plucked tone that fades away. */
const pluck = (frequency, t) =>
  t < 0 ? 0 : Math.exp(-3 * t) * (Math.sin(2 * Math.PI * frequency * t) + 0.3 * Math.sin(4 * Math.PI * frequency * t));

function sampleAt(t) {
  const bar = Math.floor(t / BAR_SECONDS);
  const inBar = t - bar * BAR_SECONDS;
  const chord = CHORDS[bar % CHORDS.length];
  const swell = Math.sin((Math.PI * inBar) / BAR_SECONDS);
  const pad = chord.reduce((sum, step) => sum + Math.sin(2 * Math.PI * note(step) * inBar), 0) * 0.07 * swell;
  const step = BAR_SECONDS / 8;
  const arpeggio = [0, 1, 2, 1, 0, 2, 1, 2].reduce(
    (sum, tone, at) => sum + pluck(note(chord[tone] + 12), inBar - at * step) * 0.11,
    0,
  );
  return pad + arpeggio;
}

/** A WAV file: 16 bits, mono. */
export function composeMusic(seconds) {
  const samples = Math.round(seconds * RATE);
  const file = Buffer.alloc(44 + samples * 2);
  file.write('RIFF', 0);
  file.writeUInt32LE(36 + samples * 2, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(RATE, 24);
  file.writeUInt32LE(RATE * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(samples * 2, 40);
  for (let i = 0; i < samples; i++) file.writeInt16LE(Math.round(32_000 * Math.max(-1, Math.min(1, sampleAt(i / RATE)))), 44 + i * 2);
  return file;
}
