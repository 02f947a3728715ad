import { mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Size } from '../plan/placement';
import type { PlanInput } from '../plan/render-plan';
import { buildReport, type RenderReport } from '../report/render-report';
import type { ReportRow } from '../report/report-row';
import { frameToUs } from '../timeline/frame-clock';
import { audibleSounds } from '../timeline/sound';
import type { Timeline } from '../timeline/timeline';
import { type RenderedSound, renderAudio } from './audio-pass';
import { expectDiskSpace } from './disk-space';
import { finishFile } from './finish-file';
import { pictureMemory } from './memory-budget';
import { FORMATS, formatOf, soundArgs, type SoundCoding, soundOf } from './output-formats';
import { batchShape, sliceLengths } from './plan-shape';
import { prepareWatermark } from './prepare-watermark';
import { asDiskFull, asEncodingError, asSoundError } from './render-failures';
import type { ProductionJob, RenderRequest } from './render-job';
import { outputSettings } from './render-options';
import { type RenderedPicture, renderPicture } from './render-picture';
import { spanOf } from './render-span';
import { type DraftSurvey, surveyDraft } from './survey-draft';
import { writeThumbnail } from './thumbnail';
import { WATERMARK_KEY, withWatermark } from './watermark';

export interface RenderResult {
  /** Absolute path of the film. */
  readonly file: string;
  readonly report: RenderReport;
  readonly frames: number;
  /** Frame of the whole film its first frame is; more than 0 when a later part was asked for. */
  readonly firstFrame: number;
  readonly durationSeconds: number;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  /** Frames that were not rendered: cached, copied, or the same as others of the film. */
  readonly framesReused: number;
  /** Frames of them that were taken over from sources, equal to the bit. */
  readonly framesCopied: number;
  /** Absolute path of the picture that was asked for. */
  readonly thumbnail?: string;
}

/**
 * Renders a draft to a file. Finished slices are kept in the cache: after a crash, or a small edit, only what is missing
 * is rendered.
 *
 * @throws StrictRenderError, SoundError, EncodingError, DiskFullError, FfmpegError, RenderError; RangeError for a draft or options beyond the limits.
 */
export async function renderDraft(request: RenderRequest): Promise<RenderResult> {
  const options = request.options ?? {};
  const workers = options.workers ?? availableParallelism();
  const memory = pictureMemory(options.memoryMb);
  await mkdir(request.workDir, { recursive: true });
  // FFmpeg outlives a process that is killed: what it still writes must not meet the files of the next run.
  const scratch = await mkdtemp(join(request.workDir, 'scratch-'));
  const cacheDir = request.cacheDir ?? request.workDir;
  const sliceDir = join(cacheDir, 'slices');
  await mkdir(sliceDir, { recursive: true });
  try {
    const sources = {
      media: request.media,
      resolveMedia: request.resolveMedia,
      workDir: scratch,
      factsDir: join(cacheDir, 'facts'),
      concurrency: workers,
      signal: request.signal,
    };
    const survey = await surveyDraft(request.draft, options, sources);
    const rows = [...survey.rows];
    const output = outputSettings(survey.timeline, options);
    const { timeline, book } = await withMark(survey, request, output, scratch);
    const plan: PlanInput = {
      timeline,
      book,
      captions: survey.captions,
      output,
      lengths: sliceLengths(timeline),
    };
    const batching = batchShape(timeline, workers, memory);
    const span = spanOf(timeline, options);
    const job: ProductionJob = {
      ...{ request, options, plan, batching, span, scratch, workers, memory },
      ...{ sliceDir, planDir: join(cacheDir, 'plans'), soundDir: join(cacheDir, 'sounds') },
    };
    const sounds = audibleSounds(timeline.sounds, ({ key }) => survey.audible.has(key));
    await expectDiskSpace(job, sounds);
    const file = await produce(job, sounds, rows);
    const frames = span.end - span.start;
    return {
      file: file.path,
      report: buildReport(rows),
      frames,
      firstFrame: span.start,
      durationSeconds: frameToUs(frames, timeline.fps) / 1e6,
      width: output.width,
      height: output.height,
      bytes: (await stat(file.path)).size,
      framesReused: file.framesReused,
      framesCopied: file.framesCopied,
      ...(await thumbnailOf(job, file.path)),
    };
  } catch (error) {
    throw asDiskFull(error);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** The film and its sources with the watermark that was asked for. */
async function withMark(
  { timeline, book }: DraftSurvey,
  { watermark, media, options, signal }: RenderRequest,
  canvas: Size,
  workDir: string,
): Promise<Pick<PlanInput, 'timeline' | 'book'>> {
  if (!watermark) return { timeline, book };
  const fontDirectories = options?.fontDirectories;
  const entry = await prepareWatermark(watermark, { media, workDir, canvas, fontDirectories, signal });
  const { displayWidth, displayHeight } = entry.facts.video ?? { displayWidth: 1, displayHeight: 1 };
  const picture = { width: displayWidth, height: displayHeight };
  return {
    timeline: withWatermark(timeline, watermark, picture, canvas),
    book: new Map([...book, [WATERMARK_KEY, entry]]),
  };
}

/** Picture and sound side by side, then the file. One failure stops the other. */
async function produce(
  job: ProductionJob,
  sounds: Timeline['sounds'],
  rows: ReportRow[],
): Promise<RenderedPicture> {
  const stop = new AbortController();
  const signal = job.request.signal ? AbortSignal.any([job.request.signal, stop.signal]) : stop.signal;
  const fail = (error: unknown): never => {
    stop.abort();
    throw error;
  };
  const coding = soundOf(job.options);
  const audible = coding !== undefined && sounds.length > 0;
  const audio = audible
    ? renderSound(job, sounds, coding, signal).catch(asSoundError).catch(fail)
    : Promise.resolve({ peak: 0, path: undefined });
  const picture = FORMATS[formatOf(job.options)].hasPicture
    ? renderPicture(job, signal).catch(fail)
    : Promise.resolve(undefined);
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
    audioPath: mix.path,
    signal,
  }).catch(asEncodingError);
  const path = join(job.request.workDir, finished.name);
  await rename(finished.path, path);
  return { path, framesReused: video?.framesReused ?? 0, framesCopied: video?.framesCopied ?? 0 };
}

async function thumbnailOf(
  { request: { thumbnail, media, workDir, signal }, options, plan, span }: ProductionJob,
  file: string,
): Promise<Pick<RenderResult, 'thumbnail'>> {
  if (thumbnail === undefined || !FORMATS[formatOf(options)].hasPicture) return {};
  const film = { media, file, fps: plan.timeline.fps, span, workDir, signal };
  return { thumbnail: await writeThumbnail(thumbnail, film) };
}

/** The failure that came first in cause, not the stop it led to. */
function preferCause(failures: readonly unknown[]): unknown {
  return failures.find((failure) => (failure as { failure?: string }).failure !== 'aborted') ?? failures[0];
}

function renderSound(
  job: ProductionJob,
  sounds: Timeline['sounds'],
  coding: SoundCoding,
  signal: AbortSignal,
): Promise<RenderedSound> {
  const { fps } = job.plan.timeline;
  return renderAudio({
    media: job.request.media,
    book: job.plan.book,
    sounds,
    span: { startUs: frameToUs(job.span.start, fps), endUs: frameToUs(job.span.end, fps) },
    workDir: job.scratch,
    soundDir: job.soundDir,
    extension: `.${coding.container}`,
    codecArgs: soundArgs(coding, job.options.audioKbps),
    concurrency: Math.max(1, Math.floor(job.workers / 2)),
    signal,
  });
}
