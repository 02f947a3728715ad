import { createMediaProcess } from '@onereel/core/media';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { median } from '../gateway/statistics';
import { type Measured, measure } from '../render/measure';
import { PICTURE_ARGS, seconds } from '../render/timelines/bench-timeline';
import { byLibass, bySkia, CANVAS, CAPTIONS, type Drawing, SEEN } from './caption-film';

interface Way {
  readonly name: string;
  readonly draw: (dir: string) => Promise<Drawing>;
}

const WAYS: readonly Way[] = [
  { name: 'no text', draw: () => Promise.resolve({ inputs: [], graph: '[0:v]null[out]' }) },
  { name: 'Skia, still', draw: (dir) => bySkia(false, dir) },
  { name: 'libass, still', draw: (dir) => byLibass(false, dir) },
  { name: 'Skia, moving', draw: (dir) => bySkia(true, dir) },
  { name: 'libass, moving', draw: (dir) => byLibass(true, dir) },
];

/**
 * `npm run bench:text`: twenty captions over the same film, as pictures drawn beforehand and by libass, in turns. `--rounds 3`,
 * `--keep folder` leaves the films there to be looked at.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { rounds: { type: 'string', default: '3' }, keep: { type: 'string' } },
  });
  const media = createMediaProcess({ ffmpegPath: 'ffmpeg', ffprobePath: 'ffprobe' });
  const work = mkdtempSync(join(tmpdir(), 'onereel-bench-text-'));
  const out = values.keep ?? work;
  mkdirSync(out, { recursive: true });
  try {
    const film = join(work, 'film.mp4');
    const picture = `testsrc2=s=${CANVAS.width}x${CANVAS.height}:r=30:d=${seconds(CAPTIONS * SEEN)}`;
    await media.ffmpeg(['-v', 'error', '-f', 'lavfi', '-i', picture, ...PICTURE_ARGS, film]);
    console.log(`${cpus().length} processors, load ${loadavg()[0].toFixed(1)}`);
    const runs = new Map<string, (Measured & { drawingSeconds: number })[]>(
      WAYS.map(({ name }) => [name, []]),
    );
    for (let round = 0; round < Number(values.rounds); round += 1) {
      for (const { name, draw } of WAYS) {
        const dir = join(work, 'drawings');
        mkdirSync(dir);
        const started = performance.now();
        const { inputs, graph } = await draw(dir);
        const drawingSeconds = (performance.now() - started) / 1000;
        const head = ['-v', 'error', '-nostdin', '-y', '-i', film, ...inputs];
        const target = join(out, `${name.replace(', ', '-').replace(' ', '-')}.mp4`);
        const args = [...head, '-filter_complex', graph, '-map', '[out]', ...PICTURE_ARGS, target];
        const result = await measure({ program: 'ffmpeg', args, cwd: work });
        runs.get(name)?.push({ ...result, drawingSeconds });
        rmSync(dir, { recursive: true });
      }
    }
    console.table(WAYS.map(({ name }) => rowOf(name, runs.get(name) ?? [], runs.get(WAYS[0].name) ?? [])));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function rowOf(
  name: string,
  runs: readonly (Measured & { drawingSeconds: number })[],
  plain: readonly Measured[],
): object {
  const middle = (values: readonly number[]): number => Number(median([...values]).toFixed(2));
  return {
    name,
    wall: middle(runs.map((run) => run.wallSeconds + run.drawingSeconds)),
    ofNoText: middle(
      runs.map((run, round) => (run.wallSeconds + run.drawingSeconds) / plain[round].wallSeconds),
    ),
    processorOfNoText: middle(
      runs.map((run, round) => (run.processorSeconds + run.drawingSeconds) / plain[round].processorSeconds),
    ),
    drawing: middle(runs.map((run) => run.drawingSeconds)),
    peakMb: Math.round(Math.max(...runs.map((run) => run.peakMb))),
  };
}

void main();
