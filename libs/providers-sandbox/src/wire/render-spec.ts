import type { CameraMotion, FrameSize } from '@onereel/core';

/** Everything that determines the picture and the sound of one video; the same spec always gives the same video. */
export interface RenderSpec {
  readonly mode: 'text-to-video' | 'image-to-video';
  /** Shown as the title of a text-to-video; empty for an untitled image-to-video. */
  readonly prompt: string;
  /** Even pixels. */
  readonly size: FrameSize;
  /** As FFmpeg writes a rate: `30/1`, `30000/1001`. */
  readonly rate: string;
  /** Exact number of pictures. */
  readonly frames: number;
  readonly seed: number;
  readonly audio: boolean;
  readonly motion: CameraMotion;
  /** 0 (still) … 1 (strong). */
  readonly strength: number;
}

/** Frames per second of a spec. */
export function framesPerSecond(spec: Pick<RenderSpec, 'rate'>): number {
  const [num, den] = spec.rate.split('/').map(Number);
  return num / den;
}

/** Exact length in seconds: whole frames, not what was asked for. */
export const secondsOf = (spec: Pick<RenderSpec, 'rate' | 'frames'>): number =>
  spec.frames / framesPerSecond(spec);
