import type { Picture } from '../timeline/timeline';
import { type ComposeContext, opaqueFormat } from './compose-context';
import { apply, flips, framesOf, type Layer, type LayerWork, startOf } from './layer-work';
import { isCodedLikeOutput, isOpaqueSource, pictureColor } from './picture-source';
import {
  cornerOf,
  covers,
  cropToCanvas,
  isFading,
  isResized,
  isTurned,
  largestBox,
  type PictureTrack,
  sizeExpressions,
} from './picture-track';
import { pixelBox, type Size } from './placement';
import { type SeenPart, WHOLE } from './seen-part';

/** Nothing but a scaled, opaque picture: it need not leave YUV. */
export function isPlain(context: ComposeContext, picture: Picture, track: PictureTrack): boolean {
  if (isTreated(picture) || !isOpaqueSource(context, picture) || isTurned(track) || isFading(track))
    return false;
  if (track.placements[0].alpha <= 0.999 || track.motions.some((motion) => motion.blur > 0)) return false;
  if (context.pixels === 'rgb' || track.placements.every((placement) => covers(placement, context.canvas)))
    return true;
  const box = pixelBox(track.placements[0]);
  return track.still && box.x % 2 === 0 && box.y % 2 === 0;
}

function isTreated({ mask: shape, chroma, grade, effects, blend }: Picture): boolean {
  return [shape, chroma, grade.length > 0, effects.length > 0, blend !== 'normal'].some(Boolean);
}

/** Flip, scale and crop, in the format of the film. */
export function plainLayer(work: LayerWork): Layer {
  const { context, picture, track } = work;
  const cover = track.placements.every((placement) => covers(placement, context.canvas));
  apply(work, flips(picture));
  if (isResized(track)) scaleEachFrame(work, cover);
  else scaleOnce(work, cover);
  const frames = framesOf(work);
  if (!cover) return { label: work.label, ...cornerOf(track), cover, frames };
  return { label: work.label, x: '0', y: '0', cover, frames };
}

function scaleOnce(work: LayerWork, cover: boolean): void {
  const { context, picture, track } = work;
  const size = largestBox(track);
  const crop = cover ? cropToCanvas(track, context.canvas) : '';
  const { whole, back } = cuttable(context, track, crop);
  const color = plainColor(context, picture);
  const scale = `scale=${size.width}:${size.height}:flags=bicubic${color}`;
  apply(work, [isCodedLikeOutput(context, picture, size) ? '' : scale, 'setsar=1', `format=${whole}`]);
  apply(work, [crop], !track.still);
  apply(work, back);
}

function scaleEachFrame(work: LayerWork, cover: boolean): void {
  const { context, picture, track } = work;
  const { canvas } = context;
  const { size, part: seen } = startOf(work);
  const part = cover && work.single ? seen : WHOLE;
  const crop = cover ? cropToCanvas(track, canvas, part) : '';
  // What does not cover is put on top with alpha; a conversion that FFmpeg adds would keep the size of the first frame.
  const { whole, back } = cover ? cuttable(context, track, crop) : { whole: 'gbrap', back: [] };
  const color = plainColor(context, picture);
  const first = `scale=${size.width}:${size.height}:flags=bicubic${color}`;
  if (work.single) apply(work, [first, 'setsar=1', `format=${whole}`, cutPart(part, size)]);
  const sizes = sizeExpressions(track, cover ? { part, canvas } : undefined);
  const again = `scale=${sizes}:eval=frame:flags=bilinear${work.single ? '' : color}`;
  // Crop learns of a new size only from a scale filter right before it; else it keeps to the size of the first frame.
  apply(work, [again, crop, 'setsar=1', `format=${whole}`], true);
  apply(work, back);
}

/** The format a picture is cut in, and the filters that lead back from there. */
function cuttable(context: ComposeContext, track: PictureTrack, crop: string) {
  const format = opaqueFormat(context);
  const anywhere = format === 'yuv420p' && crop !== '' && cutsAnywhere(track);
  return anywhere ? { whole: 'yuv444p', back: [`format=${format}`] } : { whole: format, back: [] };
}

/** What is never seen need not be scaled for every frame. */
function cutPart({ left, top, width, height }: SeenPart, size: Size): string {
  if (width === 1 && height === 1) return '';
  const pixels = [width * size.width, height * size.height, left * size.width, top * size.height];
  return `crop=${pixels.map(Math.round).join(':')}:exact=1`;
}

function plainColor(context: ComposeContext, picture: Picture): string {
  const output = context.pixels === 'yuv' ? `:out_color_matrix=${context.matrix}:out_range=tv` : '';
  return `${pictureColor(context, picture)}${output}`;
}

/** Subsampled chroma can be cut at every other pixel only, and would jump to and fro under a picture that moves. */
function cutsAnywhere(track: PictureTrack): boolean {
  const { x, y } = pixelBox(track.placements[0]);
  return !track.still || x % 2 !== 0 || y % 2 !== 0;
}
