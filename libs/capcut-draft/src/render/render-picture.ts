import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { mapLimit } from '../media/map-limit';
import { fpsValue, rangeLength } from '../timeline/frame-clock';
import { LeanReads } from '../media/lean-reads';
import { readPacketTable } from '../media/packet-table';
import {
  copyColor,
  type CopyPiece,
  type PacketTable,
  planCopies,
  subtract,
  untouchedSpans,
} from '../plan/copy-plan';
import { type Batch, planBatches } from '../plan/batches';
import { type PlanInput, planSlices } from '../plan/render-plan';
import type { Slice } from '../plan/slices';
import type { FrameRange } from '../timeline/timeline';
import { cutCosts } from './cut-costs';
import { encoderThreads, threadsFor } from './encoder-threads';
import type { Arrivals } from './arrivals';
import { assembleVideo } from './assemble';
import { canvasWeight } from '../plan/memory-weight';
import { MemoryBudget } from './memory-budget';
import { formatOf } from './output-formats';
import { PieceError, type VideoPiece } from './piece-packets';
import { EncodingError, throwIfStopped } from './render-failures';
import {
  exists,
  isCrash,
  isOutOfMemory,
  renderBatch,
  RenderMemoryError,
  sliceExtension,
  slicePath,
} from './render-batch';
import type { ProductionJob } from './render-job';
import { sideBySide } from './side-by-side';

export interface RenderedPicture {
  readonly path: string;
  /** Not rendered now: kept, copied, or the same as others of the film. */
  readonly framesReused: number;
  /** Taken over from sources as they are. */
  readonly framesCopied: number;
}

/**
 * Renders what is missing and joins all slices; the result has no sound. A kept slice that is damaged, as by a loss of
 * power, is rendered again; a source that breaks off where it should be copied is encoded.
 *
 * @throws EncodingError when a slice is damaged again.
 */
export async function renderPicture(job: ProductionJob, signal: AbortSignal): Promise<RenderedPicture> {
  const damaged = new Set<string>();
  for (;;) {
    try {
      return await drawAndJoin(job, damaged, signal);
    } catch (error) {
      if (!(error instanceof PieceError)) throw error;
      const { path, message } = error;
      if (dirname(path) === job.sliceDir) await rm(path, { force: true });
      if (damaged.has(path))
        throw new EncodingError(`the film cannot be put together: ${message}`, { cause: error });
      damaged.add(path);
    }
  }
}

