import type { Crop, FileContent, Picture, SourceRef } from '../timeline/timeline';
import { alphaFilters } from './alpha-commands';
import { chromaFilters } from './chroma-key';
import { colorStream, type ComposeContext, frameTimeBase, toBlending } from './compose-context';
import { effectFilters } from './effect-filters';
import { expressionOf, num } from './expression';
import { gradeFilters } from './grade-filters';
import { applyMask } from './mask-layer';
import { entryOf } from './media-book';
import { type MotionOffset, motionAt } from './motion';
import { nestedFilm } from './nested-film';
import {
  baseSize,
  croppedSize,
  pixelBox,
  type Placement,
  placementAt,
  samePlacement,
  type Size,
} from './placement';
import { isRgb, sourceColorOptions, toneMapping } from './source-color';
import { type ClipWindow, holdStill, readStill, readVideo } from './source-stream';

/** A picture ready to be put on the canvas. */
export interface Layer {
  readonly label: string;
  /** Pixels, or an expression of the frame number `n` of the layer. */
  readonly x: string;
  readonly y: string;
  /** Opaque over the whole canvas, of exactly its size. */
  readonly cover: boolean;
  /** 1 when one frame stands for all. */
  readonly frames: number;
}

export interface LayerRequest {
  readonly picture: Picture;
  readonly window: ClipWindow;
  /** Every frame is needed as a frame of its own (before a transition or a join). */
  readonly everyFrame: boolean;
}

/** Positions of a picture over a window. */
export interface Track {
  readonly placements: readonly Placement[];
  readonly motions: readonly MotionOffset[];
  readonly still: boolean;
}

export function sourceSize(context: ComposeContext, picture: Picture): Size {
  const { content } = picture;
  if (content.kind === 'film') return { width: content.film.width, height: content.film.height };
  if (content.kind === 'color') return context.canvas;
  return displaySize(context, content.source);
}

export function displaySize(context: ComposeContext, source: SourceRef): Size {
  const { video } = entryOf(context.book, source).facts;
  return video ? { width: video.displayWidth, height: video.displayHeight } : context.canvas;
}

export function trackOf(context: ComposeContext, { picture, window }: LayerRequest): Track {
  const size = croppedSize(sourceSize(context, picture), picture.crop);
  const natural = picture.content.kind === 'file' && picture.content.source.kind === 'sticker';
  const geometry = { base: baseSize(size, context.canvas, natural), canvas: context.canvas };
  const moving = Object.keys(picture.curves).length > 0 || picture.motions.length > 0;
  const count = moving ? window.frames : 1;
  const motions: MotionOffset[] = [];
  const placements: Placement[] = [];
  for (let index = 0; index < count; index += 1) {
    const at = window.from + index;
    const motion = motionAt(picture.motions, at, window.clipFrames);
    motions.push(motion);
    placements.push(placementAt(picture, geometry, at, motion));
  }
  const still = placements.every((placement) => samePlacement(placement, placements[0]));
  return still
    ? { placements: [placements[0]], motions: [motions[0]], still }
    : { placements, motions, still };
}

/** Builds the chain from the file to the layer: crop, scale, key, color, mask, effects, flip, rotation, opacity. */
export function pictureLayer(context: ComposeContext, request: LayerRequest): Layer {
  const { picture } = request;
  const track = trackOf(context, request);
  const single = isSingleFrame(request, track);
  const frames = single ? 1 : request.window.frames;
  if (isPlain(context, picture, track)) return plainLayer(context, request, track, frames);
  let label = rawPicture(context, request, frames);
  label = context.graph.chain([label], [...sizing(context, picture, track), 'format=gbrap']);
  label = context.graph.chain(
    [label],
    [...chromaFilters(picture.chroma), ...gradeFilters(context.graph, picture.grade, request.window)],
  );
  if (picture.mask)
    label = applyMask(context, { label, picture, size: maskSize(track), window: request.window, frames });
  label = context.graph.chain([label], effectFilters(picture.effects, context));
  return finish(context, { label, picture, track, frames });
}

