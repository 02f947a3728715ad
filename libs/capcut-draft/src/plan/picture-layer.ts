import type { Picture } from '../timeline/timeline';
import { alphaFilters } from './alpha-commands';
import { chromaFilters } from './chroma-key';
import { type ComposeContext, toBlending } from './compose-context';
import { effectFilters, onClock } from './effect-filters';
import { duringFrames, num } from './expression';
import { gradeFilters } from './grade-filters';
import { apply, flips, framesOf, type Layer, type LayerWork, startOf, unroll } from './layer-work';
import { applyMask } from './mask-layer';
import { isStillSource, pictureColor, pictureSource } from './picture-source';
import {
  cornerOf,
  isFading,
  isResized,
  isTurned,
  largestBox,
  type PictureTrack,
  sizeExpressions,
  trackOf,
} from './picture-track';
import type { Size } from './placement';
import { isPlain, plainLayer } from './plain-layer';
import type { ClipWindow } from './source-stream';
import { turnLayer } from './turn-layer';

/** Builds the chain from the source to the layer: crop, scale, key, color, mask, effects, flip, rotation, opacity. */
export function pictureLayer(context: ComposeContext, picture: Picture, window: ClipWindow): Layer {
  const track = trackOf(context, picture, window);
  const label = pictureSource(context, picture, window);
  const work: LayerWork = { context, picture, track, window, label, single: isStillSource(context, picture) };
  return isPlain(context, picture, track) ? plainLayer(work) : treatedLayer(work);
}

function treatedLayer(work: LayerWork): Layer {
  const { context, picture, track, window } = work;
  // Most filters take the size of their first frame for granted, so they run before the size begins to change.
  const size = isResized(track) ? startOf(work).size : largestBox(track);
  apply(work, [
    `scale=${size.width}:${size.height}:flags=bicubic${pictureColor(context, picture)}`,
    'setsar=1',
    'format=gbrap',
  ]);
  const animatedColor = picture.grade.some(
    (step) => step.kind === 'adjust' && (step.slider === 'particle' || step.curve !== undefined),
  );
  const grade = gradeFilters(context.graph, picture.grade, { ...window, clock: 0 }, context.fps);
  apply(work, [...chromaFilters(picture.chroma), ...grade], animatedColor);
  if (picture.mask) mask(work, size);
  const effects = effectFilters(picture.effects, { ...context, canvas: size });
  apply(work, onClock(window.from, context.fps, effects), true);
  apply(work, blurFilters(track, context), !track.still);
  apply(work, flips(picture));
  apply(
    work,
    alphaFilters(
      context.graph,
      track.placements.map((placement) => placement.alpha),
      context.fps,
    ),
    isFading(track),
  );
  if (isResized(track))
    apply(work, [`scale=${sizeExpressions(track)}:eval=frame:flags=bilinear`, 'setsar=1'], true);
  const turned = isTurned(track) ? turnLayer(work) : undefined;
  return align(work, cornerOf(track, turned));
}

function mask(work: LayerWork, size: Size): void {
  const { context, picture, window } = work;
  if (picture.mask && Object.keys(picture.mask.curves).length > 0) unroll(work);
  work.label = applyMask(context, { label: work.label, picture, size, window, frames: framesOf(work) });
}

/** The format and, where chroma is subsampled, the even position that blending needs. */
function align(work: LayerWork, corner: { x: string; y: string }): Layer {
  const { context } = work;
  if (context.pixels === 'rgb') {
    apply(work, ['format=gbrap']);
    return { label: work.label, ...corner, cover: false, frames: framesOf(work) };
  }
  const oddX = Math.abs(Number(corner.x) % 2);
  const oddY = Math.abs(Number(corner.y) % 2);
  const pad = oddX || oddY ? `pad=iw+${oddX}:ih+${oddY}:${oddX}:${oddY}:color=black@0` : '';
  apply(work, [pad, ...toBlending(context, true)]);
  const x = String(Number(corner.x) - oddX);
  const y = String(Number(corner.y) - oddY);
  return { label: work.label, x, y, cover: false, frames: framesOf(work) };
}

/** Blur of an animation: full while it is strong, off when little is left of it. */
function blurFilters(track: PictureTrack, context: ComposeContext): string[] {
  const worst = Math.max(...track.motions.map((motion) => motion.blur));
  if (worst <= 0) return [];
  const first = track.motions.findIndex((motion) => motion.blur >= worst / 4);
  const last = track.motions.findLastIndex((motion) => motion.blur >= worst / 4);
  const sigma = num((worst * context.canvas.height) / 2);
  return [`gblur=sigma=${sigma}:enable='${duringFrames(first, last, context.fps)}'`];
}