async function drawAndJoin(
  job: ProductionJob,
  damaged: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<RenderedPicture> {
  const { span, sliceDir } = job;
  const copies = await copiesOf(job, damaged, signal);
  const plan =
    copies.length > 0
      ? {
          ...job.plan,
          output: { ...job.plan.output, parameterSetId: 1, color: copyColor(copies, job.plan.book) },
        }
      : job.plan;
  const slices = planSlices(
    plan,
    subtract(
      span,
      copies.map((copy) => copy.range),
    ),
  );
  const batches = planBatches(
    job.batching,
    slices,
    await cutCosts(plan, slices, { concurrency: job.workers, signal }),
  );
  const missing = await missingBatches(job, plan, batches);
  const frames = rangeLength(span);
  const rendered = missing.flat().reduce((sum, slice) => sum + rangeLength(slice.range), 0);
  const shifted = (range: FrameRange): FrameRange => ({
    start: range.start - span.start,
    end: range.end - span.start,
  });
  const pieces: VideoPiece[] = [
    ...slices.map((slice) => ({ path: slicePath(sliceDir, slice.hash, plan), range: shifted(slice.range) })),
    ...copies.map(({ path, range, firstFrame }) => ({
      ...{ path, range: shifted(range), copiedFrom: firstFrame },
    })),
  ].sort((a, b) => a.range.start - b.range.start);
  const path = join(job.scratch, `picture.${sliceExtension(plan)}`);
  await sideBySide(
    signal,
    missing.flatMap((batch) => pathsOf(job, plan, batch)),
    {
      draw: (stop, arrivals) =>
        renderMissing({ job, plan, slices, missing, signal: stop, frames, rendered, arrivals }),
      join: (stop, arrivals) => assembleVideo(pieces, path, { fps: plan.output.fps, arrivals, signal: stop }),
    },
  );
  const framesCopied = copies.reduce((sum, copy) => sum + rangeLength(copy.range), 0);
  return { path, framesReused: frames - rendered, framesCopied };
}

const pathsOf = ({ sliceDir }: ProductionJob, plan: PlanInput, batch: Batch): string[] =>
  batch.map(({ hash }) => slicePath(sliceDir, hash, plan));

interface MissingWork {
  readonly job: ProductionJob;
  readonly plan: PlanInput;
  /** Of the whole film. */
  readonly slices: readonly Slice[];
  readonly missing: readonly Batch[];
  readonly signal: AbortSignal;
  readonly frames: number;
  readonly rendered: number;
  readonly arrivals: Arrivals;
}

/** Renders batches side by side; what was reused counts as done from the start. */
async function renderMissing(work: MissingWork): Promise<void> {
  const { job, plan, slices, missing, signal, frames, rendered, arrivals } = work;
  const { request, sliceDir } = job;
  const done = new Map<number, number>();
  const report = (): void => {
    const fresh = [...done.values()].reduce((sum, value) => sum + value, 0);
    request.onProgress?.({ framesDone: frames - rendered + fresh, frames });
  };
  report();
  if (missing.length === 0) return;
  const share = { processes: missing.length, workers: job.workers };
  const drawing = threadsFor(share);
  const encoding = await encoderThreads(job.planDir, slices, share);
  const reads = new LeanReads();
  const budget = new MemoryBudget(job.memory);
  const own = canvasWeight(plan.output);
  await mapLimit(missing, job.workers, async (batch, index) => {
    const attempt = (threads: number, encoderThreads: number, inputBytes: number): Promise<void> =>
      renderBatch({
        media: request.media,
        reads,
        plan,
        batch,
        sliceDir,
        scratchDir: join(job.scratch, `batch-${index}`),
        threads,
        encoderThreads,
        inputBytes,
        signal,
        onFrames: (count) => {
          done.set(index, count);
          report();
        },
      });
    const inputBytes = Math.max(job.memory / 4, job.memory - own);
    const weight = batch.reduce((sum, slice) => sum + slice.weight, own);
    await budget
      .with(Math.min(weight, job.memory), () => attempt(drawing, encoding, inputBytes))
      .catch((error: unknown) => {
        if (!isOutOfMemory(error) && !isCrash(error)) throw error;
        return budget.alone(() =>
          isCrash(error) ? attempt(1, encoding, inputBytes) : attempt(1, 1, inputBytes / 4),
        );
      })
      .catch((error: unknown) => {
        throw isOutOfMemory(error) ? new RenderMemoryError(weight, error) : error;
      });
    arrivals.arrived(pathsOf(job, plan, batch));
  }).finally(() => reads.close());
}

/**
 * Batches are cut from all slices first and then thinned out, so that the render after a crash repeats exactly the
 * processes that did not finish.
 */
async function missingBatches(
  job: ProductionJob,
  plan: PlanInput,
  batches: readonly Batch[],
): Promise<Batch[]> {
  const found = new Set<string>();
  await mapLimit(batches.flat(), 8, async (slice) => {
    if (await exists(slicePath(job.sliceDir, slice.hash, plan))) found.add(slice.hash);
  });
  const claimed = new Set<string>();
  return batches
    .map((batch) =>
      batch.filter((slice) => {
        if (found.has(slice.hash) || claimed.has(slice.hash)) return false;
        claimed.add(slice.hash);
        return true;
      }),
    )
    .filter((batch) => batch.length > 0);
}

/** What can be taken over from the sources as it is. */
async function copiesOf(
  { plan, options, span, workers }: ProductionJob,
  damaged: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<CopyPiece[]> {
  // Whoever asks for a quality or a rate does not mean that of the sources.
  const { copy = options.crf === undefined && options.videoKbps === undefined } = options;
  if (!copy || formatOf(options) !== 'mp4') return [];
  const spans = untouchedSpans(plan, span).filter(({ path }) => !damaged.has(path));
  const sources = [...new Map(spans.map(({ sourceKey, path }) => [sourceKey, path]))];
  const tables = new Map<string, PacketTable>();
  await mapLimit(sources, workers, async ([key, path]) => {
    throwIfStopped(signal);
    const table = await readPacketTable(path, fpsValue(plan.output.fps));
    if (table) tables.set(key, table);
  });
  return planCopies(spans, tables);
}
