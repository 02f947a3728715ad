import {
  type EncodedPacket,
  type EncodedVideoPacketSource,
  type InputVideoTrack,
  mediabunny,
} from './mediabunny';
import type { FrameRange, FrameRate } from '../timeline/timeline';
import { RenderError } from './render-batch';

/** Encoded frames of one file that fill a range of the film. */
export interface VideoPiece {
  readonly path: string;
  readonly range: FrameRange;
}

/**
 * Joins encoded slices into one MP4 without touching a picture: packets in decode order, every frame at its own place on
 * the frame grid.
 *
 * @throws RenderError when a piece does not hold the frames it should.
 */
export async function assembleVideo(
  pieces: readonly VideoPiece[],
  fps: FrameRate,
  outputPath: string,
): Promise<void> {
  const total = pieces.reduce((sum, { range }) => sum + range.end - range.start, 0);
  const target = new mediabunny.FilePathTarget(outputPath);
  const output = new mediabunny.Output({
    format: new mediabunny.Mp4OutputFormat({ fastStart: 'reserve' }),
    target,
  });
  const source = new mediabunny.EncodedVideoPacketSource(await codecOf(pieces[0]));
  output.addVideoTrack(source, { frameRate: fps.num / fps.den, maximumPacketCount: total });
  await output.start();
  for (const piece of pieces) await addPiece(source, piece, fps);
  await output.finalize();
}

async function withTrack<T>(path: string, use: (track: InputVideoTrack) => Promise<T>): Promise<T> {
  const input = new mediabunny.Input({
    source: new mediabunny.FilePathSource(path),
    formats: mediabunny.ALL_FORMATS,
  });
  try {
    const track = await input.getPrimaryVideoTrack();
    if (!track) throw new RenderError('a rendered slice holds no picture');
    return await use(track);
  } finally {
    input.dispose();
  }
}

async function codecOf(piece: VideoPiece): Promise<NonNullable<InputVideoTrack['codec']>> {
  return withTrack(piece.path, async (track) => {
    if (!track.codec) throw new RenderError('a rendered slice has an unknown codec');
    return track.codec;
  });
}

async function addPiece(source: EncodedVideoPacketSource, piece: VideoPiece, fps: FrameRate): Promise<void> {
  await withTrack(piece.path, async (track) => {
    const config = await track.getDecoderConfig();
    const packets: EncodedPacket[] = [];
    for await (const packet of new mediabunny.EncodedPacketSink(track).packets()) packets.push(packet);
    const expected = piece.range.end - piece.range.start;
    if (packets.length !== expected) {
      throw new RenderError(`a slice holds ${packets.length} frames instead of ${expected}`);
    }
    const shown = packets.map((packet) => packet.timestamp).sort((a, b) => a - b);
    const rank = new Map(shown.map((timestamp, index) => [timestamp, index]));
    const seconds = (frame: number): number => (frame * fps.den) / fps.num;
    for (const packet of packets) {
      const frame = piece.range.start + (rank.get(packet.timestamp) ?? 0);
      const placed = new mediabunny.EncodedPacket(packet.data, packet.type, seconds(frame), seconds(1));
      await source.add(placed, config ? { decoderConfig: config } : undefined);
    }
  });
}
