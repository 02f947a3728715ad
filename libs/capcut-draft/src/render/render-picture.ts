import { join } from 'node:path';
import { mapLimit } from '../media/map-limit';
import { rangeLength } from '../timeline/frame-clock';
import { type Batch, planBatches, planSlices, type Slice } from '../plan/render-plan';
import { assembleVideo, type VideoPiece } from './assemble';
import { exists, isOutOfMemory, renderBatch, slicePath } from './render-batch';
import type { ProductionJob } from './render-job';

/** Renders what is missing and joins all slices; the result has no sound. */
export async function renderPicture(
  job: ProductionJob,
  signal: AbortSignal,
): Promise<{ path: string; framesReused: number }> {
  const { plan, span, sliceDir, request } = job;
  const slices = planSlices(plan, [span]);
  const missing = await missingBatches(job, slices);
  const frames = rangeLength(span);
  const rendered = missing.flat().reduce((sum, slice) => sum + rangeLength(slice.range), 0);
  const done = new Map<number, number>();
  const report = (): void => {
    const fresh = [...done.values()].reduce((sum, value) => sum + value, 0);
    request.onProgress?.({ framesDone: frames - rendered + fresh, frames });
  };
  report();
  const threads = missing.length < job.workers ? Math.ceil(job.workers / Math.max(1, missing.length)) : 1;
  await mapLimit(missing, job.workers, async (batch, index) => {
    const attempt = (): Promise<void> =>
      renderBatch({
        media: request.media,
        plan,
        batch,
        sliceDir,
        scratchDir: join(job.scratch, `batch-${index}`),
        threads,
        signal,
        onFrames: (count) => {
          done.set(index, count);
          report();
        },
      });
    await attempt().catch((error: unknown) => {
      if (isOutOfMemory(error)) return attempt();
      throw error;
    });
  });
  const pieces: VideoPiece[] = slices.map((slice) => ({
    path: slicePath(sliceDir, slice.hash, plan),
    range: { start: slice.range.start - span.start, end: slice.range.end - span.start },
  }));
  const path = join(job.scratch, 'picture.mp4');
  await assembleVideo(pieces, plan.output.fps, path);
  return { path, framesReused: frames - rendered };
}

/**
 * Batches are cut from all slices first and then thinned out, so that the render after a crash repeats exactly the
 * processes that did not finish.
 */
async function missingBatches(job: ProductionJob, slices: readonly Slice[]): Promise<Batch[]> {
  const found = new Set<string>();
  await mapLimit(slices, 8, async (slice) => {
    if (await exists(slicePath(job.sliceDir, slice.hash, job.plan))) found.add(slice.hash);
  });
  const claimed = new Set<string>();
  const batches = planBatches(job.plan, slices);
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
