import type { MediaFacts } from '@onereel/core/media';
import { mediabunny, openMedia } from './mediabunny';

/** Only these files list their key frames in one place; in others much of the file would have to be read. */
const LISTED = ['mov'];

/** Seconds from the key frame before each moment to the moment itself; undefined where the file does not tell. */
export async function secondsAfterKeys(
  path: string,
  { demuxer }: MediaFacts,
  moments: readonly number[],
): Promise<(number | undefined)[]> {
  if (!LISTED.includes(demuxer)) return moments.map(() => undefined);
  const input = openMedia(path);
  try {
    const track = await input.getPrimaryVideoTrack();
    if (!track) return moments.map(() => undefined);
    const sink = new mediabunny.EncodedPacketSink(track);
    const found: (number | undefined)[] = [];
    for (const moment of moments) {
      const key = await sink.getKeyPacket(moment, { metadataOnly: true });
      found.push(key ? moment - key.timestamp : undefined);
    }
    return found;
  } catch {
    // What FFmpeg reads and this does not is no fault of the file.
    return moments.map(() => undefined);
  } finally {
    input.dispose();
  }
}
