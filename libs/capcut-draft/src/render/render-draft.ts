import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { prepareMedia } from '../media/prepare-media';
import type { PlanInput } from '../plan/render-plan';
import { gradeTimeline } from '../report/grade-timeline';
import { buildReport, type RenderReport } from '../report/render-report';
import type { ReportRow } from '../report/report-row';
import { SkiaCaptionArtist } from '../text/skia-caption-artist';
import { buildTimeline } from '../timeline/from-draft/build-timeline';
import { frameToUs, toFrame } from '../timeline/frame-clock';
import type { Caption, FrameRange, Timeline } from '../timeline/timeline';
import { renderAudio } from './audio-pass';
import { finishFile } from './finish-file';
import { pictureMemory } from './memory-budget';
import type { ProductionJob, RenderRequest } from './render-job';
import { outputSettings, type RenderOptions } from './render-options';
import { renderPicture } from './render-picture';

export interface RenderResult {
  /** Absolute path of the film. */
  readonly file: string;
  readonly report: RenderReport;
  readonly frames: number;
  readonly durationSeconds: number;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  /** Frames that were not rendered because they were cached or copied. */
  readonly framesReused: number;
}

/** Something would be skipped and the caller wants to know before, not after. */
export class StrictRenderError extends Error {
  constructor(readonly report: RenderReport) {
    const rows = report.rows.filter((row) => row.grade === 'skipped');
    const first = rows
      .slice(0, 3)
      .map((row) => `${row.construct}: ${row.note}`)
      .join('; ');
    super(
      `${rows.length} construct(s) of the draft cannot be rendered (${first}). Render without "strict" to leave them out.`,
    );
    this.name = 'StrictRenderError';
  }
}

/**
 * Renders a draft to a file. Finished slices are kept in the cache: after a crash, or a small edit, only what is missing
 * is rendered.
 *
 * @throws StrictRenderError, FfmpegError, RenderError; RangeError for a draft or options beyond the limits.
 */
