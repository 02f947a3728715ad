import {
  type DecoderConfig,
  descriptionOf,
  type EncodedPacket,
  type EncodedVideoPacketSource,
  type InputVideoTrack,
  mediabunny,
  openMedia,
} from '../media/mediabunny';
import type { FrameRange, FrameRate } from '../timeline/timeline';
import type { Arrivals } from './arrivals';
import { eraseDates } from './erase-dates';
import { mergeAvcConfigs, parameterSets } from './parameter-sets';

/** Encoded frames of one file that fill a range of the film. */
export interface VideoPiece {
  readonly path: string;
  readonly range: FrameRange;
  /** Packets in decode order; default: all of the file. */
  readonly packets?: FrameRange;
  /** Moment of the first of these packets in its file; a key frame. */
  readonly firstSeconds?: number;
}

/** A piece cannot be read, or does not hold the frames it should. */
export class PieceError extends Error {
  override readonly name = 'PieceError';

  constructor(
    readonly path: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/**
 * Joins encoded pieces into one MP4 without touching a picture: packets in decode order, every frame at its own place on
 * the frame grid. Each piece is waited for when its turn comes.
 *
 * @throws PieceError, and what the system says about the output.
 */
export async function assembleVideo(
  pieces: readonly VideoPiece[],
  fps: FrameRate,
  outputPath: string,
  arrivals: Arrivals,
): Promise<void> {
  const files = new OpenFiles(arrivals);
  try {
    const decoding = await decoderOf(pieces, files);
    const source = new mediabunny.EncodedVideoPacketSource(decoding.codec);
    const output = new mediabunny.Output({
      format:
        decoding.codec === 'prores'
          ? new mediabunny.MovOutputFormat(INDEX)
          : new mediabunny.Mp4OutputFormat(INDEX),
      target: new mediabunny.FilePathTarget(outputPath, { chunkSize: CHUNK_BYTES }),
    });
    const total = pieces.reduce((sum, { range }) => sum + range.end - range.start, 0);
    output.addVideoTrack(source, { frameRate: fps.num / fps.den, maximumPacketCount: total });
    try {
      await output.start();
      for (const piece of pieces) await addPiece(source, piece, { fps, decoding, files });
      await output.finalize();
    } catch (error) {
      await output.cancel().catch(() => undefined);
      throw error;
    }
    await eraseDates(outputPath);
  } finally {
    files.close();
  }
}

/** What the library writes at once; by itself it takes a multiple, again and again. */
const CHUNK_BYTES = 2 ** 20;
/** In front of the pictures. */
const INDEX = { fastStart: 'reserve' } as const;

/** Source files stay open while they are copied from; slices are read once and closed. */
class OpenFiles {
  private readonly inputs = new Map<string, { dispose(): void; track: InputVideoTrack }>();

  constructor(private readonly arrivals: Arrivals) {}

  async track(path: string): Promise<InputVideoTrack> {
    const known = this.inputs.get(path);
    if (known) return known.track;
    await this.arrivals.when(path);
    const input = openMedia(path);
    const track = await input.getPrimaryVideoTrack().catch(unreadable(path));
    if (!track) throw new PieceError(path, 'a piece of the film holds no picture');
    this.inputs.set(path, { dispose: () => input.dispose(), track });
    return track;
  }

  release(path: string): void {
    this.inputs.get(path)?.dispose();
    this.inputs.delete(path);
  }

  close(): void {
    for (const path of [...this.inputs.keys()]) this.release(path);
  }
}

/** Faults of the system, such as too many open files, stay what they are; a file that is gone is as bad as a broken one. */
const unreadable =
  (path: string) =>
  (error: unknown): never => {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== undefined && code !== 'ENOENT') throw error;
    throw new PieceError(path, `a piece of the film cannot be read: ${message}`, { cause: error });
  };

/** What the joined track declares, and what a copied file must bring along because it declares something else. */
interface Decoding {
  readonly codec: NonNullable<InputVideoTrack['codec']>;
  readonly config: DecoderConfig | undefined;
  /** Parameter sets in front of every key frame, by file; empty when one declaration serves all. */
  readonly inBand: ReadonlyMap<string, Buffer>;
}

async function decoderOf(pieces: readonly VideoPiece[], files: OpenFiles): Promise<Decoding> {
  const copied = [...new Set(pieces.filter((piece) => piece.packets).map((piece) => piece.path))];
  const encoded = pieces.find((piece) => !piece.packets)?.path;
  const paths = [...copied, ...(encoded ? [encoded] : [])];
  const tracks = await Promise.all(paths.map((path) => files.track(path)));
  const { codec } = tracks[0];
  if (!codec) throw new PieceError(paths[0], 'a piece of the film has an unknown codec');
  const [config, ...others] = (await Promise.all(tracks.map((track) => track.getDecoderConfig()))).filter(
    (found) => found !== null,
  );
  if (!config || others.length === 0 || copied.length === 0) return { codec, config, inBand: new Map() };
  const declared = [config, ...others].map((each, index) => avccOf(each, paths[index]));
  const ofCopies = declared.slice(0, copied.length);
  const alike = ofCopies.every((description) => description.equals(ofCopies[0]));
  const inBand = new Map(alike ? [] : copied.map((path, index) => [path, parameterSets(ofCopies[index])]));
  const listed = [ofCopies[0], ...declared.slice(copied.length)];
  // Colors are described by each stream's own parameter sets; one description for all of them could be wrong for some.
  return {
    codec,
    config: { ...config, colorSpace: undefined, description: mergeAvcConfigs(listed) },
    inBand,
  };
}

function avccOf(config: DecoderConfig, path: string): Buffer {
  const avcc = descriptionOf(config);
  if (!avcc) throw new PieceError(path, 'a piece of the film has no decoder configuration');
  return avcc;
}

interface Joining {
  readonly fps: FrameRate;
  readonly decoding: Decoding;
  readonly files: OpenFiles;
}

async function addPiece(
  source: EncodedVideoPacketSource,
  piece: VideoPiece,
  { fps, decoding, files }: Joining,
): Promise<void> {
  const track = await files.track(piece.path);
  const packets = await packetsOf(piece, track, fps).catch(unreadable(piece.path));
  const expected = piece.range.end - piece.range.start;
  if (packets.length !== expected)
    throw new PieceError(
      piece.path,
      `a piece of the film holds ${packets.length} frames instead of ${expected}`,
    );
  const shown = packets.map((packet) => packet.timestamp).sort((a, b) => a - b);
  const rank = new Map(shown.map((timestamp, index) => [timestamp, index]));
  const seconds = (frame: number): number => (frame * fps.den) / fps.num;
  for (const packet of packets) {
    const frame = piece.range.start + (rank.get(packet.timestamp) ?? 0);
    const sets = packet.type === 'key' ? decoding.inBand.get(piece.path) : undefined;
    const data = sets ? Buffer.concat([sets, packet.data]) : packet.data;
    const placed = new mediabunny.EncodedPacket(data, packet.type, seconds(frame), seconds(1));
    await source.add(placed, decoding.config ? { decoderConfig: decoding.config } : undefined);
  }
  if (!piece.packets) files.release(piece.path);
}

async function packetsOf(
  piece: VideoPiece,
  track: InputVideoTrack,
  fps: FrameRate,
): Promise<EncodedPacket[]> {
  const sink = new mediabunny.EncodedPacketSink(track);
  const packets: EncodedPacket[] = [];
  const wanted = piece.packets ? piece.packets.end - piece.packets.start : Number.POSITIVE_INFINITY;
  const first =
    piece.firstSeconds === undefined
      ? await sink.getFirstPacket()
      : await sink.getKeyPacket(piece.firstSeconds + (0.25 * fps.den) / fps.num);
  for (let packet = first; packet && packets.length < wanted; packet = await sink.getNextPacket(packet))
    packets.push(packet);
  return packets;
}
