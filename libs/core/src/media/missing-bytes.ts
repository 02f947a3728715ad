import type { FileHandle } from 'node:fs/promises';

/** Of a box, or of a box with a long size. */
const SHORT_HEADER = 8;
const LONG_HEADER = 16;
/** Files in many fragments are not walked to their end. */
const MAX_BOXES = 2_000;

/**
 * Bytes of pictures and sound that a file of ISO 14496-12 boxes states and does not hold. A download that breaks off
 * keeps the index in front of it, so such a file opens like a whole one.
 */
export async function missingBoxBytes(handle: FileHandle, size: number): Promise<number> {
  const header = Buffer.alloc(LONG_HEADER);
  let at = 0;
  for (let boxes = 0; boxes < MAX_BOXES && at + SHORT_HEADER <= size; boxes += 1) {
    const { bytesRead } = await handle.read(header, 0, LONG_HEADER, at);
    const length = boxLength(header, bytesRead);
    // 0: to the end of the file, however long that is.
    if (length < SHORT_HEADER) return 0;
    const end = at + length;
    if (end > size) return header.toString('latin1', 4, SHORT_HEADER) === 'mdat' ? end - size : 0;
    at = end;
  }
  return 0;
}

function boxLength(header: Buffer, bytesRead: number): number {
  const short = header.readUInt32BE(0);
  if (short !== 1) return short;
  return bytesRead < LONG_HEADER ? 0 : Number(header.readBigUInt64BE(SHORT_HEADER));
}
