import { colorStream } from './compose-context';
import { expressionOf } from './expression';
import { apply, type LayerWork } from './layer-work';
import { isResized, isTurning } from './picture-track';
import type { Size } from './placement';

/** Transparent margin that lets the edges of a turned picture be smoothed. */
const MARGIN = 2;

/** Turns about the center. What is turned outside the canvas is not drawn at all. */
export function turnLayer(work: LayerWork): Size {
  const { context, track, window } = work;
  const reach =
    Math.max(...track.placements.map((placement) => Math.hypot(placement.width, placement.height))) +
    2 * MARGIN;
  const { width, height } = context.canvas;
  const offset = (of: 'centerX' | 'centerY', middle: number): number =>
    Math.max(...track.placements.map((placement) => Math.abs(placement[of] - middle)));
  const needed = {
    width: width + 2 * offset('centerX', width / 2),
    height: height + 2 * offset('centerY', height / 2),
  };
  const size = {
    width: evenCeil(Math.min(reach, needed.width)),
    height: evenCeil(Math.min(reach, needed.height)),
  };
  if (isResized(track)) {
    const side = evenCeil(Math.min(reach, Math.hypot(needed.width, needed.height)));
    const square = colorStream(context, {
      color: 'black@0',
      size: { width: side, height: side },
      frames: window.frames,
      format: 'gbrap',
    });
    const centered = `overlay=x='(W-w)/2':y='(H-h)/2':eval=frame:format=gbrp`;
    work.label = context.graph.chain([square, work.label], [centered, `trim=end_frame=${window.frames}`]);
  } else {
    apply(work, [`pad=iw+${2 * MARGIN}:ih+${2 * MARGIN}:${MARGIN}:${MARGIN}:color=black@0`]);
  }
  const angles = expressionOf(
    track.placements.map((placement) => (placement.rotation * Math.PI) / 180),
    0.0001,
    context.fps,
  );
  apply(work, [`rotate=a='${angles}':c=black@0:ow=${size.width}:oh=${size.height}`], isTurning(track));
  return size;
}

function evenCeil(value: number): number {
  return 2 * Math.ceil(value / 2);
}
