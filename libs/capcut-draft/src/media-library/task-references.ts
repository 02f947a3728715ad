import type { TaskView, VideoGateway } from '@onereel/core';

/** The part of the gateway a draft needs to use results that are ready or still being made. */
export type TaskSource = Pick<VideoGateway, 'get' | 'contentUrl'>;

const TASK_URL = /^task:\/\/([a-z0-9_]{1,64})$/i;
const TASK_PATH = /\/(vid_[a-z0-9_]{1,60})(?:\/|$|\?)/;

/** The task a URL stands for: `task://<id>`, or the address under which this gateway serves the task's result. */
export function taskIdOf(url: string, publicUrl: string): string | undefined {
  const direct = TASK_URL.exec(url)?.[1];
  if (direct !== undefined) return direct;
  return publicUrl !== '' && url.startsWith(`${publicUrl}/`) ? TASK_PATH.exec(url)?.[1] : undefined;
}

export interface ExpectedMedia {
  readonly width: number;
  readonly height: number;
  /** Microseconds. */
  readonly duration: number;
}

const FALLBACK: ExpectedMedia = { width: 1920, height: 1080, duration: 5_000_000 };

/** What an unfinished task will most likely deliver, from what was asked of it. */
export function expectedMedia(task: TaskView, declared: Partial<ExpectedMedia>): ExpectedMedia {
  const asked = { ...task.request, ...task.applied };
  const seconds = Number(asked.durationSeconds);
  const size = /^(\d{2,5})x(\d{2,5})$/.exec(typeof asked.size === 'string' ? asked.size : '');
  const [, ratioWidth, ratioHeight] = /^(\d{1,3}):(\d{1,3})$/.exec(String(asked.aspectRatio)) ?? [];
  return {
    width: declared.width ?? (size ? Number(size[1]) : widthOf(Number(ratioWidth), Number(ratioHeight))),
    height: declared.height ?? (size ? Number(size[2]) : widthOf(Number(ratioHeight), Number(ratioWidth))),
    duration: declared.duration ?? (seconds > 0 ? Math.round(seconds * 1_000_000) : FALLBACK.duration),
  };
}

/** The longer side is 1920 pixels, the other follows the ratio. */
function widthOf(own: number, other: number): number {
  if (!(own > 0 && other > 0)) return FALLBACK.width;
  return own >= other ? 1920 : 2 * Math.round((960 * own) / other);
}
