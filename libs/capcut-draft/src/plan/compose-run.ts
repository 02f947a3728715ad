import { intersection, rangeLength } from '../timeline/frame-clock';
import type { FrameRange, Picture, Timeline, Treatment, Visual } from '../timeline/timeline';
import { blendOver } from './blend-over';
import {
  colorStream,
  type ComposeContext,
  opaqueFormat,
  type PlacedLayer,
  rateText,
  toBlending,
} from './compose-context';
import { delayed, duringFrames } from './expression';
import { effectFilters } from './effect-filters';
import { gradeFilters } from './grade-filters';
import { pictureLayer } from './picture-layer';
import { blendFormat, sceneStream } from './scene';
import type { ClipWindow } from './source-stream';
import { type Piece, piecesOf } from './track-pieces';
import { timelineWithin } from './timeline-window';
import { TRANSITION_TAIL, transitionStream } from './transition-graph';
import { transitionRecipe } from './transition-table';

/** Composes the frames of a range; the stream has exactly that many, at the film's rate, opaque. */
export function composeRun(film: ComposeContext, run: FrameRange): string {
  const context = { ...film, timeline: timelineWithin(film.timeline, run) };
  const { bottomTrack, upper } = layersOf(context.timeline, run);
  const { from, to, base: below } = context.stage ?? { from: 0, to: upper.length };
  const ground = (): string =>
    bottomTrack === undefined ? black(context, run) : groundStream(context, bottomTrack, run);
  return upper
    .slice(from, to)
    .reduce((base, visual) => drawVisual(context, base, visual, run), below ?? ground());
}

/** How many layers lie on the ground of a range. */
export const layerCount = (timeline: Timeline, run: FrameRange): number =>
  layersOf(timeline, run).upper.length;

function layersOf(timeline: Timeline, run: FrameRange): { bottomTrack?: string; upper: Visual[] } {
  const { visuals: visible } = timelineWithin(timeline, run);
  const bottomTrack = visible[0]?.kind === 'picture' ? visible[0].track : undefined;
  const upper = visible.filter((visual) => visual.kind !== 'picture' || visual.track !== bottomTrack);
  return { bottomTrack, upper };
}

function black(context: ComposeContext, range: FrameRange): string {
  return colorStream(context, { color: 'black', frames: rangeLength(range) });
}

/** The lowest track has nothing below it, so its clips are whole frames joined end to end. */
function groundStream(context: ComposeContext, track: string, run: FrameRange): string {
  const parts: string[] = [];
  let reached = run.start;
  for (const piece of piecesOf(context.timeline, track, run)) {
    if (piece.range.start > reached) parts.push(black(context, { start: reached, end: piece.range.start }));
    parts.push(pieceScene(context, piece, false));
    reached = piece.range.end;
  }
  if (reached < run.end) parts.push(black(context, { start: reached, end: run.end }));
  if (parts.length === 1) return parts[0];
  return context.graph.chain(parts, [
    `concat=n=${parts.length}:v=1:a=0`,
    `settb=${context.fps.den}/${context.fps.num}`,
    'setpts=N',
  ]);
}

function windowOf(picture: Picture, range: FrameRange, extra = 0): ClipWindow {
  return {
    from: range.start - picture.range.start,
    frames: rangeLength(range) + extra,
    clipFrames: rangeLength(picture.range),
  };
}

function pieceScene(context: ComposeContext, piece: Piece, transparent: boolean): string {
  if (piece.kind === 'clip') {
    return sceneStream(context, {
      picture: piece.picture,
      window: windowOf(piece.picture, piece.range),
      transparent,
    });
  }
  const { transition, from, to, range } = piece;
  const whole = transition.range;
  const scene = (picture: Picture): string =>
    sceneStream(context, { picture, window: windowOf(picture, whole, TRANSITION_TAIL), transparent });
  const recipe = transitionRecipe(transition.resourceId, transition.name);
  const cut = Math.min(rangeLength(whole), Math.max(0, middleOf(from, to, whole) - whole.start));
  const stream = transitionStream(context, recipe, {
    from: scene(from),
    to: scene(to),
    frames: rangeLength(whole),
    cut,
    alpha: transparent,
  });
  if (range.start === whole.start && range.end === whole.end) return stream;
  const [start, end] = [range.start - whole.start, range.end - whole.start];
  return context.graph.chain([stream], [`trim=start_frame=${start}:end_frame=${end}`, 'setpts=PTS-STARTPTS']);
}

/** Where one clip gives way to the other: the cut, or the middle where they overlap. */
function middleOf(from: Picture, to: Picture, whole: FrameRange): number {
  return to.range.start >= from.range.end - 1 ? to.range.start : Math.round((whole.start + whole.end) / 2);
}

