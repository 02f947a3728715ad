import { renderDraft } from '@onereel/capcut-draft';
import type { MediaProcess } from '@onereel/core/media';
import { readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Places } from './candidates';
import { compare, type Equivalence, SIMILARITY_FRAMES } from './equivalence';
import type { Shape } from './shapes';
import type { BenchTimeline } from './timelines/bench-timeline';

export interface GateRow {
  readonly film: string;
  readonly frames: string;
  readonly wrong: number;
  /** Frames the renderer says it copied, and frames that are equal to the bit. */
  readonly copied?: number;
  readonly identical: number;
  readonly lowestDb: number;
  readonly averageDb: number;
  readonly ssim: number;
  readonly megabytes: number;
}

export interface Gate {
  readonly rows: readonly GateRow[];
  /** Why the gate is not passed; empty when it is. */
  readonly failures: readonly string[];
}

/** Frames that are composed must come this close to the plain picture. */
export const LEAST_DB = 40;
/** Encoder noise would hide the composition, so composed frames are looked at with next to none of it. */
export const CLEAR_CRF = 1;

/** What is wrong with a film: its length, its frames' places, a copy that is not one. */
export function misplaced({ frames, expected, wrong, identical }: Equivalence, copied: number): string[] {
  return [
    ...(frames === expected ? [] : [`${frames} frames instead of ${expected}`]),
    ...(wrong.length === 0 ? [] : [`wrong frames ${wrong.slice(0, 20).join(' ')}`]),
    ...(identical >= copied ? [] : [`${copied} frames copied, but only ${identical} equal to the bit`]),
  ];
}

export const tooFar = ({ lowestDb }: Equivalence): string[] =>
  lowestDb >= LEAST_DB ? [] : [`a frame of ${lowestDb} dB`];

/**
 * Compares what was timed with the plain picture of the same film: every frame the right one, copies equal to the bit,
 * composed frames close. Where the encoder's loss alone is larger than the gate, composition is judged on the same film
 * encoded nearly without loss, with the same copies.
 */
export async function checkGate(
  media: MediaProcess,
  timeline: BenchTimeline,
  shape: Shape,
  places: Places,
): Promise<Gate> {
  const { key } = timeline;
  const plain = await timeline.plain(shape, places.out);
  const expected = timeline.frames(shape);
  const rows: GateRow[] = [];
  const film = { plain, expected, mediaDir: places.media, scratch: places.out };
  const look = async (name: string, file: string, copied: number): Promise<Equivalence> => {
    const result = await compare(media, { ...film, file });
    rows.push(rowOf(name, file, result, copied));
    return result;
  };
  const timed = join(places.out, `${key}.mp4`);
  const { framesCopied } = JSON.parse(readFileSync(`${timed}.json`, 'utf8')) as { framesCopied: number };
  const asTimed = await look('OneReel as timed', timed, framesCopied);
  const failures = misplaced(asTimed, framesCopied);
  if (tooFar(asTimed).length > 0) {
    const clear = await renderDraft({
      draft: timeline.draft(shape),
      media,
      resolveMedia: ({ path }) => join(places.media, basename(path)),
      options: { crf: CLEAR_CRF, copy: true },
      workDir: join(places.out, 'clear'),
    });
    const result = await look('OneReel, nearly lossless', clear.file, clear.framesCopied);
    failures.push(...misplaced(result, clear.framesCopied), ...tooFar(result));
  }
  const single = join(places.out, `${key}-single.mp4`);
  rows.push(
    rowOf('single ffmpeg', single, await compare(media, { ...film, file: single, most: SIMILARITY_FRAMES })),
  );
  return { rows, failures };
}

function rowOf(film: string, file: string, result: Equivalence, copied?: number): GateRow {
  const { frames, expected, lowestDb, averageDb, identical, wrong, similarity } = result;
  return {
    film,
    frames: `${frames}/${expected}`,
    wrong: wrong.length,
    ...(copied === undefined ? {} : { copied }),
    identical,
    lowestDb,
    averageDb: Number(averageDb.toFixed(2)),
    ssim: Number(similarity.toFixed(4)),
    megabytes: Number((statSync(file).size / 1e6).toFixed(1)),
  };
}
