import type { MediaFacts } from '@onereel/core/media';
import type { OutputSettings } from './output-settings';

/** Frames a decoder and its queues hold at a time, measured with one thread. */
const VIDEO_FRAMES = 16;
/** Photos are decoded once; the picture and its first conversion. */
const STILL_BYTES_PER_PIXEL = 6;
/** Whole-canvas frames on their way through a graph and an encoder with one thread. */
const CANVAS_FRAMES = 40;
const PROCESS_BYTES = 48e6;

const pixelsOf = ({ video }: MediaFacts): number => (video ? video.width * video.height : 0);

export const stillWeight = (facts: MediaFacts): number => pixelsOf(facts) * STILL_BYTES_PER_PIXEL;

export const videoWeight = (facts: MediaFacts): number => pixelsOf(facts) * 1.5 * VIDEO_FRAMES;

/** Bytes a process needs besides its inputs. */
export const canvasWeight = ({ width, height }: OutputSettings): number =>
  PROCESS_BYTES + width * height * 1.5 * CANVAS_FRAMES;
