import { type EncodedPacket, type InputVideoTrack, mediabunny } from '../media/mediabunny';
import type { FrameRange, FrameRate } from '../timeline/timeline';

/** Encoded frames of one file that fill a range of the film. */
export interface VideoPiece {
  readonly path: string;
  readonly range: FrameRange;
  /** Frame of the file that comes first, a key frame, where a part of it is copied; default: it is all of the file. */
  readonly copiedFrom?: number;
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

/** Faults of the system, such as too many open files, stay what they are; a file that is gone is as bad as a broken one. */
export const unreadable =
  (path: string) =>
  (error: unknown): never => {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== undefined && code !== 'ENOENT') throw error;
    throw new PieceError(path, `a piece of the film cannot be read: ${message}`, { cause: error });
  };

export interface PlacedPacket {
  readonly packet: EncodedPacket;
  /** Frame of the film that it shows. */
  readonly frame: number;
}

type PiecePackets = (
  piece: VideoPiece,
  track: InputVideoTrack,
  fps: FrameRate,
) => AsyncGenerator<PlacedPacket>;

/** The packets of a piece in decode order. @throws PieceError when they are not as many as frames. */
export const packetsOf: PiecePackets = (piece, track, fps) =>
  piece.copiedFrom === undefined ? sliceOf(piece, track, fps) : copyOf(piece, track, fps);

/** Slices are a few seconds long and say nothing but the order of their frames. */
async function* sliceOf(...[piece, track]: Parameters<PiecePackets>): ReturnType<PiecePackets> {
  const { path, range } = piece;
  const sink = new mediabunny.EncodedPacketSink(track);
  const packets: EncodedPacket[] = [];
  let packet = await sink.getFirstPacket().catch(unreadable(path));
  for (; packet; packet = await sink.getNextPacket(packet).catch(unreadable(path))) packets.push(packet);
  expectFrames(piece, packets.length);
  const shown = packets.map(({ timestamp }) => timestamp).sort((a, b) => a - b);
  const rank = new Map(shown.map((timestamp, index) => [timestamp, index]));
  for (const packet of packets) yield { packet, frame: range.start + (rank.get(packet.timestamp) ?? 0) };
}

/** Copies may be as long as the film and are handed on packet by packet. */
async function* copyOf(...[piece, track, fps]: Parameters<PiecePackets>): ReturnType<PiecePackets> {
  const { path, range, copiedFrom = 0 } = piece;
  const rate = fps.num / fps.den;
  const sink = new mediabunny.EncodedPacketSink(track);
  let packet = await sink.getKeyPacket((copiedFrom + 0.25) / rate).catch(unreadable(path));
  let count = 0;
  for (; packet && count < range.end - range.start; count += 1) {
    yield { packet, frame: range.start + Math.round(packet.timestamp * rate) - copiedFrom };
    packet = await sink.getNextPacket(packet).catch(unreadable(path));
  }
  expectFrames(piece, count);
}

function expectFrames({ path, range }: VideoPiece, found: number): void {
  const expected = range.end - range.start;
  if (found !== expected)
    throw new PieceError(path, `a piece of the film holds ${found} frames instead of ${expected}`);
}
