import { type MediaProcess, MediaError, probeMedia } from '@onereel/core/media';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, extname, isAbsolute, join } from 'node:path';
import { type ColorGrid, ColorGridError, GRID_LIMITS, gridOfPicture, parseCube } from '../plan/color-grid';
import type { ReportRow } from '../report/report-row';
import type { GradeStep, Timeline, Visual } from '../timeline/timeline';
import { fingerprintFile } from './fingerprint';
import type { ResolveMedia } from './prepare-media';

export interface LoadLooksOptions {
  readonly media: MediaProcess;
  readonly resolveMedia: ResolveMedia;
  /** Color tables by the resource id of a filter, absolute paths; used where the draft's own file is not there. */
  readonly lutFiles?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

type Look = Extract<GradeStep, { kind: 'look' }>;
type Table = Look['table'];

const MOST_BYTES = 64 * 1024 * 1024;
const PICTURE = /^\.(png|jpe?g|bmp|webp)$/i;

/**
 * Fills in the color tables of filters: the file a draft names (a `.cube`, a picture of a cube, or a folder holding one),
 * else the one given for its resource id. What cannot be read is reported and drawn as if it were not there.
 */
export async function loadLooks(
  timeline: Timeline,
  options: LoadLooksOptions,
): Promise<{ timeline: Timeline; rows: ReportRow[] }> {
  const rows: ReportRow[] = [];
  const known = new Map<string, Promise<Table>>();
  const load = (look: Look, segment: string): Promise<Table> => {
    const key = JSON.stringify([look.path, look.resourceId]);
    const found = known.get(key) ?? tableOf(look, options, (note) => rows.push(problem(segment, note)));
    known.set(key, found);
    return found;
  };
  return { timeline: await withTables(timeline, load), rows };
}

const problem = (segment: string, note: string): ReportRow => ({
  segment,
  construct: 'color table',
  grade: 'skipped',
  note,
});

type Load = (look: Look, segment: string) => Promise<Table>;

async function withTables(timeline: Timeline, load: Load): Promise<Timeline> {
  const visuals = await Promise.all(
    timeline.visuals.map(async (visual): Promise<Visual> => {
      if (visual.kind === 'caption') return visual;
      const grade = await Promise.all(
        visual.grade.map(async (step): Promise<GradeStep> => {
          const table = step.kind === 'look' ? await load(step, visual.id) : undefined;
          return table ? ({ ...step, table } as GradeStep) : step;
        }),
      );
      if (visual.kind === 'treatment' || visual.content.kind !== 'film') return { ...visual, grade };
      const film = await withTables(visual.content.film, load);
      return { ...visual, grade, content: { ...visual.content, film } };
    }),
  );
  return { ...timeline, visuals };
}

async function tableOf(
  look: Look,
  options: LoadLooksOptions,
  complain: (note: string) => void,
): Promise<Table> {
  const own = look.path === '' ? undefined : await options.resolveMedia(sourceOf(look));
  const given = options.lutFiles?.[look.resourceId];
  for (const path of [own, given]) {
    if (path === undefined || !isAbsolute(path)) continue;
    try {
      const file = await tableFile(path);
      if (file === undefined) continue;
      return { key: await fingerprintFile(file), name: basename(file), grid: await readGrid(file, options) };
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      complain(`"${look.name}": ${basename(path)} is no color table: ${(error as Error).message}`);
    }
  }
  return undefined;
}

const sourceOf = ({ path, name }: Look): Parameters<ResolveMedia>[0] => ({
  key: path,
  path,
  name,
  kind: 'image',
  width: 0,
  height: 0,
  durationUs: 0,
});

/** The file itself, or the one table in a package folder. */
async function tableFile(path: string): Promise<string | undefined> {
  const info = await stat(path).catch(() => undefined);
  if (!info) return undefined;
  if (!info.isDirectory()) return path;
  const names = (await readdir(path, { recursive: true })).sort();
  const name =
    names.find((each) => /\.cube$/i.test(each)) ??
    names.find((each) => /lut|filter/i.test(basename(each)) && PICTURE.test(extname(each)));
  return name === undefined ? undefined : join(path, name);
}

async function readGrid(path: string, { media, signal }: LoadLooksOptions): Promise<ColorGrid> {
  if ((await stat(path)).size > MOST_BYTES) throw new ColorGridError('it is larger than 64 MiB');
  if (!PICTURE.test(extname(path))) return parseCube(await readFile(path, 'utf8'));
  const { video } = await probeMedia(media, path, { signal });
  if (!video) throw new ColorGridError('the file holds no picture');
  const bytes = 3 * video.width * video.height;
  if (bytes > 3 * GRID_LIMITS.cube ** 3)
    throw new ColorGridError(`a picture of ${video.width}×${video.height} is too large for one`);
  const { stdout } = await media.ffmpeg(
    ['-v', 'error', '-i', path, '-frames:v', '1', '-pix_fmt', 'rgb24', '-f', 'rawvideo', '-'],
    { signal, maxStdoutBytes: bytes + 1 },
  );
  return gridOfPicture(stdout, video.width, video.height);
}

function isUnreadable(error: unknown): boolean {
  return error instanceof ColorGridError || error instanceof MediaError || 'code' in (error as object);
}
