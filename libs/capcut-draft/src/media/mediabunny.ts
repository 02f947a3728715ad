import type * as Mediabunny from 'mediabunny' with { 'resolution-mode': 'import' };

/** The package ships CommonJS code with types that only describe its ES module; the two have the same shape. */
// eslint-disable-next-line @typescript-eslint/no-require-imports
export const mediabunny = require('mediabunny') as typeof Mediabunny;

/** A file to take packets from; the caller disposes of it. */
export const openMedia = (path: string): Mediabunny.Input =>
  new mediabunny.Input({ source: new mediabunny.FilePathSource(path), formats: mediabunny.ALL_FORMATS });

export type DecoderConfig = NonNullable<Awaited<ReturnType<Mediabunny.InputVideoTrack['getDecoderConfig']>>>;

/** The decoder configuration as it stands in the file, for H.264 an avcC; undefined where there is none. */
export function descriptionOf({ description }: DecoderConfig): Buffer | undefined {
  if (!description) return undefined;
  return ArrayBuffer.isView(description)
    ? Buffer.from(description.buffer, description.byteOffset, description.byteLength)
    : Buffer.from(description);
}

/** Bytes of the length in front of every unit, by the configuration (ISO/IEC 14496-15, 5.3.3.1.2). */
export const lengthBytesOf = (avcc: Buffer): number => (avcc[4] & 3) + 1;

export type EncodedPacket = Mediabunny.EncodedPacket;
export type EncodedVideoPacketSource = Mediabunny.EncodedVideoPacketSource;
export type InputVideoTrack = Mediabunny.InputVideoTrack;
