import type { FrameSize } from './video-request';

/** Bytes from the start that hold the size of nearly every picture; JPEG may have a preview in front of it. */
export const PICTURE_HEAD_BYTES = 256 * 1024;

type Reader = (head: Buffer) => FrameSize | undefined;

/** By what the file begins with. */
const READERS: readonly (readonly [start: Buffer, at: number, read: Reader])[] = [
  [Buffer.from('89504e470d0a1a0a', 'hex'), 0, (head) => sized(head.readUInt32BE(16), head.readUInt32BE(20))],
  [Buffer.from('ffd8', 'hex'), 0, jpegSize],
  [Buffer.from('GIF8'), 0, (head) => sized(head.readUInt16LE(6), head.readUInt16LE(8))],
  [Buffer.from('BM'), 0, (head) => sized(head.readInt32LE(18), Math.abs(head.readInt32LE(22)))],
  [Buffer.from('WEBP'), 8, webpSize],
];

/** The pixels of a picture by its header; `undefined` when it cannot be read from there. Pure. */
export function pictureSize(head: Buffer): FrameSize | undefined {
  const row = READERS.find(([start, at]) => head.subarray(at, at + start.length).equals(start));
  try {
    return row?.[2](head);
  } catch {
    return undefined;
  }
}

const sized = (width: number, height: number): FrameSize | undefined =>
  width > 0 && height > 0 ? { width, height } : undefined;

/** Markers that start a frame; the others of their range are tables. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

function jpegSize(head: Buffer): FrameSize | undefined {
  let at = 2;
  while (at + 9 < head.length) {
    const marker = head[at + 1];
    if (head[at] !== 0xff || marker === 0xff) at += 1;
    else if (isFrame(marker)) return sized(head.readUInt16BE(at + 7), head.readUInt16BE(at + 5));
    else at += 2 + head.readUInt16BE(at + 2);
  }
  return undefined;
}

const WEBP: Readonly<Record<string, Reader>> = {
  'VP8 ': (head) => sized(head.readUInt16LE(26) & 0x3fff, head.readUInt16LE(28) & 0x3fff),
  VP8L: (head) => {
    const bits = head.readUInt32LE(21);
    return sized((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1);
  },
  VP8X: (head) => sized(head.readUIntLE(24, 3) + 1, head.readUIntLE(27, 3) + 1),
};

function webpSize(head: Buffer): FrameSize | undefined {
  return WEBP[head.toString('latin1', 12, 16)]?.(head);
}
