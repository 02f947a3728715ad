import type { Range } from '../read/segment-facts';

const SECOND = 1_000_000;

export function frameAt(microseconds: number, fps: number): number {
  return Math.round((microseconds * fps) / SECOND);
}

export function timeOfFrame(frame: number, fps: number): number {
  return Math.round((frame * SECOND) / fps);
}

/** The nearest frame boundary. Neighbors that share an end share it after snapping too. */
export function snapTime(microseconds: number, fps: number): number {
  return timeOfFrame(frameAt(microseconds, fps), fps);
}

/** Both ends on the grid, at least one frame long. */
export function snapRange(start: number, end: number, fps: number): Range {
  const first = frameAt(start, fps);
  const last = Math.max(first + 1, frameAt(end, fps));
  const snapped = timeOfFrame(first, fps);
  return { start: snapped, duration: timeOfFrame(last, fps) - snapped };
}

/** The longest whole number of frames from `start` that fits into `limit` microseconds; at least one frame. */
export function fitRange(start: number, limit: number, fps: number): Range {
  const first = frameAt(start, fps);
  const snapped = timeOfFrame(first, fps);
  let frames = Math.max(1, Math.ceil((limit * fps) / SECOND));
  while (frames > 1 && timeOfFrame(first + frames, fps) - snapped > limit) frames--;
  return { start: snapped, duration: timeOfFrame(first + frames, fps) - snapped };
}

export function isOnGrid(microseconds: number, fps: number): boolean {
  return Math.abs(microseconds - snapTime(microseconds, fps)) <= 1;
}
