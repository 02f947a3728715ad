import type { BatchShape } from '../plan/batches';
import type { SliceLengths } from '../plan/slices';
import { fpsValue } from '../timeline/frame-clock';
import type { Timeline } from '../timeline/timeline';

const SLICE_SECONDS = { longest: 3, shortest: 0.5 };
const BATCH_SECONDS = { longest: 6, shortest: 1.5 };
const BATCH_INPUTS = 12;

/** Short enough for small edits. */
export const sliceLengths = (timeline: Timeline): SliceLengths => ({
  longest: secondsOf(timeline, SLICE_SECONDS.longest),
  shortest: secondsOf(timeline, SLICE_SECONDS.shortest),
});

/** Large enough to be worth a process, small enough to share among workers. */
export const batchShape = (timeline: Timeline, workers: number, memory: number): BatchShape => ({
  workers,
  longest: secondsOf(timeline, BATCH_SECONDS.longest),
  shortest: secondsOf(timeline, BATCH_SECONDS.shortest),
  inputs: BATCH_INPUTS,
  weight: memory / workers,
});

/** In frames. */
const secondsOf = ({ fps }: Timeline, seconds: number): number => Math.round(seconds * fpsValue(fps));
