import type { GraphInput, LeanRead } from '../plan/filter-graph';
import {
  type DecoderConfig,
  descriptionOf,
  type EncodedPacket,
  type InputVideoTrack,
  lengthBytesOf,
  mediabunny,
  openMedia,
} from './mediabunny';

/**
 * Nothing about these files has to be found out by decoding their beginning. How far pictures are out of order, which that
 * would tell, is taken from the stream's parameters, and is the most its level allows where they leave it open.
 */
const KNOWN_FILE = ['-nofind_stream_info', '-strict', 'strict'];

interface OpenSource {
  readonly sink: InstanceType<typeof mediabunny.EncodedPacketSink>;
  readonly config: DecoderConfig;
  dispose(): void;
}

/** Fewer pictures than these are not worth a file. */
const LEAST_LEFT_OUT = 8;
/** Larger reads would fill the work folder. */
const MOST_BYTES = 24 * 2 ** 20;
/** So far may a picture that is shown before the end come after others in the file. */
const LOOK_AHEAD = 8;
/** Seconds by which the lengths of a file may differ. */
const TIME_TOLERANCE = 0.05;
/** The library takes this much memory at once; a file is a few of them. */
const CHUNK_BYTES = 2 ** 20;
/** Ticks per second of the files written; moments that are not on one are left to the file they come from. */
const TICKS = 57_600;

/**
 * Small files with what a read that begins in the middle of a clip decodes. Before that point only the pictures that others
 * are made from are kept; they are not seen. What comes out is the same to the bit.
 */
export class LeanReads {
  private readonly sources = new Map<string, Promise<OpenSource | undefined>>();

  /** The same read from a file at `target`; the read itself where that would gain nothing. */
  async shorten(input: GraphInput, target: string): Promise<Pick<GraphInput, 'path' | 'options'>> {
    const { path, lean } = input;
    if (!lean) return input;
    const source = await this.open(path, lean);
    const packets = source && (await packetsOf(source, lean).catch(() => undefined));
    if (!source || !packets) return input;
    const start = packets[0].timestamp;
    await write(packets, source.config, target);
    return { path: target, options: seekingTo(input.options, lean.from - start) };
  }

  async close(): Promise<void> {
    for (const source of this.sources.values()) (await source)?.dispose();
  }

  private open(path: string, { fileSeconds }: LeanRead): Promise<OpenSource | undefined> {
    const known = this.sources.get(path) ?? openSource(path, fileSeconds);
    this.sources.set(path, known);
    return known;
  }
}

async function openSource(path: string, fileSeconds: number): Promise<OpenSource | undefined> {
  const input = openMedia(path);
  const dispose = (): void => input.dispose();
  try {
    const track = await input.getPrimaryVideoTrack();
    const config = await track?.getDecoderConfig();
    const avcc = config && descriptionOf(config);
    if (track && config && avcc && lengthBytesOf(avcc) === 4 && (await isTimedAlike(track, fileSeconds)))
      return { sink: new mediabunny.EncodedPacketSink(track), config, dispose };
  } catch {
    // FFmpeg may read it all the same.
  }
  dispose();
  return undefined;
}

/** A file that is cut by a list of edits is longer here than FFmpeg says, and has other times. */
async function isTimedAlike(track: InputVideoTrack, fileSeconds: number): Promise<boolean> {
  const [first, end] = [await track.getFirstTimestamp(), await track.computeDuration()];
  return Math.abs(first) < 1e-3 && end < fileSeconds + TIME_TOLERANCE;
}

/** Undefined where little would be left out, or the file is built in a way that is not understood here. */
async function packetsOf({ sink }: OpenSource, { from, to }: LeanRead): Promise<EncodedPacket[] | undefined> {
  const key = await sink.getKeyPacket(from);
  const kept: EncodedPacket[] = [];
  let [leftOut, after, bytes, needed] = [0, 0, 0, 0];
  for (let packet = key; key && packet && after < LOOK_AHEAD; packet = await sink.getNextPacket(packet)) {
    const { timestamp, data } = packet;
    if (timestamp > to) after += 1;
    if (timestamp < from && isDisposable(data)) leftOut += 1;
    else kept.push(packet);
    if (timestamp <= to) needed = kept.length;
    bytes += data.byteLength;
    if (bytes > MOST_BYTES || timestamp < key.timestamp || !isOnTick(timestamp - key.timestamp))
      return undefined;
  }
  return leftOut < LEAST_LEFT_OUT ? undefined : kept.slice(0, needed);
}

const isOnTick = (seconds: number): boolean => Math.abs(seconds * TICKS - Math.round(seconds * TICKS)) < 0.01;

const SLICES = { first: 1, last: 5 };

/** No other picture is made from it: `nal_ref_idc` of its slices is 0 (H.264, 7.4.1). */
function isDisposable(data: Uint8Array): boolean {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  for (let at = 0; at + 4 < bytes.length; at += 4 + bytes.readUInt32BE(at)) {
    const type = bytes[at + 4] & 31;
    if (type >= SLICES.first && type <= SLICES.last) return (bytes[at + 4] & 0x60) === 0;
  }
  return false;
}

async function write(
  packets: readonly EncodedPacket[],
  config: DecoderConfig,
  target: string,
): Promise<void> {
  const source = new mediabunny.EncodedVideoPacketSource('avc');
  const output = new mediabunny.Output({
    format: new mediabunny.Mp4OutputFormat({ fastStart: false }),
    target: new mediabunny.FilePathTarget(target, { chunkSize: CHUNK_BYTES }),
  });
  output.addVideoTrack(source);
  const [{ timestamp: start }] = packets;
  await output.start();
  for (const { data, type, timestamp, duration } of packets)
    await source.add(new mediabunny.EncodedPacket(data, type, timestamp - start, duration), {
      decoderConfig: config,
    });
  await output.finalize();
}

function seekingTo(options: readonly string[], seconds: number): string[] {
  const at = options.indexOf('-ss');
  return [...KNOWN_FILE, ...options.map((option, index) => (index === at + 1 ? seconds.toFixed(6) : option))];
}