function drawVisual(context: ComposeContext, base: string, visual: Visual, run: FrameRange): string {
  if (visual.kind === 'treatment') return drawTreatment(context, base, visual, run);
  if (visual.kind === 'picture') return drawPicture(context, base, visual, run);
  const shared = intersection(visual.range, run);
  if (!shared) return base;
  let result = base;
  for (const layer of context.captions.layers(visual, shared, context.canvas, context.fps)) {
    const raw = [
      '-f',
      'rawvideo',
      '-pixel_format',
      'rgba',
      '-video_size',
      `${layer.width}x${layer.height}`,
      '-framerate',
      rateText(context.fps),
    ];
    const input = context.graph.assetInput(layer.asset, layer.frames > 1 ? raw : ['-f', 'png_pipe']);
    const label = context.graph.chain([input], ['format=gbrap', ...toBlending(context, true)]);
    result = overlay(
      context,
      result,
      { label, x: String(layer.x), y: String(layer.y), frames: layer.frames, range: layer.range },
      run,
    );
  }
  return result;
}

function drawPicture(context: ComposeContext, base: string, picture: Picture, run: FrameRange): string {
  let result = base;
  for (const piece of piecesOf(context.timeline, picture.track, run)) {
    const owner = piece.kind === 'clip' ? piece.picture : piece.from;
    if (owner.id !== picture.id) continue;
    const { range } = piece;
    if (piece.kind === 'clip' && !picture.backdrop) {
      const layer = pictureLayer(context, picture, windowOf(picture, range));
      result =
        picture.blend === 'normal'
          ? overlay(context, result, { ...layer, range }, run)
          : blendOver(context, result, { ...layer, range }, { run, mode: picture.blend });
      continue;
    }
    const label = pieceScene(context, piece, true);
    result = overlay(context, result, { label, x: '0', y: '0', frames: rangeLength(range), range }, run);
  }
  return result;
}

/** Puts a layer on the frames of its range; the range is half-open, so its last frame is end − 1. */
function overlay(context: ComposeContext, base: string, layer: PlacedLayer, run: FrameRange): string {
  const { graph, fps } = context;
  const from = layer.range.start - run.start;
  const to = layer.range.end - run.start - 1;
  const shifted =
    from === 0 ? layer.label : graph.chain([layer.label], [`setpts=PTS+${from}*${fps.den}/${fps.num}/TB`]);
  const moving = !/^-?\d+$/.test(layer.x) || !/^-?\d+$/.test(layer.y);
  const whole = from === 0 && to === rangeLength(run) - 1;
  const options = [
    `x='${delayed(layer.x, from)}'`,
    `y='${delayed(layer.y, from)}'`,
    moving ? 'eval=frame' : 'eval=init',
    `format=${blendFormat(context)}`,
    layer.frames === 1 ? 'eof_action=repeat' : 'eof_action=pass',
    ...(whole ? [] : [`enable='${duringFrames(from, to, context.fps)}'`]),
  ];
  return graph.chain([base, shifted], [`overlay=${options.join(':')}`]);
}

/** Effects and corrections of everything below; where they cover only part of the run, by laying the treated frames over. */
function drawTreatment(context: ComposeContext, base: string, treatment: Treatment, run: FrameRange): string {
  const shared = intersection(treatment.range, run);
  if (!shared) return base;
  const { graph } = context;
  const from = shared.start - treatment.range.start;
  const filters = [
    ...gradeFilters(graph, treatment.grade, { from, frames: rangeLength(shared), clock: from }, context.fps),
    ...effectFilters(treatment.effects, context),
  ];
  if (filters.length === 0) return base;
  const restore =
    context.pixels === 'yuv'
      ? [`scale=out_color_matrix=${context.matrix}:out_range=tv`, 'format=yuv420p']
      : ['format=gbrp'];
  const enter =
    context.pixels === 'yuv' ? [`scale=in_color_matrix=${context.matrix}:in_range=tv`, 'format=gbrp'] : [];
  // Effects count time from their own start.
  const clock = treatment.range.start - run.start;
  const { num, den } = context.fps;
  const chain = [
    ...enter,
    `setpts=PTS-${clock}*${den}/${num}/TB`,
    ...filters,
    ...restore,
    `setpts=PTS+${clock}*${den}/${num}/TB`,
    'setsar=1',
  ];
  if (rangeLength(shared) === rangeLength(run)) return graph.chain([base], chain);
  const [plain, treated] = graph.split(base);
  const label = graph.chain([treated], chain);
  const during = duringFrames(shared.start - run.start, shared.end - run.start - 1, context.fps);
  return graph.chain(
    [plain, label],
    [`overlay=0:0:format=${blendFormat(context)}:enable='${during}'`, `format=${opaqueFormat(context)}`],
  );
}
