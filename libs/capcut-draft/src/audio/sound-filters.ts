import { averageSpeed, sourceTime } from '../timeline/retime';
import type { Sound } from '../timeline/timeline';
import { num } from '../plan/expression';
import { voiceFilters } from './voice-table';

export const SAMPLE_RATE = 48_000;

/** Sample positions are rounded once, from microseconds. */
export const samplesOf = (us: number): number => Math.round((us * SAMPLE_RATE) / 1e6);

/** Output pieces of a curved speed are this long; each is played at its own constant speed. */
const CURVE_PIECE_US = 200_000;

/** Filters that turn a decoded source into exactly the samples of a sound, stereo, before volume. */
export function soundFilters(
  sound: Sound,
  input: { label: string; channels: number; seekUs: number },
  output: string,
): string {
  const samples = samplesOf(sound.durationUs);
  const start = (sound.sourceStartUs - input.seekUs) / 1e6;
  const stereo = input.channels === 1 ? 'pan=stereo|c0=c0|c1=c0' : 'aformat=channel_layouts=stereo';
  const head = [`aresample=${SAMPLE_RATE}`, 'aformat=sample_fmts=fltp', stereo];
  const cut = `atrim=start=${num(start)}:duration=${num(sound.sourceDurationUs / 1e6)},asetpts=PTS-STARTPTS`;
  const reverse = sound.reverse ? ['areverse'] : [];
  const tail = [
    ...voiceFilters(sound.voice),
    `apad=whole_len=${samples}`,
    `atrim=end_sample=${samples}`,
    'asetpts=PTS-STARTPTS',
  ];
  if (sound.retime.kind === 'curve')
    return curved(sound, { ...input, output }, [...head, cut, ...reverse], tail);
  return `[${input.label}]${[...head, cut, ...reverse, ...speedFilters(averageSpeed(sound.retime), sound.keepPitch), ...tail].join(',')}[${output}]`;
}

function speedFilters(speed: number, keepPitch: boolean): string[] {
  if (Math.abs(speed - 1) < 1e-6) return [];
  if (!keepPitch) return [`asetrate=${Math.round(SAMPLE_RATE * speed)}`, `aresample=${SAMPLE_RATE}`];
  const filters: string[] = [];
  let rest = speed;
  for (; rest < 0.5; rest /= 0.5) filters.push('atempo=0.5');
  for (; rest > 2; rest /= 2) filters.push('atempo=2');
  return [...filters, `atempo=${num(rest)}`];
}

function curved(sound: Sound, io: { label: string; output: string }, head: string[], tail: string[]): string {
  const count = Math.max(1, Math.min(64, Math.round(sound.durationUs / CURVE_PIECE_US)));
  const step = sound.durationUs / count;
  const names = Array.from({ length: count }, (_, index) => `${io.output}p${index}`);
  const lines = [
    `[${io.label}]${head.join(',')},asplit=${count}${names.map((name) => `[${name}]`).join('')}`,
  ];
  names.forEach((name, index) => {
    const from = sourceTime(sound.retime, index * step);
    const to = sourceTime(sound.retime, (index + 1) * step);
    const samples = samplesOf((index + 1) * step) - samplesOf(index * step);
    const speed = Math.max(0.05, (to - from) / step);
    const filters = [
      `atrim=start=${num(from / 1e6)}:end=${num(to / 1e6)}`,
      'asetpts=PTS-STARTPTS',
      ...speedFilters(speed, sound.keepPitch),
      `apad=whole_len=${samples}`,
      `atrim=end_sample=${samples}`,
    ];
    lines.push(`[${name}]${filters.join(',')}[${name}o]`);
  });
  lines.push(
    `${names.map((name) => `[${name}o]`).join('')}concat=n=${count}:v=0:a=1,${tail.join(',')}[${io.output}]`,
  );
  return lines.join(';');
}
