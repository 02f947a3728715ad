/** What the first bytes of a file say it is, and the one demuxer FFmpeg may open it with. */
export interface SniffedMedia {
  /** Short name of the container, e.g. `mp4`, `webm`, `png`. */
  format: string;
  kind: 'video' | 'image' | 'audio';
  /** Value for FFmpeg's `-f` in front of `-i`: no other demuxer may touch the file. */
  demuxer: string;
  mimeType: string;
  /** File extension without the dot. */
  extension: string;
}

export type SniffResult = { ok: true; media: SniffedMedia } | { ok: false; reason: string };

/** Bytes that {@link sniffMedia} wants to see; more do no harm, fewer may hide a format. */
export const SNIFF_BYTES = 4096;

type Row = [
  format: string,
  kind: SniffedMedia['kind'],
  demuxer: string,
  mimeType: string,
  extension?: string,
];

const FORMATS: Record<string, Row> = {
  mp4: ['mp4', 'video', 'mov', 'video/mp4'],
  mov: ['mov', 'video', 'mov', 'video/quicktime'],
  m4a: ['m4a', 'audio', 'mov', 'audio/mp4'],
  avif: ['avif', 'image', 'mov', 'image/avif'],
  webm: ['webm', 'video', 'matroska', 'video/webm'],
  mkv: ['mkv', 'video', 'matroska', 'video/x-matroska'],
  avi: ['avi', 'video', 'avi', 'video/x-msvideo'],
  flv: ['flv', 'video', 'flv', 'video/x-flv'],
  mpegts: ['mpegts', 'video', 'mpegts', 'video/mp2t', 'ts'],
  mpeg: ['mpeg', 'video', 'mpeg', 'video/mpeg', 'mpg'],
  asf: ['asf', 'video', 'asf', 'video/x-ms-asf', 'wmv'],
  gif: ['gif', 'image', 'gif', 'image/gif'],
  png: ['png', 'image', 'png_pipe', 'image/png'],
  apng: ['apng', 'image', 'apng', 'image/apng', 'png'],
  jpeg: ['jpeg', 'image', 'jpeg_pipe', 'image/jpeg', 'jpg'],
  webp: ['webp', 'image', 'webp_pipe', 'image/webp'],
  bmp: ['bmp', 'image', 'bmp_pipe', 'image/bmp'],
  tiff: ['tiff', 'image', 'tiff_pipe', 'image/tiff', 'tif'],
  mp3: ['mp3', 'audio', 'mp3', 'audio/mpeg'],
  wav: ['wav', 'audio', 'wav', 'audio/wav'],
  flac: ['flac', 'audio', 'flac', 'audio/flac'],
  ogg: ['ogg', 'audio', 'ogg', 'audio/ogg'],
  aac: ['aac', 'audio', 'aac', 'audio/aac'],
  aiff: ['aiff', 'audio', 'aiff', 'audio/aiff', 'aif'],
  amr: ['amr', 'audio', 'amr', 'audio/amr'],
};

interface Magic {
  at: number;
  bytes: string | number[];
  format: string;
}

/** Checked from top to bottom; the first hit wins. */
const MAGIC: Magic[] = [
  { at: 0, bytes: [0xff, 0xd8, 0xff], format: 'jpeg' },
  { at: 0, bytes: 'GIF8', format: 'gif' },
  { at: 0, bytes: 'BM', format: 'bmp' },
  { at: 0, bytes: [0x49, 0x49, 0x2a, 0x00], format: 'tiff' },
  { at: 0, bytes: [0x4d, 0x4d, 0x00, 0x2a], format: 'tiff' },
  { at: 0, bytes: 'FLV\x01', format: 'flv' },
  { at: 0, bytes: [0x00, 0x00, 0x01, 0xba], format: 'mpeg' },
  { at: 0, bytes: [0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11], format: 'asf' },
  { at: 0, bytes: 'ID3', format: 'mp3' },
  { at: 0, bytes: 'fLaC', format: 'flac' },
  { at: 0, bytes: 'OggS', format: 'ogg' },
  { at: 0, bytes: '#!AMR', format: 'amr' },
];

