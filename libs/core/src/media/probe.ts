import { resolve } from 'node:path';
import { FfmpegError } from './ffmpeg-error';
import type { MediaProcess } from './ffmpeg-process';
import { MediaError } from './media-error';
import type { MediaFacts } from './media-facts';
import { parseProbe } from './parse-probe';
import { sniffFile } from './sniff-file';

export interface ProbeOptions {
  signal?: AbortSignal;
  /** Milliseconds; default 20 000. */
  timeoutMs?: number;
}

const DEFAULT_TIMEOUT_MS = 20_000;
const STREAM_FIELDS = [
  ...['index', 'codec_type', 'codec_name', 'profile', 'level', 'width', 'height', 'pix_fmt'],
  ...[
    'sample_aspect_ratio',
    'r_frame_rate',
    'avg_frame_rate',
    'nb_frames',
    'start_time',
    'duration',
    'time_base',
  ],
  ...['color_space', 'color_range', 'color_transfer', 'color_primaries', 'sample_rate', 'channels'],
].join(',');
const ENTRIES = [
  'format=duration',
  `stream=${STREAM_FIELDS}`,
  'stream_disposition=attached_pic',
  'stream_tags=rotate,alpha_mode',
  'stream_side_data=rotation',
].join(':');

/**
 * Reads what a local file holds. The demuxer is forced to the one its magic bytes name, so a playlist that calls
 * itself `.mp4` is refused before FFmpeg sees it.
 *
 * @throws MediaError `unsupported` | `unreadable`; FfmpegError when aborted, timed out or ffprobe is missing.
 */
export async function probeMedia(
  media: MediaProcess,
  path: string,
  options: ProbeOptions = {},
): Promise<MediaFacts> {
  const file = resolve(path);
  const found = await sniffFile(file);
  const { sniffed } = found;
  const firstFrame =
    sniffed.kind === 'image' ? ['-show_frames', '-read_intervals', '%+#1', '-select_streams', 'v:0'] : [];
  const entries =
    sniffed.kind === 'image' ? `${ENTRIES}:frame=width,height:frame_side_data=rotation` : ENTRIES;
  const args = [
    '-v',
    'error',
    '-of',
    'json',
    ...firstFrame,
    '-show_entries',
    entries,
    '-f',
    sniffed.demuxer,
    '-i',
    file,
  ];
  try {
    const { stdout } = await media.ffprobe(args, {
      signal: options.signal,
      timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    });
    return parseProbe(JSON.parse(stdout.toString('utf8')), found);
  } catch (error) {
    if (!(error instanceof FfmpegError) || error.failure !== 'failed') throw error;
    throw new MediaError(
      'unreadable',
      `the file starts like ${sniffed.format} and cannot be read: it is damaged or cut short`,
      {
        cause: error,
      },
    );
  }
}
