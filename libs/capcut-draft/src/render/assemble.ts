import {
  type DecoderConfig,
  descriptionOf,
  type EncodedPacket,
  type InputVideoTrack,
  mediabunny,
  openMedia,
} from '../media/mediabunny';
import type { FrameRate } from '../timeline/timeline';
import type { Arrivals } from './arrivals';
import { eraseDates } from './erase-dates';
import { mergeAvcConfigs, parameterSets } from './parameter-sets';
import { packetsOf, PieceError, type PlacedPacket, unreadable, type VideoPiece } from './piece-packets';
import { throwIfStopped } from './render-failures';

export interface Joining {
  readonly fps: FrameRate;
  /** Each piece is waited for when its turn comes. */
  readonly arrivals: Arrivals;
  readonly signal: AbortSignal;
}

/**
 * Joins encoded pieces into one MP4 without touching a picture: packets in decode order, every frame at its own place on
 * the frame grid.
 *
 * @throws PieceError, FfmpegError `aborted`, and what the system says about the output.
 */
export async function assembleVideo(
  pieces: readonly VideoPiece[],
  outputPath: string,
  { fps, arrivals, signal }: Joining,
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
    const settings = decoding.config && { decoderConfig: decoding.config };
    const total = pieces.reduce((sum, { range }) => sum + range.end - range.start, 0);
    output.addVideoTrack(source, { frameRate: fps.num / fps.den, maximumPacketCount: total });
    try {
      await output.start();
      for (const piece of pieces) {
        for await (const placed of packetsOf(piece, await files.track(piece.path), fps)) {
          throwIfStopped(signal);
          await source.add(writtenPacket(placed, piece, decoding, fps), settings);
        }
        if (piece.copiedFrom === undefined) files.release(piece.path);
      }
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

/** What the joined track declares, and what a copied file must bring along because it declares something else. */
interface Decoding {
  readonly codec: NonNullable<InputVideoTrack['codec']>;
  readonly config: DecoderConfig | undefined;
  /** Parameter sets in front of every key frame, by file; empty when one declaration serves all. */
  readonly inBand: ReadonlyMap<string, Buffer>;
}

async function decoderOf(pieces: readonly VideoPiece[], files: OpenFiles): Promise<Decoding> {
  const copied = [
    ...new Set(pieces.filter((piece) => piece.copiedFrom !== undefined).map((piece) => piece.path)),
  ];
  const encoded = pieces.find((piece) => piece.copiedFrom === undefined)?.path;
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

function writtenPacket(
  { packet, frame }: PlacedPacket,
  { path }: VideoPiece,
  { inBand }: Decoding,
  { num, den }: FrameRate,
): EncodedPacket {
  const sets = packet.type === 'key' ? inBand.get(path) : undefined;
  const data = sets ? Buffer.concat([sets, packet.data]) : packet.data;
  return new mediabunny.EncodedPacket(data, packet.type, (frame * den) / num, den / num);
}
