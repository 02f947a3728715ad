import { mkdir, rm } from 'node:fs/promises';
import type { DraftDocument } from '../draft/model/draft-document';
import { canvasFacts } from '../draft/read/canvas-facts';
import { loadLooks } from '../media/load-looks';
import type { MediaBook } from '../plan/media-book';
import { type PrepareOptions, prepareMedia } from '../media/prepare-media';
import { gradeTimeline } from '../report/grade-timeline';
import { buildReport, type RenderReport } from '../report/render-report';
import type { ReportRow } from '../report/report-row';
import { rowsWithin } from '../report/rows-within';
import { SkiaCaptionArtist } from '../text/skia-caption-artist';
import { buildTimeline } from '../timeline/from-draft/build-timeline';
import type { Caption, Timeline } from '../timeline/timeline';
import { fpsFor, type RenderOptions } from './render-options';
import { spanOf } from './render-span';

/** What a draft is made of, and how true each part can be drawn. */
export interface DraftSurvey {
  readonly timeline: Timeline;
  readonly book: MediaBook;
  /** Keys of sources that can be heard. */
  readonly audible: ReadonlySet<string>;
  readonly captions: SkiaCaptionArtist;
  readonly rows: readonly ReportRow[];
}

/** Something would be skipped and the caller wants to know before, not after. */
export class StrictRenderError extends Error {
  constructor(readonly report: RenderReport) {
    const rows = report.rows.filter((row) => row.grade === 'skipped');
    const shown = rows.slice(0, SHOWN_ROWS).map((row) => `${row.construct}: ${row.note}`);
    const more = rows.length > SHOWN_ROWS ? [`${rows.length - SHOWN_ROWS} more`] : [];
    super(
      `${rows.length} construct(s) of the draft cannot be rendered (${[...shown, ...more].join('; ')}). Render without "strict" to leave them out.`,
    );
    this.name = 'StrictRenderError';
  }
}

const SHOWN_ROWS = 20;

/** The timeline a draft becomes under these options. Pure. @throws RangeError beyond the limits of timelines */
export function timelineFor(
  draft: DraftDocument,
  options: RenderOptions,
): { timeline: Timeline; rows: readonly ReportRow[] } {
  return buildTimeline(draft, { fps: fpsFor(options, canvasFacts(draft).fps) });
}

/**
 * Locates and probes everything a draft uses.
 *
 * @throws StrictRenderError when something would be skipped and the options are strict.
 */
export async function surveyDraft(
  draft: DraftDocument,
  options: RenderOptions,
  sources: PrepareOptions,
): Promise<DraftSurvey> {
  const { timeline: plain, rows } = timelineFor(draft, options);
  const looks = await loadLooks(plain, { ...sources, lutFiles: options.lutFiles });
  const { timeline } = looks;
  const { book, audible, rows: mediaRows } = await prepareMedia(timeline, sources);
  const captions = new SkiaCaptionArtist(options.fontDirectories);
  const all = [
    ...[...rows, ...mediaRows, ...looks.rows],
    ...gradeTimeline(timeline, book),
    ...captions.substitutions(captionsIn(timeline)),
  ];
  const seen = isPart(options) ? rowsWithin(all, timeline, spanOf(timeline, options)) : all;
  const report = buildReport(seen);
  if (options.strict && report.counts.skipped > 0) throw new StrictRenderError(report);
  return { timeline, book, audible, captions, rows: seen };
}

const isPart = ({ startSeconds, endSeconds }: RenderOptions): boolean =>
  startSeconds !== undefined || endSeconds !== undefined;

/** Captions of a film and of the films of its compound clips. */
function captionsIn({ visuals }: Timeline): Caption[] {
  return visuals.flatMap((visual) => {
    if (visual.kind === 'caption') return [visual];
    return visual.kind === 'picture' && visual.content.kind === 'film' ? captionsIn(visual.content.film) : [];
  });
}

/** The report of a render that has not been made. @throws StrictRenderError, RangeError */
export async function gradeDraft(
  draft: DraftDocument,
  options: RenderOptions,
  sources: PrepareOptions,
): Promise<RenderReport> {
  await mkdir(sources.workDir, { recursive: true });
  try {
    return buildReport((await surveyDraft(draft, options, sources)).rows);
  } finally {
    await rm(sources.workDir, { recursive: true, force: true });
  }
}
