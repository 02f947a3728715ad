import type { VideoCodec } from '../plan/output-settings';

export const RENDER_FORMATS = ['mp4', 'mov', 'webm', 'gif', 'm4a', 'mp3', 'wav'] as const;
export type RenderFormat = (typeof RENDER_FORMATS)[number];

export const VIDEO_CODECS: readonly VideoCodec[] = ['h264', 'h265', 'vp9', 'av1', 'prores'];

/** How the sound of a film is coded. */
export interface SoundCoding {
  /** FFmpeg's encoder. */
  readonly encoder: string;
  /** Container of the sound on its own, and FFmpeg's name of its reader. */
  readonly container: string;
  readonly demuxer: string;
  /** Kilobits per second unless asked otherwise; absent = the coding has no rate to choose. */
  readonly defaultKbps?: number;
}

const AAC: SoundCoding = { encoder: 'aac', container: 'mp4', demuxer: 'mov', defaultKbps: 160 };
const OPUS: SoundCoding = { encoder: 'libopus', container: 'webm', demuxer: 'matroska', defaultKbps: 128 };
const MP3: SoundCoding = { encoder: 'libmp3lame', container: 'mp3', demuxer: 'mp3', defaultKbps: 192 };
const PCM: SoundCoding = { encoder: 'pcm_s16le', container: 'wav', demuxer: 'wav' };

export interface FormatRow {
  readonly extension: string;
  readonly mediaType: string;
  /** The first one is the default; none = a file without picture, or the one picture coding the format has. */
  readonly codecs: readonly VideoCodec[];
  readonly hasPicture: boolean;
  readonly sound?: SoundCoding;
}

/** Every kind of file a render can make. */
export const FORMATS: Readonly<Record<RenderFormat, FormatRow>> = {
  mp4: film('mp4', 'video/mp4', ['h264', 'h265', 'av1'], AAC),
  mov: film('mov', 'video/quicktime', ['prores', 'h264', 'h265'], AAC),
  webm: film('webm', 'video/webm', ['vp9', 'av1'], OPUS),
  gif: { extension: 'gif', mediaType: 'image/gif', codecs: [], hasPicture: true },
  m4a: { extension: 'm4a', mediaType: 'audio/mp4', codecs: [], hasPicture: false, sound: AAC },
  mp3: { extension: 'mp3', mediaType: 'audio/mpeg', codecs: [], hasPicture: false, sound: MP3 },
  wav: { extension: 'wav', mediaType: 'audio/wav', codecs: [], hasPicture: false, sound: PCM },
};

function film(
  extension: string,
  mediaType: string,
  codecs: readonly VideoCodec[],
  sound: SoundCoding,
): FormatRow {
  return { extension, mediaType, codecs, hasPicture: true, sound };
}

/** The container a codec goes into when only the codec is named. */
const HOME: Readonly<Record<VideoCodec, RenderFormat>> = {
  h264: 'mp4',
  h265: 'mp4',
  vp9: 'webm',
  av1: 'mp4',
  prores: 'mov',
};

interface Wanted {
  readonly format?: RenderFormat;
  readonly codec?: VideoCodec;
}

export const formatOf = ({ format, codec }: Wanted): RenderFormat => format ?? (codec ? HOME[codec] : 'mp4');

/** The codec of the picture; a GIF is made from H.264 slices. */
export const codecOf = (wanted: Wanted): VideoCodec =>
  wanted.codec ?? FORMATS[formatOf(wanted)].codecs[0] ?? 'h264';

/** Lossless editing formats carry uncompressed sound. */
export const soundOf = (wanted: Wanted): SoundCoding | undefined =>
  codecOf(wanted) === 'prores' && formatOf(wanted) === 'mov' ? PCM : FORMATS[formatOf(wanted)].sound;

const PICTURE_ENCODERS: Readonly<Record<VideoCodec, string>> = {
  h264: 'libx264',
  h265: 'libx265',
  vp9: 'libvpx-vp9',
  av1: 'libsvtav1',
  prores: 'prores_ks',
};

/** The encoders FFmpeg must have for a render. */
export function encodersFor(wanted: Wanted): string[] {
  const format = formatOf(wanted);
  const { hasPicture } = FORMATS[format];
  return [
    ...(hasPicture ? [PICTURE_ENCODERS[codecOf(wanted)]] : []),
    ...(format === 'gif' ? ['gif'] : []),
    ...[soundOf(wanted)?.encoder].filter((name) => name !== undefined),
  ];
}

export function soundArgs(coding: SoundCoding, kbps: number | undefined): string[] {
  const rate = coding.defaultKbps === undefined ? [] : ['-b:a', `${kbps ?? coding.defaultKbps}k`];
  return ['-c:a', coding.encoder, ...rate, '-f', coding.container];
}
