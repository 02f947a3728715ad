import { createMediaProcess } from '@onereel/core/media';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { median } from '../gateway/statistics';
import { stopWithChildren } from '../limits/stop-with-children';
import { makeMedia } from './bench-media';
import { checkGate } from './gate';
import { planningSeconds } from './planning';
import { runRounds } from './rounds';
import { FULL, SHORT } from './shapes';
import { concat } from './timelines/concat';
import { cutList } from './timelines/cut-list';
import { slideshow } from './timelines/slideshow';
import { socialEdit } from './timelines/social-edit';

/** Of the draft that is planned. */
const SEGMENTS = 2000;
const TIMELINES = [concat, slideshow, socialEdit, cutList];

/**
 * `npm run bench:render`. `--short` renders a tenth, `--only t1,t4,planning` some, `--rounds 3`, `--long-rounds 1` (T4), `--no-melt`,
 * `--no-gate`, `--media folder` keeps the generated media (about 450 MB) there; default: a folder below the system's temporary one.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      short: { type: 'boolean' },
      only: { type: 'string', default: 't1,t2,t3,t4,planning' },
      rounds: { type: 'string', default: '3' },
      'long-rounds': { type: 'string', default: '1' },
      melt: { type: 'boolean', default: true },
      gate: { type: 'boolean', default: true },
      media: { type: 'string', default: join(tmpdir(), 'onereel-bench-media') },
    },
    allowNegative: true,
  });
  const only = values.only.split(',');
  const shape = values.short ? SHORT : FULL;
  const media = createMediaProcess({ ffmpegPath: 'ffmpeg', ffprobePath: 'ffprobe' });
  const [{ model }] = cpus();
  console.log(`Node ${process.version}, ${cpus().length} × ${model}, load ${loadavg()[0].toFixed(1)}`);
  if (only.includes('planning')) {
    const [first, ...later] = Array.from({ length: 6 }, () => planningSeconds(SEGMENTS));
    console.log(
      `planning ${SEGMENTS} segments: ${first.toFixed(2)} s at first, ${median(later).toFixed(2)} s once the code is warm`,
    );
  }
  const timelines = TIMELINES.filter(({ key }) => only.includes(key));
  if (timelines.length === 0) return;
  const out = mkdtempSync(join(tmpdir(), 'onereel-bench-'));
  const tidy = (): void => rmSync(out, { recursive: true, force: true });
  stopWithChildren(tidy);
  const verdicts: string[] = [];
  try {
    await makeMedia(media, values.media, shape.size, (line) => console.error(line));
    for (const timeline of timelines) {
      const places = { media: values.media, out: join(out, timeline.key) };
      mkdirSync(places.out);
      const rounds = Number(timeline === cutList ? values['long-rounds'] : values.rounds);
      console.log(
        `\n${timeline.title}: ${timeline.frames(shape)} frames, ratios to the single command, medians of ${rounds}`,
      );
      console.table(await runRounds(timeline, shape, places, { rounds, melt: values.melt }));
      if (values.gate) {
        const { rows, failures } = await checkGate(media, timeline, shape, places);
        console.table(rows);
        const verdict = failures.length === 0 ? 'gate passed' : `GATE NOT PASSED: ${failures.join('; ')}`;
        verdicts.push(`${timeline.title}: ${verdict}`);
        console.log(verdict);
        if (failures.length > 0) process.exitCode = 1;
      }
      rmSync(places.out, { recursive: true, force: true });
    }
    console.log(`\n${verdicts.join('\n')}`);
  } finally {
    tidy();
  }
}

void main();
