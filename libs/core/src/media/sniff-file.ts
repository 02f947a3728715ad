import { open } from 'node:fs/promises';
import { MediaError } from './media-error';
import { missingBoxBytes } from './missing-bytes';
import { SNIFF_BYTES, type SniffedMedia, sniffMedia } from './sniff';

/** What a file says it is without decoding anything. */
export interface SniffedFile {
  readonly sniffed: SniffedMedia;
  readonly bytes: number;
  /** Bytes stated and not there; 0 where none are missing and where the container does not tell. */
  readonly missingBytes: number;
}

/**
 * Names the format of a local file by its first bytes.
 *
 * @throws MediaError `unsupported` for an empty file, a script or an unknown format.
 */
export async function sniffFile(path: string): Promise<SniffedFile> {
  const handle = await open(path, 'r');
  try {
    const head = Buffer.alloc(SNIFF_BYTES);
    const { bytesRead } = await handle.read(head, 0, SNIFF_BYTES, 0);
    const result = sniffMedia(head.subarray(0, bytesRead));
    if (!result.ok) throw new MediaError('unsupported', result.reason);
    const { size } = await handle.stat();
    const missingBytes = result.media.demuxer === 'mov' ? await missingBoxBytes(handle, size) : 0;
    return { sniffed: result.media, bytes: size, missingBytes };
  } finally {
    await handle.close();
  }
}