/** Text formats that would make FFmpeg open further files, URLs or fonts. */
const REFUSED_TEXT: [pattern: RegExp, name: string][] = [
  [/^#EXTM3U/, 'an HLS playlist (m3u8)'],
  [/^ffconcat|^file\s+\S/m, 'an FFmpeg concat script'],
  [/<svg[\s>]/i, 'an SVG document'],
  [/<MPD[\s>]/, 'a DASH manifest'],
  [/^\[Script Info\]/m, 'an ASS subtitle file'],
  [/^WEBVTT/, 'a WebVTT subtitle file'],
  [/^\s*<!doctype html|^\s*<html/i, 'an HTML page'],
  [/^\s*[[{]\s*["\]}[{]/, 'a JSON document'],
];

/**
 * Names the container from magic bytes alone; the file name is never believed. Scripts, playlists and vector
 * documents are refused because FFmpeg would follow the references inside them.
 */
export function sniffMedia(head: Uint8Array): SniffResult {
  if (head.length === 0) return { ok: false, reason: 'the file is empty' };
  const format = formatOf(head);
  if (format) return { ok: true, media: describe(format) };
  const text = Buffer.from(head.subarray(0, SNIFF_BYTES))
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '');
  for (const [pattern, name] of REFUSED_TEXT) {
    if (pattern.test(text))
      return { ok: false, reason: `the file is ${name}, which is not accepted as media` };
  }
  return { ok: false, reason: 'the first bytes match no supported video, image or sound format' };
}

function describe(format: string): SniffedMedia {
  const [name, kind, demuxer, mimeType, extension] = FORMATS[format];
  return { format: name, kind, demuxer, mimeType, extension: extension ?? name };
}

function formatOf(head: Uint8Array): string | undefined {
  return (
    riffFormat(head) ??
    isoFormat(head) ??
    pngFormat(head) ??
    matroskaFormat(head) ??
    plainFormat(head) ??
    framedFormat(head)
  );
}

function plainFormat(head: Uint8Array): string | undefined {
  if (startsWith(head, 0, 'FORM') && startsWith(head, 8, 'AIF')) return 'aiff';
  return MAGIC.find((magic) => startsWith(head, magic.at, magic.bytes))?.format;
}

function riffFormat(head: Uint8Array): string | undefined {
  if (!startsWith(head, 0, 'RIFF') && !startsWith(head, 0, 'RF64')) return undefined;
  return { WAVE: 'wav', 'AVI ': 'avi', WEBP: 'webp' }[latin1(head, 8, 12)];
}

const AUDIO_BRANDS = new Set(['M4A ', 'M4B ', 'M4P ']);

function isoFormat(head: Uint8Array): string | undefined {
  const box = latin1(head, 4, 8);
  if (['moov', 'mdat', 'wide', 'skip', 'free', 'pnot'].includes(box)) return 'mov';
  if (box !== 'ftyp') return undefined;
  const brand = latin1(head, 8, 12);
  if (brand === 'avif' || brand === 'avis') return 'avif';
  if (/^(heic|heix|mif1|msf1|hevc)$/.test(brand)) return undefined;
  if (AUDIO_BRANDS.has(brand)) return 'm4a';
  return brand === 'qt  ' ? 'mov' : 'mp4';
}

function pngFormat(head: Uint8Array): string | undefined {
  if (!startsWith(head, 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return undefined;
  const text = latin1(head, 0, SNIFF_BYTES);
  const animation = text.indexOf('acTL');
  const data = text.indexOf('IDAT');
  return animation > 0 && (data < 0 || animation < data) ? 'apng' : 'png';
}

function matroskaFormat(head: Uint8Array): string | undefined {
  if (!startsWith(head, 0, [0x1a, 0x45, 0xdf, 0xa3])) return undefined;
  return latin1(head, 0, 64).includes('webm') ? 'webm' : 'mkv';
}

const TS_PACKET = 188;

/** Formats without a file header: only a repeated frame sync tells them from noise. */
function framedFormat(head: Uint8Array): string | undefined {
  if (head[0] === 0x47 && head[TS_PACKET] === 0x47 && head[2 * TS_PACKET] === 0x47) return 'mpegts';
  if (head[0] !== 0xff) return undefined;
  if ((head[1] & 0xf6) === 0xf0) return 'aac';
  const layerAndVersionSane =
    (head[1] & 0xe0) === 0xe0 && (head[1] & 0x06) !== 0 && (head[1] & 0x18) !== 0x08;
  return layerAndVersionSane && head[2] >> 4 !== 0x0f ? 'mp3' : undefined;
}

function startsWith(head: Uint8Array, at: number, magic: string | number[]): boolean {
  const bytes = typeof magic === 'string' ? Array.from(Buffer.from(magic, 'latin1')) : magic;
  return bytes.every((byte, index) => head[at + index] === byte);
}

function latin1(head: Uint8Array, from: number, to: number): string {
  return Buffer.from(head.subarray(from, to)).toString('latin1');
}
