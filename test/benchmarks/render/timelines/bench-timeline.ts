import type { DraftDocument } from '@onereel/capcut-draft';
import type { Shape } from '../shapes';

/** Files a picture is made of, and the graph that makes it; its output is `[plain]`. */
export interface PlainPicture {
  /** Arguments up to the last input. */
  readonly inputs: readonly string[];
  readonly graph: readonly string[];
}

/** One film of the benchmark: as a draft, as the best single command, and as a reference without any shortcut. */
export interface BenchTimeline {
  readonly key: string;
  readonly title: string;
  frames(shape: Shape): number;
  draft(shape: Shape): DraftDocument;
  /** The same film after a small edit. */
  edited?(shape: Shape): DraftDocument;
  /** Arguments of FFmpeg without the output; run in the folder of the media. */
  command(shape: Shape): readonly string[];
  /**
   * The pictures alone, frame by frame from the description above: sources decoded from their beginning, frames picked
   * by number, nothing seeked, sliced, copied or cached, no xfade. Run in the folder of the media; files that are drawn for it
   * go to `scratch`.
   */
  plain(shape: Shape, scratch: string): PlainPicture | Promise<PlainPicture>;
  /** Arguments of melt without the consumer. */
  melt?(shape: Shape): readonly string[];
}

/** Encoder settings every candidate shares. */
export const PICTURE_ARGS = '-c:v libx264 -preset veryfast -crf 20 -g 60 -pix_fmt yuv420p -r 30'.split(' ');
export const SOUND_ARGS = '-c:a aac -b:a 160k -ar 48000 -ac 2'.split(' ');

export const seconds = (frames: number): string => (frames / 30).toFixed(6);

/** Frames [from, to) of a decoded source, counted from its first; every `step`-th. */
export function pick(from: number, to: number, step = 1): string {
  const every = step === 1 ? '' : `*not(mod(n-${from},${step}))`;
  return `select='between(n,${from},${to - 1})${every}',settb=1/30,setpts=N`;
}

/** Condition over `t` for frames [from, to). */
export const during = (from: number, to: number): string => `between(t*30,${from - 0.5},${to - 0.5})`;
