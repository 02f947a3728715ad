import { type FileHandle, open } from 'node:fs/promises';

const DATED = ['mvhd', 'tkhd', 'mdhd'];

/** Zeroes the dates in an MP4's header, so that the same film is the same bytes whenever it is made. */
export async function eraseDates(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    const header = await findHeader(file);
    if (!header) return;
    const bytes = Buffer.alloc(header.size);
    await file.read(bytes, 0, header.size, header.at);
    for (const name of DATED) {
      for (let at = bytes.indexOf(name); at >= 0; at = bytes.indexOf(name, at + 4)) {
        const wide = bytes[at + 4] === 1;
        bytes.fill(0, at + 8, at + 8 + (wide ? 16 : 8));
      }
    }
    await file.write(bytes, 0, header.size, header.at);
  } finally {
    await file.close();
  }
}

/** Place of the `moov` box among the top-level boxes. */
async function findHeader(file: FileHandle): Promise<{ at: number; size: number } | undefined> {
  const { size: total } = await file.stat();
  const head = Buffer.alloc(16);
  for (let at = 0; at + 8 <= total;) {
    await file.read(head, 0, 16, at);
    const short = head.readUInt32BE(0);
    const size = short === 1 ? Number(head.readBigUInt64BE(8)) : short;
    if (head.toString('latin1', 4, 8) === 'moov') return { at, size };
    if (size < 8) return undefined;
    at += size;
  }
  return undefined;
}