function isSingleFrame({ picture, everyFrame }: LayerRequest, track: Track): boolean {
  if (everyFrame || !track.still || picture.effects.length > 0) return false;
  if (picture.mask && Object.keys(picture.mask.curves).length > 0) return false;
  return picture.content.kind === 'color' || (picture.content.kind === 'file' && picture.content.still);
}

/** Nothing but a scaled, opaque picture: it need not leave YUV. */
function isPlain(context: ComposeContext, picture: Picture, track: Track): boolean {
  const [first] = track.placements;
  const opaque =
    picture.content.kind !== 'file' || !entryOf(context.book, picture.content.source).facts.video?.hasAlpha;
  const untouched =
    !picture.mask && !picture.chroma && picture.grade.length === 0 && picture.effects.length === 0;
  const unturned = track.placements.every(
    (placement) => placement.rotation % 360 === 0 && placement.alpha > 0.999,
  );
  const unblurred = track.motions.every((motion) => motion.blur === 0);
  if (!opaque || !untouched || !unturned || !unblurred || picture.blend !== 'normal') return false;
  if (context.pixels === 'rgb' || track.placements.every((placement) => covers(placement, context.canvas)))
    return true;
  const box = pixelBox(first);
  return track.still && box.x % 2 === 0 && box.y % 2 === 0;
}

export function covers(placement: Placement, canvas: Size): boolean {
  const box = pixelBox(placement);
  return (
    placement.rotation % 360 === 0 &&
    placement.alpha > 0.999 &&
    box.x <= 0 &&
    box.y <= 0 &&
    box.x + box.width >= canvas.width &&
    box.y + box.height >= canvas.height
  );
}

function plainLayer(context: ComposeContext, request: LayerRequest, track: Track, frames: number): Layer {
  const { picture } = request;
  const raw = rawPicture(context, request, frames);
  const format = context.pixels === 'yuv' ? 'yuv420p' : 'gbrp';
  const flips = [picture.pose.flipX ? 'hflip' : '', picture.pose.flipY ? 'vflip' : ''];
  const scaled = [...sizing(context, picture, track), `format=${format}`, ...flips];
  const cover = track.placements.every((placement) => covers(placement, context.canvas));
  const { x, y } = corner(track);
  if (!cover) return { label: context.graph.chain([raw], scaled), x, y, cover, frames };
  const { width, height } = context.canvas;
  const exact = isExactly(track, context.canvas) ? '' : `crop=${width}:${height}:'-(${x})':'-(${y})':exact=1`;
  return { label: context.graph.chain([raw], [...scaled, exact]), x: '0', y: '0', cover, frames };
}

function isExactly(track: Track, canvas: Size): boolean {
  const box = pixelBox(track.placements[0]);
  return (
    track.still && box.x === 0 && box.y === 0 && box.width === canvas.width && box.height === canvas.height
  );
}

/** The frames of the window, unscaled. */
function rawPicture(context: ComposeContext, { picture, window }: LayerRequest, frames: number): string {
  const { content } = picture;
  if (content.kind === 'film')
    return context.graph.chain([nestedFilm(context, content, window)], cropFilters(picture.crop));
  if (content.kind === 'color') return colorPicture(context, content, frames);
  return filePicture(context, { content, crop: picture.crop, window, frames });
}

