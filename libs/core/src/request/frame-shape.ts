import { FrameSize } from './video-request';

/** Share by which a size may miss a ratio and still count as that ratio. */
const TOLERANCE = 0.02;

/** `720p`, `1080p` or `4k` for an exact size, by its shorter side: up to 900, up to 1440, above. */
export function resolutionClass({ width, height }: FrameSize): '720p' | '1080p' | '4k' {
  const short = Math.min(width, height);
  if (short <= 900) return '720p';
  return short <= 1440 ? '1080p' : '4k';
}

/** The one of the given `W:H` ratios that a size has, within 2 %. */
export function matchingRatio({ width, height }: FrameSize, ratios: readonly string[]): string | undefined {
  const wanted = width / height;
  return ratios.find((ratio) => {
    const [w, h] = ratio.split(':').map(Number);
    return Math.abs(wanted / (w / h) - 1) <= TOLERANCE;
  });
}
