import { type MediaFacts, MediaError, type MediaProcess, probeMedia } from '@onereel/core/media';
import { writeFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import type { MediaBook, MediaEntry } from '../plan/media-book';
import type { ReportRow } from '../report/report-row';
import { sourcesOf } from '../timeline/sound';
import type { FrameRange, SourceRef, Timeline } from '../timeline/timeline';
import { collectSources, pictureSources } from './collect-sources';
import { fingerprintFile } from './fingerprint';
import { keptJson } from './kept-json';
import { emptyPicture, placeholderPicture } from './placeholder';
import { mapLimit } from './map-limit';

/** Finds the local file of a source; undefined when there is none. */
export type ResolveMedia = (source: SourceRef) => Promise<string | undefined> | string | undefined;

export interface PreparedMedia {
  readonly book: MediaBook;
  /** Sources that can be heard. */
  readonly audible: ReadonlySet<string>;
  readonly rows: readonly ReportRow[];
}

export interface PrepareOptions {
  readonly media: MediaProcess;
  readonly resolveMedia: ResolveMedia;
  /** Folder for placeholder pictures. */
  readonly workDir: string;
  /** Where probes of the same files are kept; default: nowhere. */
  readonly factsDir?: string;
  readonly signal?: AbortSignal;
  readonly concurrency: number;
}

/** Locates and probes every source. A missing or broken one is replaced by a labeled picture, or by silence, and reported. */
export async function prepareMedia(timeline: Timeline, options: PrepareOptions): Promise<PreparedMedia> {
  const seen = pictureSources(timeline);
  const book = new Map<string, MediaEntry>();
  const audible = new Set<string>();
  const sources = collectSources(timeline);
  const rows = await mapLimit(sources, options.concurrency, async (source): Promise<ReportRow[]> => {
    const found = await probeSource(source, options);
    if ('entry' in found) {
      book.set(source.key, found.entry);
      if (found.entry.facts.audio) audible.add(source.key);
      if (found.entry.facts.video || !seen.has(source.key)) return [];
    }
    const why = 'why' in found ? found.why : 'the file holds no picture';
    if (seen.has(source.key)) book.set(source.key, await placeholder(source, timeline, options));
    return rowsFor(timeline, source, why);
  });
  return { book, audible, rows: rows.flat() };
}

/** Raise when a probe finds out more, or something else, than before. */
const FACTS_REVISION = 2;

type Probed = { entry: MediaEntry } | { why: string };

async function probeSource(source: SourceRef, options: PrepareOptions): Promise<Probed> {
  const path = await options.resolveMedia(source);
  if (path === undefined) return { why: source.path ? 'the file was not found' : 'the draft names no file' };
  if (!isAbsolute(path)) return { why: 'the file was not resolved to an absolute path' };
  try {
    const fingerprint = await fingerprintFile(path);
    const probe = (): Promise<MediaFacts> => probeMedia(options.media, path, { signal: options.signal });
    const { factsDir } = options;
    const facts = factsDir
      ? await keptJson(join(factsDir, `${fingerprint}-${FACTS_REVISION}.json`), probe)
      : await probe();
    return { entry: { path, facts, fingerprint, missing: false } };
  } catch (error) {
    if (error instanceof MediaError) return { why: error.message };
    if (isMissing(error)) return { why: 'the file was not found' };
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR' || code === 'ENOTDIR';
}

function rowsFor(timeline: Timeline, source: SourceRef, why: string): ReportRow[] {
  const users = [
    ...timeline.visuals.filter(
      (visual) =>
        visual.kind === 'picture' &&
        visual.content.kind === 'file' &&
        visual.content.source.key === source.key,
    ),
    ...timeline.sounds.filter((sound) => sourcesOf(sound).some(({ key }) => key === source.key)),
  ];
  const note = `"${source.name}": ${why}; ${STAND_INS[source.kind] ?? 'a labeled placeholder takes its place'}`;
  const row = { segment: '', construct: 'media', grade: 'skipped', note } as const;
  if (users.length === 0) return [row];
  const shown = new Map(users.map((user) => [user.id, 'range' in user ? middleOf(user.range) : undefined]));
  return [...shown].map(([segment, frame]) => ({ ...row, segment, ...(frame !== undefined && { frame }) }));
}

const middleOf = ({ start, end }: FrameRange): number => Math.floor((start + end) / 2);

const STAND_INS: Partial<Record<SourceRef['kind'], string>> = {
  audio: 'silence takes its place',
  sticker: 'its place stays empty',
};

async function placeholder(
  source: SourceRef,
  timeline: Timeline,
  options: PrepareOptions,
): Promise<MediaEntry> {
  const width = source.width > 0 ? source.width : timeline.width;
  const height = source.height > 0 ? source.height : timeline.height;
  const { name, bytes } =
    source.kind === 'sticker' ? emptyPicture() : placeholderPicture(source.name, limited(width, height));
  const path = join(options.workDir, name);
  await writeFile(path, bytes);
  const facts: MediaFacts = await probeMedia(options.media, path, { signal: options.signal });
  return { path, facts, fingerprint: name, missing: true };
}

const LARGEST_PLACEHOLDER = 1920;

function limited(width: number, height: number): { width: number; height: number } {
  const factor = Math.min(1, LARGEST_PLACEHOLDER / Math.max(width, height));
  return { width: Math.max(2, Math.round(width * factor)), height: Math.max(2, Math.round(height * factor)) };
}
