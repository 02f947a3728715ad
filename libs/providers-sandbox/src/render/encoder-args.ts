import type { RenderSpec } from '../wire/render-spec';

/** Everything after the filter graph: H.264 High and AAC in a fast-start MP4, the same bytes for the same pictures. */
export function encoderArgs(spec: RenderSpec, output: string): string[] {
  return [
    // No -frames:v here: it would also end the sound, a packet early. The graph ends the picture.
    ...['-r', spec.rate],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '17', '-profile:v', 'high', '-pix_fmt', 'yuv420p'],
    // Dark, soft gradients show bands and blocks first; this spends bits there and keeps the grain that hides them.
    ...['-aq-mode', '3', '-aq-strength', '1.4', '-x264-params', 'chroma-qp-offset=-4'],
    ...['-g', '60', '-bf', '2'],
    ...['-color_primaries', 'bt709', '-color_trc', 'bt709', '-colorspace', 'bt709', '-color_range', 'tv'],
    ...(spec.audio ? ['-c:a', 'aac', '-b:a', '128k', '-ar', '48000', '-ac', '2'] : ['-an']),
    ...['-map_metadata', '-1', '-fflags', '+bitexact', '-flags:v', '+bitexact', '-flags:a', '+bitexact'],
    ...['-movflags', '+faststart', '-f', 'mp4', '-y', `file:${output}`],
  ];
}

/** FFmpeg's words for RGB → limited-range BT.709, which is what the file says it holds. */
export const TO_BT709 = 'out_color_matrix=bt709:out_range=tv';
