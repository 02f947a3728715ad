import type { Picture } from '../timeline/timeline';
import { alphaFilters } from './alpha-commands';
import { chromaFilters } from './chroma-key';
import { colorStream, type ComposeContext, opaqueFormat, toBlending } from './compose-context';
import { effectFilters, onClock } from './effect-filters';
import { duringFrames, expressionOf, num } from './expression';
import { gradeFilters } from './grade-filters';
import { applyMask } from './mask-layer';
import {
  isCodedLikeOutput,
  isOpaqueSource,
  isStillSource,
  pictureColor,
  pictureSource,
} from './picture-source';
import {
  cornerOf,
  covers,
  cropToCanvas,
  isFading,
  isResized,
  isTurned,
  isTurning,
  largestBox,
  type PictureTrack,
  sizeExpressions,
  trackOf,
} from './picture-track';
import { pixelBox, type Size } from './placement';
import { type ScaleStart, scaleStart, type SeenPart, WHOLE } from './seen-part';
import { type ClipWindow, holdStill } from './source-stream';

/** A picture ready to be put on the canvas. */
export interface Layer {
  readonly label: string;
  /** Whole pixels, or expressions of the time `t` and the size `w`, `h` of the layer. */
  readonly x: string;
  readonly y: string;
  /** Opaque over the whole canvas, of exactly its size. */
  readonly cover: boolean;
  /** 1 when one frame stands for all. */
  readonly frames: number;
}

/**
 * A stream that is a single frame for as long as nothing in it changes: photos are scaled, colored and turned once, not
 * once per frame.
 */
interface Work {
  readonly context: ComposeContext;
  readonly picture: Picture;
  readonly track: PictureTrack;
  readonly window: ClipWindow;
  label: string;
  single: boolean;
}

/** Builds the chain from the source to the layer: crop, scale, key, color, mask, effects, flip, rotation, opacity. */
export function pictureLayer(context: ComposeContext, picture: Picture, window: ClipWindow): Layer {
  const track = trackOf(context, picture, window);
  const label = pictureSource(context, picture, window);
  const work: Work = { context, picture, track, window, label, single: isStillSource(context, picture) };
  return isPlain(context, picture, track) ? plainLayer(work) : treatedLayer(work);
}

function apply(work: Work, filters: readonly string[], changing = false): void {
  if (filters.every((filter) => filter === '')) return;
  if (changing) unroll(work);
  const { graph } = work.context;
  work.label = work.single ? graph.stillChain(work.label, filters) : graph.chain([work.label], filters);
}

/** From one frame to all frames. */
function unroll(work: Work): void {
  if (!work.single) return;
  work.single = false;
  work.label = work.context.graph.chain([work.label], holdStill(work.window.frames, work.context.fps));
}

const framesOf = (work: Work): number => (work.single ? 1 : work.window.frames);

/** Nothing but a scaled, opaque picture: it need not leave YUV. */
function isPlain(context: ComposeContext, picture: Picture, track: PictureTrack): boolean {
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

function plainLayer(work: Work): Layer {
  const { context, picture, track } = work;
  const cover = track.placements.every((placement) => covers(placement, context.canvas));
  apply(work, flips(picture));
  if (isResized(track)) scaleEachFrame(work, cover);
  else scaleOnce(work, cover);
  const frames = framesOf(work);
  if (!cover) return { label: work.label, ...cornerOf(track), cover, frames };
  return { label: work.label, x: '0', y: '0', cover, frames };
}

function scaleOnce(work: Work, cover: boolean): void {
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

function scaleEachFrame(work: Work, cover: boolean): void {
  const { context, picture, track } = work;
  const { canvas } = context;
  const { size, part: seen } = startOf(work);
  const part = cover && work.single ? seen : WHOLE;
  const crop = cover ? cropToCanvas(track, canvas, part) : '';
  const { whole, back } = cuttable(context, track, crop);
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

const startOf = ({ context, picture, window: { clipFrames } }: Work): ScaleStart =>
  scaleStart(
    picture,
    context.canvas,
    clipFrames,
    (frames) => trackOf(context, picture, { from: 0, frames, clipFrames }).placements,
  );

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

function treatedLayer(work: Work): Layer {
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
  const turned = isTurned(track) ? rotate(work) : undefined;
  return align(work, cornerOf(track, turned));
}

function mask(work: Work, size: Size): void {
  const { context, picture, window } = work;
  if (picture.mask && Object.keys(picture.mask.curves).length > 0) unroll(work);
  work.label = applyMask(context, { label: work.label, picture, size, window, frames: framesOf(work) });
}

/** The format and, where chroma is subsampled, the even position that blending needs. */
function align(work: Work, corner: { x: string; y: string }): Layer {
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

const flips = ({ pose }: Picture): string[] => [pose.flipX ? 'hflip' : '', pose.flipY ? 'vflip' : ''];

/** Transparent margin that lets the edges of a turned picture be smoothed. */
const MARGIN = 2;

/** Turns about the center. What is turned outside the canvas is not drawn at all. */
function rotate(work: Work): Size {
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

/** Blur of an animation: full while it is strong, off when little is left of it. */
function blurFilters(track: PictureTrack, context: ComposeContext): string[] {
  const worst = Math.max(...track.motions.map((motion) => motion.blur));
  if (worst <= 0) return [];
  const first = track.motions.findIndex((motion) => motion.blur >= worst / 4);
  const last = track.motions.findLastIndex((motion) => motion.blur >= worst / 4);
  const sigma = num((worst * context.canvas.height) / 2);
  return [`gblur=sigma=${sigma}:enable='${duringFrames(first, last, context.fps)}'`];
}
