import type { FrameRate } from '../timeline/timeline';

export type VideoCodec = 'h264' | 'h265' | 'vp9' | 'av1' | 'prores';

/** Everything about the encoded picture that does not come from the film. */
export interface OutputSettings {
  /** Pixels, even: an odd canvas becomes one pixel larger, since encoders take no odd sizes. */
  readonly width: number;
  readonly height: number;
  readonly fps: FrameRate;
  readonly codec: VideoCodec;
  /** Quality, lower is better; scale of the codec. */
  readonly crf: number;
  /** Average bit rate instead of `crf`, kilobits per second. */
  readonly kbps?: number;
  readonly preset: string;
  /** Longest distance between key frames. */
  readonly gopFrames: number;
  /** BT.709, unless copied pictures are coded otherwise. */
  readonly color: OutputColor;
  readonly parameterSetId: number;
}

export const evenUp = (value: number): number => value + (value % 2);

const SPEEDS: Readonly<Record<string, number>> = {
  ultrafast: 12,
  superfast: 11,
  veryfast: 10,
  faster: 9,
  fast: 8,
  medium: 6,
  slow: 4,
};

type EncoderOptions = (output: OutputSettings, threads: number) => string[];

/** libvpx-vp9's `-cpu-used` by the same names. */
const VP9_SPEEDS: Readonly<Record<string, number>> = { ultrafast: 8, superfast: 6, medium: 3, slow: 2 };

const rate = ({ crf, kbps }: OutputSettings): string[] =>
  kbps === undefined ? ['-crf', String(crf)] : ['-b:v', `${kbps}k`];
const peaks = ({ kbps }: OutputSettings): string[] =>
  kbps === undefined ? [] : ['-maxrate', `${Math.round(kbps * 1.5)}k`, '-bufsize', `${kbps * 2}k`];
const quality = (output: OutputSettings): string[] => [...rate(output), '-g', String(output.gopFrames)];
const h265Parameters = ({ gopFrames }: OutputSettings, threads: number): string =>
  `keyint=${gopFrames}:open-gop=0:pools=${threads}:frame-threads=1:log-level=error`;

const ENCODERS: Readonly<Record<VideoCodec, EncoderOptions>> = {
  h264: (output, threads) => [
    ...['-c:v', 'libx264', '-preset', output.preset, ...quality(output), ...peaks(output)],
    ...['-bf', '2', '-flags', '+cgop', '-profile:v', 'high', '-pix_fmt', 'yuv420p'],
    ...(output.parameterSetId > 0 ? ['-x264-params', `sps-id=${output.parameterSetId}`] : []),
    ...['-threads', String(threads)],
  ],
  h265: (output, threads) => [
    ...['-c:v', 'libx265', '-preset', output.preset, ...rate(output), ...peaks(output)],
    ...['-pix_fmt', 'yuv420p'],
    ...['-tag:v', 'hvc1', '-x265-params', h265Parameters(output, threads)],
  ],
  vp9: (output, threads) => [
    ...['-c:v', 'libvpx-vp9', ...quality(output), ...(output.kbps === undefined ? ['-b:v', '0'] : [])],
    ...['-deadline', 'good', '-cpu-used', String(VP9_SPEEDS[output.preset] ?? 4)],
    ...['-row-mt', '1', '-pix_fmt', 'yuv420p', '-threads', String(threads)],
  ],
  av1: (output, threads) => [
    ...['-c:v', 'libsvtav1', ...quality(output), '-preset', String(SPEEDS[output.preset] ?? 8)],
    ...['-pix_fmt', 'yuv420p', '-svtav1-params', `lp=${threads}`],
  ],
  prores: (_output, threads) => [
    ...['-c:v', 'prores_ks', '-profile:v', '3', '-vendor', 'apl0', '-pix_fmt', 'yuv422p10le'],
    ...['-threads', String(threads)],
  ],
};

/** Encoder options, one thread count for all codecs. */
export function encoderArgs(output: OutputSettings, threads: number): string[] {
  return ENCODERS[output.codec](output, threads);
}

export type ColorMatrix = 'bt709' | 'bt601';

export interface OutputColor {
  readonly matrix: ColorMatrix;
  /** Names for the stream's own description; undefined leaves it unsaid. */
  readonly tags?: { readonly space: string; readonly primaries: string; readonly transfer: string };
}

export const BT709: OutputColor = {
  matrix: 'bt709',
  tags: { space: 'bt709', primaries: 'bt709', transfer: 'bt709' },
};

export function colorTagArgs({ color }: OutputSettings): string[] {
  if (!color.tags) return [];
  const { space, primaries, transfer } = color.tags;
  return ['-color_primaries', primaries, '-color_trc', transfer, '-colorspace', space, '-color_range', 'tv'];
}
