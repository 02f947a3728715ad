import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

const SAMPLE_BYTES = 64 * 1024;
const SAMPLES = 4;

/**
 * A short name for the content of a file: its size and samples from its beginning, middle and end. Hashing whole sources
 * would cost more than rendering a small change.
 */
export async function fingerprintFile(path: string): Promise<string> {
  const handle = await open(path, 'r');
  try {
    const { size, mtimeMs } = await handle.stat();
    const hash = createHash('sha256').update(`${size}:${Math.round(mtimeMs)}`);
    const buffer = Buffer.alloc(SAMPLE_BYTES);
    for (let index = 0; index < SAMPLES; index += 1) {
      const at = Math.max(0, Math.floor(((size - SAMPLE_BYTES) * index) / (SAMPLES - 1)));
      const { bytesRead } = await handle.read(buffer, 0, SAMPLE_BYTES, at);
      hash.update(buffer.subarray(0, bytesRead));
    }
    return hash.digest('hex').slice(0, 32);
  } finally {
    await handle.close();
  }
}