function filePicture(
  context: ComposeContext,
  {
    content,
    crop,
    window,
    frames,
  }: { content: FileContent; crop?: Crop; window: ClipWindow; frames: number },
): string {
  const entry = entryOf(context.book, content.source);
  const { path, fingerprint, facts } = entry;
  if (content.still || entry.missing || facts.durationSeconds === 0) {
    const input = context.graph.input({ options: readStill(facts), path, fingerprint });
    const still = [...toneMapping(facts), ...cropFilters(crop)];
    return context.graph.chain([input], [...still, ...(frames > 1 ? holdStill(frames, context.fps) : [])]);
  }
  const read = readVideo(content, facts, window, context.fps);
  const input = context.graph.input({ options: read.options, path, fingerprint });
  return context.graph.chain([input], [...read.filters, ...toneMapping(facts), ...cropFilters(crop)]);
}

function colorPicture(
  context: ComposeContext,
  content: Extract<Picture['content'], { kind: 'color' }>,
  frames: number,
): string {
  const hex = content.colors.map(
    ({ r, g, b, a }) =>
      `0x${[r, g, b, a]
        .map((v) =>
          Math.round(v * 255)
            .toString(16)
            .padStart(2, '0'),
        )
        .join('')}`,
  );
  if (hex.length === 1) return colorStream(context, { color: hex[0], frames, format: 'gbrap' });
  const { width, height } = context.canvas;
  const radians = (content.angle * Math.PI) / 180;
  const reach = (Math.abs(Math.cos(radians)) * width + Math.abs(Math.sin(radians)) * height) / 2;
  const end = (sign: number): string =>
    `${Math.round(width / 2 + sign * Math.cos(radians) * reach)}:${Math.round(height / 2 - sign * Math.sin(radians) * reach)}`;
  const [x0, y0] = end(-1).split(':');
  const [x1, y1] = end(1).split(':');
  const stops = hex
    .slice(0, 8)
    .map((color, index) => `c${index}=${color}`)
    .join(':');
  const source = `gradients=s=${width}x${height}:n=${Math.min(8, hex.length)}:${stops}:x0=${x0}:y0=${y0}:x1=${x1}:y1=${y1}:speed=0.00001`;
  return context.graph.chain(
    [],
    [source, 'trim=end_frame=1', 'format=gbrap', ...(frames > 1 ? holdStill(frames, context.fps) : [])],
  );
}

/** Straight boxes are cut, quadrilaterals are straightened. */
function cropFilters(crop: Crop | undefined): string[] {
  if (!crop) return [];
  const { upperLeft: a, upperRight: b, lowerLeft: c, lowerRight: d } = crop;
  const straight = a.y === b.y && c.y === d.y && a.x === c.x && b.x === d.x;
  if (straight && b.x > a.x && c.y > a.y) {
    return [`crop=iw*${num(b.x - a.x)}:ih*${num(c.y - a.y)}:iw*${num(a.x)}:ih*${num(a.y)}`];
  }
  const corner = (name: string, point: { x: number; y: number }, index: number): string =>
    `x${index}=${num(point.x)}*W:y${index}=${num(point.y)}*H${name}`;
  const corners = [a, b, c, d].map((point, index) => corner('', point, index)).join(':');
  return [`perspective=${corners}:sense=source`];
}

/** One scale step to the size of the placement, per frame where it changes. */
function sizing(context: ComposeContext, picture: Picture, track: Track): string[] {
  const color = picture.content.kind === 'file' ? fileColor(context, picture.content.source) : '';
  const toYuv = context.pixels === 'yuv' ? ':out_color_matrix=bt709:out_range=tv' : '';
  if (track.still) {
    const box = pixelBox(track.placements[0]);
    return [`scale=${box.width}:${box.height}:flags=bicubic${color}${toYuv}`, 'setsar=1'];
  }
  const boxes = track.placements.map(pixelBox);
  const width = expressionOf(
    boxes.map((box) => box.width),
    0.5,
  );
  const height = expressionOf(
    boxes.map((box) => box.height),
    0.5,
  );
  return [
    `scale=w='round(${width})':h='round(${height})':eval=frame:flags=bilinear${color}${toYuv}`,
    'setsar=1',
  ];
}

