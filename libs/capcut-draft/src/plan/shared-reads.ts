import type { Picture } from '../timeline/timeline';
import { type SharedReads, windowOf } from './clip-window';
import type { ClipWindow } from './source-stream';
import type { Piece } from './track-pieces';
import { TRANSITION_TAIL } from './transition-graph';

/**
 * Clips that the pieces show alone and in transition. Each is decoded once, from the key frame before the first piece, instead
 * of once per piece. Only where the pieces are consumed one after the other: what is read too early would fill the memory.
 */
export function sharedReads(pieces: readonly Piece[]): SharedReads {
  const windows = new Map<string, ClipWindow[]>();
  for (const { picture, window } of pieces.flatMap(readsOf))
    windows.set(picture.id, [...(windows.get(picture.id) ?? []), window]);
  return new Map(
    [...windows].filter(([, list]) => list.length > 1).map(([id, list]) => [id, unionOf(list)] as const),
  );
}

function readsOf(piece: Piece): { picture: Picture; window: ClipWindow }[] {
  if (piece.kind === 'clip') {
    const { picture, range } = piece;
    return [{ picture, window: windowOf(picture, range) }];
  }
  const { from, to, transition } = piece;
  return [from, to].map((picture) => ({
    picture,
    window: windowOf(picture, transition.range, TRANSITION_TAIL),
  }));
}

function unionOf(windows: readonly ClipWindow[]): ClipWindow {
  const from = Math.min(...windows.map((window) => window.from));
  const end = Math.max(...windows.map((window) => window.from + window.frames));
  return { ...windows[0], from, frames: end - from };
}
