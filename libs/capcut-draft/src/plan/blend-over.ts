import { duringFrames } from './expression';
import { rangeLength } from '../timeline/frame-clock';
import type { BlendMode, FrameRange } from '../timeline/timeline';
import { colorStream, type ComposeContext, type PlacedLayer } from './compose-context';

const MODES: Readonly<Record<Exclude<BlendMode, 'normal' | 'linearburn'>, string>> = {
  multiply: 'multiply',
  screen: 'screen',
  overlay: 'overlay',
  softlight: 'softlight',
  hardlight: 'hardlight',
  lighten: 'lighten',
  darken: 'darken',
  dodge: 'dodge',
  burn: 'burn',
};

/** Mixes a layer into what is below by a blend formula, only where the layer has opacity. Needs RGB. */
export function blendOver(
  context: ComposeContext,
  base: string,
  layer: PlacedLayer,
  { run, mode }: { run: FrameRange; mode: BlendMode },
): string {
  const { graph, fps } = context;
  const from = layer.range.start - run.start;
  const frames = rangeLength(layer.range);
  const canvas = colorStream(context, { color: 'black@0', frames, format: 'gbrap' });
  const full = graph.chain(
    [canvas, layer.label],
    [
      `overlay=x='${layer.x}':y='${layer.y}':eval=frame:format=gbrp`,
      `trim=end_frame=${frames}`,
      'format=gbrap',
    ],
  );
  const shifted = graph.chain([full], [`setpts=PTS+${from}*${fps.den}/${fps.num}/TB`]);
  const [color, forAlpha] = graph.split(shifted);
  const alpha = graph.chain([forAlpha], ['alphaextract']);
  const [below, bottom] = graph.split(base);
  const part = graph.chain([bottom], [`trim=start_frame=${from}:end_frame=${from + frames}`, 'format=gbrp']);
  const mixed = graph.chain(
    [graph.chain([color], ['format=gbrp']), mode === 'linearburn' ? graph.chain([part], ['negate']) : part],
    [`blend=all_mode=${mode === 'linearburn' ? 'subtract' : MODES[mode as keyof typeof MODES]}`],
  );
  const cut = graph.chain([mixed, alpha], ['alphamerge', 'format=gbrap']);
  const whole = frames === rangeLength(run);
  const enable = whole ? '' : `:enable='${duringFrames(from, from + frames - 1, fps)}'`;
  return graph.chain([below, cut], [`overlay=0:0:format=gbrp:eof_action=pass${enable}`]);
}
