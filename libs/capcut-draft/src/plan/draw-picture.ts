import { rangeLength } from '../timeline/frame-clock';
import type { FrameRange, Picture } from '../timeline/timeline';
import { blendOver, type MixedLayer } from './blend-over';
import { windowOf } from './clip-window';
import type { ComposeContext } from './compose-context';
import { overlayLayer } from './overlay-layer';
import { pictureLayer } from './picture-layer';
import { pieceScene, sideScene } from './piece-scene';
import { type Piece, piecesOf } from './track-pieces';

/** Draws a picture over what is below, with the transition it leads into. */
export function drawPicture(
  context: ComposeContext,
  base: string,
  picture: Picture,
  run: FrameRange,
): string {
  return piecesOf(context.timeline, picture.track, run)
    .filter((piece) => (piece.kind === 'clip' ? piece.picture : piece.from).id === picture.id)
    .reduce((below, piece) => {
      const layers = layersOf(context, piece);
      return layers.every(({ mode }) => mode === 'normal')
        ? overlayLayer(context, below, layers[0], run)
        : blendOver(context, below, layers, run);
    }, base);
}

/** One layer; two that share their places by opacity where clips of different mix modes are in transition. */
function layersOf(context: ComposeContext, piece: Piece): MixedLayer[] {
  const { range } = piece;
  const scene = (label: string, { blend: mode }: Picture): MixedLayer => ({
    ...{ label, x: '0', y: '0', frames: rangeLength(range) },
    ...{ range, mode },
  });
  if (piece.kind === 'clip') {
    const { picture } = piece;
    if (picture.backdrop) return [scene(pieceScene(context, piece, true), picture)];
    return [{ ...pictureLayer(context, picture, windowOf(picture, range)), range, mode: picture.blend }];
  }
  const { from, to } = piece;
  if (from.blend === to.blend) return [scene(pieceScene(context, piece, true), from)];
  return [from, to].map((side) => scene(sideScene(context, piece, side), side));
}
