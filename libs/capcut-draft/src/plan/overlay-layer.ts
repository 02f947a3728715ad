import { rangeLength } from '../timeline/frame-clock';
import type { FrameRange } from '../timeline/timeline';
import type { ComposeContext, PlacedLayer } from './compose-context';
import { delayed, duringFrames } from './expression';
import { isMoving } from './layer-work';
import { blendFormat } from './scene';

/** Puts a layer on the frames of its range; the range is half-open, so its last frame is end − 1. */
export function overlayLayer(
  context: ComposeContext,
  base: string,
  layer: PlacedLayer,
  run: FrameRange,
): string {
  const { graph, fps } = context;
  const from = layer.range.start - run.start;
  const to = layer.range.end - run.start - 1;
  const shifted =
    from === 0 ? layer.label : graph.chain([layer.label], [`setpts=PTS+${from}*${fps.den}/${fps.num}/TB`]);
  const whole = from === 0 && to === rangeLength(run) - 1;
  const options = [
    `x='${delayed(layer.x, from)}'`,
    `y='${delayed(layer.y, from)}'`,
    isMoving(layer) ? 'eval=frame' : 'eval=init',
    `format=${blendFormat(context)}`,
    layer.frames === 1 ? 'eof_action=repeat' : 'eof_action=pass',
    ...(whole ? [] : [`enable='${duringFrames(from, to, context.fps)}'`]),
  ];
  return graph.chain([base, shifted], [`overlay=${options.join(':')}`]);
}
