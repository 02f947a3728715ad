import type * as Mediabunny from 'mediabunny' with { 'resolution-mode': 'import' };

/** The package ships CommonJS code with types that only describe its ES module; the two have the same shape. */
// eslint-disable-next-line @typescript-eslint/no-require-imports
export const mediabunny = require('mediabunny') as typeof Mediabunny;

export type EncodedPacket = Mediabunny.EncodedPacket;
export type EncodedVideoPacketSource = Mediabunny.EncodedVideoPacketSource;
export type InputVideoTrack = Mediabunny.InputVideoTrack;
