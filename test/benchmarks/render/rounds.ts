import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { median } from '../gateway/statistics';
import { melt, ours, type Places, single, streamCopy } from './candidates';
import { type Command, measure, type Measured } from './measure';
import type { Shape } from './shapes';
import type { BenchTimeline } from './timelines/bench-timeline';
import { quickSlideshow } from './timelines/slideshow';

export interface RoundRow {
  readonly candidate: string;
  readonly wall: number;
  readonly cpu: number;
  readonly wallRatio: number;
  readonly cpuRatio: number;
  readonly peakMb: number;
  readonly allMb: number;
  readonly megabytes: number;
}

interface Candidate {
  readonly name: string;
  readonly file: string;
  readonly command: (round: number) => Command;
  /** In the first round only: it takes the longest, and nobody's ratio hangs on the second digit. */
  readonly once?: boolean;
}

const REFERENCE = 'single ffmpeg';

/** Every candidate once per round (melt in the first), so that all of them meet the same noise; ratios within a round. */
export async function runRounds(
  timeline: BenchTimeline,
  shape: Shape,
  places: Places,
  { rounds, melt: withMelt }: { rounds: number; melt: boolean },
): Promise<RoundRow[]> {
  const candidates = candidatesOf(timeline, shape, places, withMelt);
  const measured = new Map<string, Measured[]>(candidates.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, command, once } of candidates) {
      if (once && round > 0) continue;
      const result = await measure(command(round));
      measured.get(name)?.push(result);
      console.error(`round ${round + 1} ${timeline.key} ${name}: ${result.wallSeconds.toFixed(2)} s`);
    }
    if (round > 0) rmSync(join(places.out, `cache-${round - 1}`), { recursive: true, force: true });
  }
  const reference = measured.get(REFERENCE) ?? [];
  return candidates.map(({ name, file }) => {
    const runs = measured.get(name) ?? [];
    const middle = (of: (run: Measured, round: number) => number): number =>
      Number(median(runs.map(of)).toFixed(3));
    return {
      candidate: name,
      wall: middle((run) => run.wallSeconds),
      cpu: middle((run) => run.processorSeconds),
      wallRatio: middle((run, round) => run.wallSeconds / reference[round].wallSeconds),
      cpuRatio: middle((run, round) => run.processorSeconds / reference[round].processorSeconds),
      peakMb: Math.round(Math.max(...runs.map((run) => run.peakMb))),
      allMb: Math.round(Math.max(...runs.map((run) => run.peakSumMb))),
      megabytes: Number((statSync(file).size / 1e6).toFixed(1)),
    };
  });
}

function candidatesOf(timeline: BenchTimeline, shape: Shape, places: Places, withMelt: boolean): Candidate[] {
  const { key } = timeline;
  const at = (name: string): string => join(places.out, name);
  const cache = (round: number): string => at(`cache-${round}`);
  const list: Candidate[] = [
    {
      name: REFERENCE,
      file: at(`${key}-single.mp4`),
      command: () => single(timeline, shape, places, `${key}-single.mp4`),
    },
    {
      name: 'OneReel',
      file: at(`${key}.mp4`),
      command: (round) => ours({ key, draft: timeline.draft(shape) }, places, cache(round)),
    },
  ];
  const { edited } = timeline;
  if (edited) {
    list.push({
      name: 'OneReel, one caption changed',
      file: at(`${key}-edit.mp4`),
      command: (round) => ours({ key: `${key}-edit`, draft: edited(shape) }, places, cache(round)),
    });
  }
  if (key === 't1') {
    const { clipFrames } = shape.concat;
    list.push({
      name: 'stream copy',
      file: at('t1-copy.mp4'),
      command: () => streamCopy(places, clipFrames),
    });
  }
  if (key === 't2') {
    list.push({
      name: 'single ffmpeg, quickest scaler',
      file: at('t2-quick.mp4'),
      command: () => single({ command: quickSlideshow }, shape, places, 't2-quick.mp4'),
    });
  }
  const meltCommand = withMelt && key !== 't3' ? melt(timeline, shape, places) : undefined;
  if (meltCommand)
    list.push({ name: 'melt', file: at(`${key}-melt.mp4`), command: () => meltCommand, once: true });
  return list;
}