export async function renderDraft(request: RenderRequest): Promise<RenderResult> {
  const options = request.options ?? {};
  const { timeline, rows } = buildTimeline(request.draft, { fps: options.fps });
  const workers = options.workers ?? availableParallelism();
  const memory = pictureMemory(options.memoryMb);
  await mkdir(request.workDir, { recursive: true });
  const scratch = join(request.workDir, 'scratch');
  const sliceDir = join(request.cacheDir ?? request.workDir, 'slices');
  await Promise.all([mkdir(scratch, { recursive: true }), mkdir(sliceDir, { recursive: true })]);
  try {
    const prepared = await prepareMedia(timeline, {
      media: request.media,
      resolveMedia: request.resolveMedia,
      workDir: scratch,
      concurrency: workers,
      signal: request.signal,
    });
    const captions = new SkiaCaptionArtist(options.fontDirectories);
    const allRows = [
      ...rows,
      ...prepared.rows,
      ...gradeTimeline(timeline, prepared.book),
      ...captions.substitutions(captionsOf(timeline)),
    ];
    if (options.strict && buildReport(allRows).counts.skipped > 0)
      throw new StrictRenderError(buildReport(allRows));
    const output = outputSettings(timeline, options);
    const plan: PlanInput = {
      timeline,
      book: prepared.book,
      captions,
      output,
      ...planShape(timeline, workers),
      batchWeight: memory / workers,
    };
    const span = spanOf(timeline, options);
    const job = { request, options, plan, span, scratch, sliceDir, workers, memory };
    const sounds = timeline.sounds.filter((sound) => prepared.audible.has(sound.source.key));
    const file = await produce(job, sounds, allRows);
    const frames = span.end - span.start;
    return {
      file: file.path,
      report: buildReport(allRows),
      frames,
      durationSeconds: frameToUs(frames, timeline.fps) / 1e6,
      width: output.width,
      height: output.height,
      bytes: (await stat(file.path)).size,
      framesReused: file.framesReused,
    };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Picture and sound side by side, then the file. One failure stops the other. */
async function produce(
  job: ProductionJob,
  sounds: Timeline['sounds'],
  rows: ReportRow[],
): Promise<{ path: string; framesReused: number }> {
  const stop = new AbortController();
  const signal = job.request.signal ? AbortSignal.any([job.request.signal, stop.signal]) : stop.signal;
  const fail = (error: unknown): never => {
    stop.abort();
    throw error;
  };
  const audible = job.options.format !== 'gif' && sounds.length > 0;
  const audioPath = join(job.scratch, 'sound.m4a');
  const audio = audible
    ? renderSound(job, sounds, audioPath, signal).catch(fail)
    : Promise.resolve({ peak: 0 });
  const picture =
    job.options.format === 'audio' ? Promise.resolve(undefined) : renderPicture(job, signal).catch(fail);
  const settled = await Promise.allSettled([picture, audio]);
  const failures = settled.flatMap((result) =>
    result.status === 'rejected' ? [result.reason as unknown] : [],
  );
  if (failures.length > 0) throw preferCause(failures);
  const [video, mix] = await Promise.all([picture, audio]);
  if (mix.peak > 1) {
    rows.push({
      segment: '',
      construct: 'mix',
      grade: 'near',
      note: `the sum of all sounds peaks at ${(20 * Math.log10(mix.peak)).toFixed(1)} dB; it was turned down around the peaks`,
    });
  }
  const finished = await finishFile(job, {
    videoPath: video?.path,
    audioPath: audible ? audioPath : undefined,
    signal,
  });
  const path = join(job.request.workDir, finished.name);
  await rename(finished.path, path);
  return { path, framesReused: video?.framesReused ?? 0 };
}

/** The failure that came first in cause, not the stop it led to. */
function preferCause(failures: readonly unknown[]): unknown {
  return failures.find((failure) => (failure as { failure?: string }).failure !== 'aborted') ?? failures[0];
}

function renderSound(
  job: ProductionJob,
  sounds: Timeline['sounds'],
  outputPath: string,
  signal: AbortSignal,
): Promise<{ peak: number }> {
  const { fps } = job.plan.timeline;
  return renderAudio({
    media: job.request.media,
    book: job.plan.book,
    sounds,
    span: { startUs: frameToUs(job.span.start, fps), endUs: frameToUs(job.span.end, fps) },
    workDir: job.scratch,
    outputPath,
    codecArgs: ['-c:a', 'aac', '-b:a', '160k', '-f', 'mp4'],
    concurrency: Math.max(1, Math.floor(job.workers / 2)),
    signal,
  });
}

function spanOf(timeline: Timeline, options: RenderOptions): FrameRange {
  const frame = (seconds: number): number => toFrame(seconds * 1e6, timeline.fps);
  const start = Math.min(Math.max(0, frame(options.startSeconds ?? 0)), Math.max(0, timeline.frames - 1));
  const end =
    options.endSeconds === undefined ? timeline.frames : Math.min(timeline.frames, frame(options.endSeconds));
  if (end <= start)
    throw new RangeError(
      timeline.frames === 0
        ? 'the draft is empty: there is nothing to render'
        : 'the range to render is empty',
    );
  return { start, end };
}

const SLICE = { longestSeconds: 3, shortestSeconds: 0.5 };
const BATCH_SECONDS = { least: 2, most: 6 };

/** Slices short enough for small edits; batches large enough to be worth a process, small enough to share among workers. */
function planShape(
  timeline: Timeline,
  workers: number,
): Pick<PlanInput, 'lengths' | 'batchFrames' | 'batchInputs'> {
  const rate = timeline.fps.num / timeline.fps.den;
  const even = timeline.frames / (workers * 5);
  return {
    lengths: {
      longest: Math.round(SLICE.longestSeconds * rate),
      shortest: Math.round(SLICE.shortestSeconds * rate),
    },
    batchFrames: Math.round(Math.min(BATCH_SECONDS.most * rate, Math.max(BATCH_SECONDS.least * rate, even))),
    batchInputs: 12,
  };
}

function captionsOf(timeline: Timeline): Caption[] {
  return timeline.visuals.filter((visual): visual is Caption => visual.kind === 'caption');
}