function fileColor(context: ComposeContext, source: SourceRef): string {
  const { facts } = entryOf(context.book, source);
  return isRgb(facts.video?.pixelFormat ?? '') || toneMapping(facts).length > 0
    ? ''
    : sourceColorOptions(facts);
}

function maskSize(track: Track): Size {
  const widest = track.placements.reduce((a, b) => (b.width > a.width ? b : a));
  return pixelBox(widest);
}

interface Unfinished {
  label: string;
  picture: Picture;
  track: Track;
  frames: number;
}

/** Flip, rotation, blur and opacity; then the format and alignment the blending needs. */
function finish(context: ComposeContext, { label, picture, track, frames }: Unfinished): Layer {
  const { graph } = context;
  const turned = track.placements.some((placement) => placement.rotation % 360 !== 0);
  const flips = [picture.pose.flipX ? 'hflip' : '', picture.pose.flipY ? 'vflip' : ''];
  let out = graph.chain([label], [...flips, ...blurFilters(track, context)]);
  if (turned) out = rotate(context, out, track, frames);
  out = graph.chain(
    [out],
    alphaFilters(
      graph,
      track.placements.map((placement) => placement.alpha),
      context.fps,
    ),
  );
  const side = turned ? rotatedSide(track) : undefined;
  const { x, y } = corner(track, side);
  if (context.pixels === 'rgb')
    return { label: graph.chain([out], ['format=gbrap']), x, y, cover: false, frames };
  const oddX = Math.abs(Number(x) % 2);
  const oddY = Math.abs(Number(y) % 2);
  const pad = oddX || oddY ? `pad=iw+${oddX}:ih+${oddY}:${oddX}:${oddY}:color=black@0` : '';
  const aligned = { x: String(Number(x) - oddX), y: String(Number(y) - oddY) };
  return { label: graph.chain([out], [pad, ...toBlending(context, true)]), ...aligned, cover: false, frames };
}

function rotatedSide(track: Track): number {
  const reach = Math.max(
    ...track.placements.map((placement) => Math.hypot(placement.width, placement.height)),
  );
  return 2 * Math.ceil(reach / 2) + 2;
}

/** Turns about the center on a transparent square large enough for every angle. */
function rotate(context: ComposeContext, label: string, track: Track, frames: number): string {
  const side = rotatedSide(track);
  const square = colorStream(context, {
    color: 'black@0',
    size: { width: side, height: side },
    frames,
    format: 'gbrap',
  });
  const centered = context.graph.chain(
    [square, label],
    [
      `overlay=x='(W-w)/2':y='(H-h)/2':eval=frame:format=gbrp:shortest=0:repeatlast=1`,
      `trim=end_frame=${frames}`,
    ],
  );
  const angles = expressionOf(
    track.placements.map((placement) => (placement.rotation * Math.PI) / 180),
    0.0001,
  );
  return context.graph.chain([centered], [`rotate=a='${angles}':c=black@0:ow=${side}:oh=${side}`]);
}

function corner(track: Track, side?: number): { x: string; y: string } {
  const boxes = track.placements.map((placement) =>
    side === undefined
      ? pixelBox(placement)
      : { x: Math.round(placement.centerX - side / 2), y: Math.round(placement.centerY - side / 2) },
  );
  return {
    x: expressionOf(
      boxes.map((box) => box.x),
      0.5,
    ),
    y: expressionOf(
      boxes.map((box) => box.y),
      0.5,
    ),
  };
}

function blurFilters(track: Track, context: ComposeContext): string[] {
  const worst = Math.max(...track.motions.map((motion) => motion.blur));
  if (worst <= 0) return [];
  const lasting = track.motions.findIndex((motion) => motion.blur < worst / 4);
  const until = lasting < 0 ? track.motions.length : lasting;
  const sigma = num((worst * context.canvas.height) / 2);
  return [`gblur=sigma=${sigma}:enable='lt(n,${until})'`, frameTimeBase(context.fps)];
}
