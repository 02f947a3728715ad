import { MediaError } from './media-error';
import type { AudioFacts, MediaFacts, Rational, VideoFacts } from './media-facts';
import type { SniffedMedia } from './sniff';
import type { SniffedFile } from './sniff-file';

type Fields = Record<string, unknown>;

const STILL_FORMATS = new Set(['png', 'jpeg', 'bmp', 'tiff', 'webp', 'avif']);
/** Larger pictures are refused: one frame would need gigabytes. */
const MAX_SIDE = 16_384;

/**
 * Turns ffprobe's JSON into facts.
 *
 * @throws MediaError `unreadable` when no stream can be used.
 */
export function parseProbe(output: unknown, { sniffed, bytes, missingBytes }: SniffedFile): MediaFacts {
  const root = fields(output);
  const streams = list(root.streams).map(fields);
  const frame = fields(list(root.frames)[0]);
  const videoStream = streams.find((stream) => stream.codec_type === 'video' && !isCover(stream));
  const audioStream = streams.find((stream) => stream.codec_type === 'audio');
  const video = videoStream && videoFacts(videoStream, frame);
  const audio = audioStream && audioFacts(audioStream);
  if (!video && !audio)
    throw new MediaError('unreadable', 'the file holds neither a picture nor a sound track');
  const still = STILL_FORMATS.has(sniffed.format);
  return {
    container: sniffed.format,
    kind: kindOf(sniffed, video),
    mimeType: sniffed.mimeType,
    demuxer: sniffed.demuxer,
    durationSeconds: still ? 0 : duration(root, streams),
    bytes,
    ...(missingBytes > 0 ? { missingBytes } : {}),
    ...(video ? { video } : {}),
    ...(audio ? { audio } : {}),
  };
}

function kindOf(sniffed: SniffedMedia, video: VideoFacts | undefined): MediaFacts['kind'] {
  if (sniffed.kind === 'image') return 'image';
  return video ? 'video' : 'audio';
}

function isCover(stream: Fields): boolean {
  return fields(stream.disposition).attached_pic === 1;
}

function duration(root: Fields, streams: Fields[]): number {
  const stated = number(fields(root.format).duration);
  return stated > 0 ? stated : Math.max(0, ...streams.map((stream) => number(stream.duration)));
}

function videoFacts(stream: Fields, frame: Fields): VideoFacts {
  const pixelFormat = text(stream.pix_fmt) ?? 'unknown';
  const frames = number(stream.nb_frames);
  return {
    codec: text(stream.codec_name) ?? 'unknown',
    profile: text(stream.profile),
    level: number(stream.level) || undefined,
    ...shape(stream, frame),
    averageFps: rational(stream.avg_frame_rate) ?? { num: 0, den: 1 },
    nominalFps: rational(stream.r_frame_rate) ?? { num: 0, den: 1 },
    pixelFormat,
    hasAlpha: hasAlpha(pixelFormat) || fields(stream.tags).alpha_mode === '1',
    ...(frames > 0 ? { frames } : {}),
    startSeconds: number(stream.start_time),
    timeBase: rational(stream.time_base) ?? { num: 1, den: 1000 },
    colorSpace: known(stream.color_space),
    colorRange: known(stream.color_range),
    colorTransfer: known(stream.color_transfer),
    colorPrimaries: known(stream.color_primaries),
  };
}

type Shape = Pick<
  VideoFacts,
  'width' | 'height' | 'displayWidth' | 'displayHeight' | 'rotation' | 'pixelAspect'
>;

function shape(stream: Fields, frame: Fields): Shape {
  const width = number(stream.width) || number(frame.width);
  const height = number(stream.height) || number(frame.height);
  refuseSize(width, height);
  const rotation = rotationOf(stream, frame);
  const pixelAspect = rational(stream.sample_aspect_ratio, ':') ?? { num: 1, den: 1 };
  const shown = Math.max(1, Math.round((width * pixelAspect.num) / pixelAspect.den));
  const turned = rotation % 180 !== 0;
  return {
    width,
    height,
    displayWidth: turned ? height : shown,
    displayHeight: turned ? shown : height,
    rotation,
    pixelAspect,
  };
}

function refuseSize(width: number, height: number): void {
  if (width <= 0 || height <= 0)
    throw new MediaError('unreadable', 'the picture has no size: the file is damaged or cut short');
  if (width > MAX_SIDE || height > MAX_SIDE) {
    throw new MediaError(
      'unsupported',
      `the picture is ${width}x${height}; at most ${MAX_SIDE} pixels a side are accepted`,
    );
  }
}

function audioFacts(stream: Fields): AudioFacts {
  const seconds = number(stream.duration);
  return {
    codec: text(stream.codec_name) ?? 'unknown',
    sampleRate: number(stream.sample_rate),
    channels: number(stream.channels),
    startSeconds: number(stream.start_time),
    ...(seconds > 0 ? { durationSeconds: seconds } : {}),
  };
}

/** ffprobe states the display matrix counter-clockwise and the older `rotate` tag clockwise. */
function rotationOf(stream: Fields, frame: Fields): number {
  const matrix = [...list(stream.side_data_list), ...list(frame.side_data_list)]
    .map(fields)
    .find((data) => data.rotation !== undefined);
  const clockwise = matrix ? -number(matrix.rotation) : number(fields(stream.tags).rotate);
  return (((Math.round(clockwise / 90) * 90) % 360) + 360) % 360;
}

function hasAlpha(pixelFormat: string): boolean {
  return /^(yuva|rgba|bgra|argb|abgr|gbrap|ya\d|pal8)/.test(pixelFormat);
}

function rational(value: unknown, separator = '/'): Rational | undefined {
  const [num, den] = (text(value) ?? '').split(separator).map(Number);
  return num > 0 && den > 0 ? { num, den } : undefined;
}

function number(value: unknown): number {
  const parsed = typeof value === 'number' ? value : Number.parseFloat(text(value) ?? '');
  return Number.isFinite(parsed) ? parsed : 0;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function known(value: unknown): string | undefined {
  return value === 'unknown' ? undefined : text(value);
}

function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
