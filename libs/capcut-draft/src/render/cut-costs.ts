import { secondsAfterKeys } from '../media/key-frames';
import { mapLimit } from '../media/map-limit';
import type { CutCost } from '../plan/batches';
import { type ResumedClip, resumedClips } from '../plan/cut-cost';
import type { PlanInput } from '../plan/render-plan';
import type { Slice } from '../plan/slices';
import { throwIfStopped } from './render-failures';

/** Half of the usual distance of key frames, for files that do not tell theirs. */
const TYPICAL_SECONDS = 1;

interface Resumption extends ResumedClip {
  readonly frame: number;
}

/** What every cut between two slices that touch would cost. @throws FfmpegError `aborted` */
export async function cutCosts(
  { timeline, book }: Pick<PlanInput, 'timeline' | 'book'>,
  slices: readonly Slice[],
  { concurrency, signal }: { readonly concurrency: number; readonly signal: AbortSignal },
): Promise<CutCost> {
  const bySource = new Map<string, Resumption[]>();
  for (const frame of touchingCuts(slices))
    for (const clip of resumedClips(timeline, book, frame))
      bySource.set(clip.sourceKey, [...(bySource.get(clip.sourceKey) ?? []), { ...clip, frame }]);
  const found = await mapLimit([...bySource], concurrency, async ([key, resumptions]) => {
    throwIfStopped(signal);
    const entry = book.get(key);
    if (!entry) return [];
    const moments = resumptions.map(({ moment }) => moment);
    const seconds = await secondsAfterKeys(entry.path, entry.facts, moments);
    return resumptions.map(({ frame, pixelsPerSecond }, index) => ({
      frame,
      pixels: (seconds[index] ?? TYPICAL_SECONDS) * pixelsPerSecond,
    }));
  });
  const costs = new Map<number, number>();
  for (const { frame, pixels } of found.flat()) costs.set(frame, (costs.get(frame) ?? 0) + pixels);
  return (frame) => costs.get(frame) ?? 0;
}

const touchingCuts = (slices: readonly Slice[]): number[] =>
  slices.flatMap(({ range }, index) => (slices.at(index + 1)?.range.start === range.end ? [range.end] : []));
