import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { constants, copyFile, type FileHandle, open, rename, rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { GatewayError } from '@onereel/core';

export interface WrittenFile {
  readonly bytes: number;
  readonly sha256: string;
}

/** Streams into a new file, hashing on the way, and flushes it to disk. Throws `payload_too_large`. */
export async function writeAndHash(content: Readable, path: string, maxBytes: number): Promise<WrittenFile> {
  const file = await open(path, 'wx');
  try {
    return await pour(content, file, maxBytes);
  } finally {
    content.destroy();
    await file.close();
  }
}

async function pour(content: Readable, file: FileHandle, maxBytes: number): Promise<WrittenFile> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of content) {
    const buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk as Uint8Array | string);
    bytes += buffer.length;
    if (bytes > maxBytes) {
      throw new GatewayError('payload_too_large', {
        message: `The file is larger than the ${maxBytes} bytes allowed here.`,
      });
    }
    hash.update(buffer);
    await file.write(buffer);
  }
  await file.sync();
  return { bytes, sha256: hash.digest('hex') };
}

/** Hashes a file that is already there and flushes it to disk. */
export async function hashAndFlush(path: string): Promise<WrittenFile> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    bytes += (chunk as Buffer).length;
    hash.update(chunk as Buffer);
  }
  await flush(path);
  return { bytes, sha256: hash.digest('hex') };
}

/** Makes a rename in this folder, or the bytes of this file, survive power loss. */
export async function flush(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Renames, or copies where the two places are on different disks. */
export async function moveFile(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    await copyFile(from, to, constants.COPYFILE_EXCL);
    await rm(from, { force: true });
  }
}
