import type { PacketTable } from '../plan/copy-plan';
import { descriptionOf, lengthBytesOf, mediabunny, openMedia } from './mediabunny';

/** How far a frame may be from its place on an even grid, in frames, before the rate counts as varying. */
const JITTER = 0.2;

/** Lists the compressed frames of a file; undefined when they cannot be taken over (varying rate, unusual framing). */
export async function readPacketTable(path: string, fps: number): Promise<PacketTable | undefined> {
  const input = openMedia(path);
  try {
    const track = await input.getPrimaryVideoTrack();
    const config = await track?.getDecoderConfig();
    const avcc = config && descriptionOf(config);
    // Length fields of four bytes are what the joined file declares.
    if (!track || !avcc || lengthBytesOf(avcc) !== 4) return undefined;
    const times: number[] = [];
    const keys: boolean[] = [];
    for await (const packet of new mediabunny.EncodedPacketSink(track).packets(undefined, undefined, {
      metadataOnly: true,
    })) {
      times.push(packet.timestamp);
      keys.push(packet.type === 'key');
    }
    const display = times.map((time) => Math.round(time * fps));
    const even = times.every((time, index) => Math.abs(time * fps - display[index]) < JITTER);
    if (!even || new Set(display).size !== display.length) return undefined;
    return { display, keys };
  } catch {
    // What FFmpeg reads and this does not is encoded instead.
    return undefined;
  } finally {
    input.dispose();
  }
}
