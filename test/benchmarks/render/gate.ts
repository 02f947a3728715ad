import { renderDraft } from '@onereel/capcut-draft';
import type { MediaProcess } from '@onereel/core/media';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Places } from './candidates';
import { compare, type Equivalence } from './equivalence';
import type { Shape } from './shapes';
import type { BenchTimeline } from './timelines/bench-timeline';

export interface GateRow {
  readonly film: string;
  readonly frames: string;
  readonly wrongFrames: number;
  readonly identical: number;
  readonly lowestDb: number;
  readonly averageDb: number;
  readonly ssim?: number;
  readonly passed?: boolean;
}

/** Frames that are encoded again must come this close to the plain picture. */
export const LEAST_DB = 40;
/** Encoder noise would hide the composition, so composed films are compared at a quality that leaves next to none. */
const CLEAR_CRF = 1;

export const passes = ({ frames, expected, lowestDb, wrong }: Equivalence): boolean =>
  frames === expected && wrong.length === 0 && lowestDb >= LEAST_DB;

/** Films that consist of copies mostly are compared as they are; the others also as they were composed. */
const COPIED = ['t1', 't4'];

/** Compares what was timed, and what the gate demands, with the plain picture of the same film. */
export async function checkGate(
  media: MediaProcess,
  timeline: BenchTimeline,
  shape: Shape,
  places: Places,
): Promise<GateRow[]> {
  const { key } = timeline;
  const plain = await timeline.plain(shape);
  const expected = timeline.frames(shape);
  const check = async (film: string, file: string, decides: boolean): Promise<GateRow> => {
    const comparison = {
      file,
      plain,
      expected,
      mediaDir: places.media,
      scratch: places.out,
      similarity: true,
    };
    return rowOf(film, await compare(media, comparison), decides);
  };
  const timed = join(places.out, `${key}.mp4`);
  const rows = [await check('OneReel as timed', timed, COPIED.includes(key))];
  const single = join(places.out, `${key}-single.mp4`);
  if (existsSync(single)) rows.push(await check('single ffmpeg', single, false));
  if (!COPIED.includes(key)) {
    const clear = await renderDraft({
      draft: timeline.draft(shape),
      media,
      resolveMedia: ({ path }) => join(places.media, basename(path)),
      options: { crf: CLEAR_CRF },
      workDir: join(places.out, 'clear'),
    });
    rows.push(await check('OneReel, composition alone', clear.file, true));
  }
  return rows;
}

function rowOf(film: string, result: Equivalence, decides: boolean): GateRow {
  const { frames, expected, lowestDb, averageDb, identical, wrong, similarity } = result;
  if (wrong.length > 0) console.error(`${film}: wrong frames ${wrong.slice(0, 20).join(' ')}`);
  return {
    film,
    frames: `${frames}/${expected}`,
    wrongFrames: wrong.length,
    identical,
    lowestDb,
    averageDb: Number(averageDb.toFixed(2)),
    ...(similarity === undefined ? {} : { ssim: Number(similarity.toFixed(4)) }),
    ...(decides ? { passed: passes(result) } : {}),
  };
}
