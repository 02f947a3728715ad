import { intersection, rangeLength } from '../timeline/frame-clock';
import type { FrameRange, Timeline, Treatment, Visual } from '../timeline/timeline';
import { colorStream, type ComposeContext, opaqueFormat, rateText, toBlending } from './compose-context';
import { duringFrames } from './expression';
import { effectFilters } from './effect-filters';
import { gradeFilters } from './grade-filters';
import { drawPicture } from './draw-picture';
import { overlayLayer } from './overlay-layer';
import { pieceScene } from './piece-scene';
import { blendFormat } from './scene';
import { sharedReads } from './shared-reads';
import { piecesOf } from './track-pieces';
import { timelineWithin } from './timeline-window';

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

/** Clips that mix lie on the black of a gap as they lie on anything else, however the film is cut into ranges. */
function layersOf(timeline: Timeline, run: FrameRange): { bottomTrack?: string; upper: Visual[] } {
  const { visuals: visible } = timelineWithin(timeline, run);
  const lowest = visible[0]?.kind === 'picture' ? visible[0].track : undefined;
  const ground = (visual: Visual): boolean => visual.kind === 'picture' && visual.track === lowest;
  const mixes = visible.some(
    (visual) => ground(visual) && visual.kind === 'picture' && visual.blend !== 'normal',
  );
  if (lowest === undefined || mixes) return { upper: visible.slice() };
  return { bottomTrack: lowest, upper: visible.filter((visual) => !ground(visual)) };
}

function black(context: ComposeContext, range: FrameRange): string {
  return colorStream(context, { color: 'black', frames: rangeLength(range) });
}

/** The lowest track has nothing below it, so its clips are whole frames joined end to end. */
function groundStream(context: ComposeContext, track: string, run: FrameRange): string {
  const parts: string[] = [];
  let reached = run.start;
  const pieces = piecesOf(context.timeline, track, run);
  const reading = { ...context, reads: sharedReads(pieces, context.fps) };
  for (const piece of pieces) {
    if (piece.range.start > reached) parts.push(black(context, { start: reached, end: piece.range.start }));
    parts.push(pieceScene(reading, piece, false));
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
    result = overlayLayer(
      context,
      result,
      { label, x: String(layer.x), y: String(layer.y), frames: layer.frames, range: layer.range },
      run,
    );
  }
  return result;
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
