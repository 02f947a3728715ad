import { FfmpegError, graphArguments, type MediaProcess } from '@onereel/core/media';
import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import type { LeanReads } from '../media/lean-reads';
import { mapLimit } from '../media/map-limit';
import { layerCount } from '../plan/compose-run';
import { stageArgs, stageCommands, stageFile } from '../plan/stage-plan';
import type { Batch } from '../plan/batches';
import { batchCommand, type BatchCommand, outputArgs, type PlanInput } from '../plan/render-plan';
import { throwIfStopped } from './render-failures';

export interface BatchJob {
  readonly media: MediaProcess;
  readonly reads: LeanReads;
  readonly plan: PlanInput;
  readonly batch: Batch;
  /** Finished slices end up here, named by their hash. */
  readonly sliceDir: string;
  /** Private to this batch; removed afterwards. */
  readonly scratchDir: string;
  /** For decoding and drawing; the result does not depend on them. */
  readonly threads: number;
  /** Part of what decides the bytes of a slice. */
  readonly encoderThreads: number;
  /** Bytes of memory that the inputs of one process may take; a slice with more is drawn in stages. Default: any. */
  readonly inputBytes?: number;
  readonly signal?: AbortSignal;
  readonly onFrames?: (frames: number) => void;
}

const READS_AT_ONCE = 4;
/** No new frame for this long means FFmpeg hangs; opening many large files stays well below it. */
const STALL_MS = 90_000;

export class RenderError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'RenderError';
  }
}

export const sliceExtension = (plan: PlanInput): string => (plan.output.codec === 'prores' ? 'mov' : 'mp4');

export function slicePath(sliceDir: string, hash: string, plan: PlanInput): string {
  return join(sliceDir, `${hash}.${sliceExtension(plan)}`);
}

/**
 * Renders the slices of a batch in one process and moves them into place when all are complete, so that a crash leaves
 * either whole slices or none.
 *
 * @throws FfmpegError, RenderError when the number of frames is not the planned one.
 */
export async function renderBatch(job: BatchJob): Promise<void> {
  await mkdir(job.scratchDir, { recursive: true });
  try {
    await composeBatch(job);
    await Promise.all(
      job.batch.map((slice, index) =>
        rename(partPath(job, index), slicePath(job.sliceDir, slice.hash, job.plan)),
      ),
    );
  } finally {
    await rm(job.scratchDir, { recursive: true, force: true });
  }
}

async function composeBatch(job: BatchJob): Promise<void> {
  const stages = stagesOf(job);
  for (const [index, stage] of stages.slice(0, -1).entries()) {
    await writeAssets(job, stage);
    await runStage(job, stage, stageFile(index));
    if (index > 0) await rm(join(job.scratchDir, stageFile(index - 1)));
  }
  const last = stages.at(-1) ?? batchCommand(job.plan, job.batch);
  await writeAssets(job, last);
  await runBatch(job, last);
}

/** Empty where one process is enough. */
function stagesOf({ plan, batch, inputBytes = Number.POSITIVE_INFINITY }: BatchJob): BatchCommand[] {
  const [slice] = batch;
  if (batch.length > 1 || slice.weight <= inputBytes) return [];
  const layers = layerCount(plan.timeline, slice.range);
  return stageCommands(plan, slice, Math.floor((layers * inputBytes) / slice.weight));
}

async function runStage(job: BatchJob, command: BatchCommand, name: string): Promise<void> {
  await job.media.ffmpeg(
    [
      ...(await readingArgs(job, command)),
      ...stageArgs(job.plan.output, command),
      join(job.scratchDir, name),
    ],
    // Frames of a stage are not frames of the film; the reports keep the watchdog informed.
    { cwd: job.scratchDir, signal: job.signal, stallMs: STALL_MS, nice: 10, onProgress: () => undefined },
  );
}

async function writeAssets({ scratchDir, signal }: BatchJob, { assets }: BatchCommand): Promise<void> {
  for (const { name, produce } of assets) {
    throwIfStopped(signal);
    await writeFile(join(scratchDir, name), await produce());
  }
}

function partPath(job: BatchJob, index: number): string {
  return join(job.scratchDir, `part-${String(index).padStart(4, '0')}.${sliceExtension(job.plan)}`);
}

async function runBatch(job: BatchJob, command: BatchCommand): Promise<void> {
  let reached = 0;
  await job.media.ffmpeg(await batchArgs(job, command), {
    cwd: job.scratchDir,
    signal: job.signal,
    stallMs: STALL_MS,
    nice: 10,
    onProgress: ({ frame }) => {
      reached = Math.max(reached, frame);
      job.onFrames?.(Math.min(frame, command.frames));
    },
  });
  const complete = await Promise.all(job.batch.map((_slice, index) => exists(partPath(job, index))));
  if (reached !== command.frames || complete.includes(false)) {
    throw new RenderError(`a part of the film came out with ${reached} frames instead of ${command.frames}`);
  }
}

/** Everything up to the graph. */
async function readingArgs(job: BatchJob, command: BatchCommand): Promise<string[]> {
  const threads = String(job.threads);
  const reads = await mapLimit(command.inputs, READS_AT_ONCE, (input, index) => {
    throwIfStopped(job.signal);
    return job.reads.shorten(input, join(job.scratchDir, `read-${index}.mp4`));
  });
  const inputs = reads.flatMap(({ options, path }) => [
    ...['-threads', threads],
    ...options,
    '-i',
    isAbsolute(path) ? path : join(job.scratchDir, path),
  ]);
  return [
    ...['-v', 'error', '-y', '-filter_threads', threads, '-filter_complex_threads', threads],
    ...inputs,
    ...(await graphArguments(job.media, command.graph, job.scratchDir)),
  ];
}

async function batchArgs(job: BatchJob, command: BatchCommand): Promise<string[]> {
  const format = sliceExtension(job.plan);
  const cuts = command.starts.slice(1).join(',');
  const container =
    cuts === ''
      ? ['-f', format, partPath(job, 0)]
      : [
          ...['-f', 'segment', '-segment_format', format, '-segment_frames', cuts, '-reset_timestamps', '1'],
          join(job.scratchDir, `part-%04d.${format}`),
        ];
  return [
    ...(await readingArgs(job, command)),
    ...outputArgs(job.plan.output, command, job.encoderThreads),
    ...container,
  ];
}

export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Not even the smallest plan, alone, found the memory it needs. */
export class RenderMemoryError extends RenderError {
  constructor(
    readonly bytes: number,
    cause: unknown,
  ) {
    const needed = Math.ceil(bytes / 2 ** 20 / 64) * 64;
    super(
      `a part of the film needs about ${needed} MiB for FFmpeg alone and was stopped for lack of memory, alone and in its smallest plan too: give the service more memory, or render smaller`,
      { cause },
    );
    this.name = 'RenderMemoryError';
  }
}

/** FFmpeg broke down without a word about the input; another run often succeeds. */
export const isCrash = (error: unknown): boolean =>
  error instanceof FfmpegError && error.failure === 'crashed';

/** Memory ran out: fewer at a time may still succeed. */
export const isOutOfMemory = (error: unknown): boolean =>
  error instanceof FfmpegError && error.failure === 'out_of_memory';
