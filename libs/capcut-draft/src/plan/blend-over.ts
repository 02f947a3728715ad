import { duringFrames } from './expression';
import { rangeLength } from '../timeline/frame-clock';
import type { BlendMode, FrameRange } from '../timeline/timeline';
import { colorStream, type ComposeContext, type PlacedLayer } from './compose-context';

/** A layer and how it mixes with what is below. */
export interface MixedLayer extends PlacedLayer {
  readonly mode: BlendMode;
}

const blend = (mode: string): string => `blend=all_mode=${mode}`;
/** `x` is the layer, `y` what is below, 0–255. */
const table = (formula: string): string =>
  `lut2=${['c0', 'c1', 'c2'].map((component) => `${component}='${formula}'`).join(':')}`;

const ROOT = 'if(lte(y,63.75),((16*y/255-12)*y/255+4)*y,sqrt(255*y))';

/**
 * The separable modes as the W3C publishes them, and linear burn. FFmpeg tells overlay and hard light apart by the layer
 * where they are told apart by what is below, and has a soft light of its own.
 */
const FORMULAS: Readonly<Record<BlendMode, string>> = {
  normal: blend('normal'),
  multiply: blend('multiply'),
  screen: blend('screen'),
  overlay: blend('hardlight'),
  softlight: table(`if(lte(x,127.5),y-(1-2*x/255)*y*(1-y/255),y+(2*x/255-1)*(${ROOT}-y))`),
  hardlight: blend('overlay'),
  lighten: blend('lighten'),
  darken: blend('darken'),
  dodge: blend('dodge'),
  burn: blend('burn'),
  linearburn: table('max(0,x+y-255)'),
};

/**
 * Mixes layers of one range into what is below, each by the formula of its mode and only where it has opacity. Several
 * share a place: none lies over the other, their opacities add up to 1 at most. Needs RGB.
 */
export function blendOver(
  context: ComposeContext,
  base: string,
  layers: readonly MixedLayer[],
  run: FrameRange,
): string {
  const { graph, fps } = context;
  const [{ range }] = layers;
  const [from, frames] = [range.start - run.start, rangeLength(range)];
  const [below, ...bottoms] = graph.chains([base], [`split=${layers.length + 1}`], layers.length + 1);
  const mixed = layers.map((layer, index) => {
    const bottom = graph.chain(
      [bottoms[index]],
      [`trim=start_frame=${from}:end_frame=${from + frames}`, 'format=gbrp'],
    );
    return mixedLayer(context, bottom, layer, from);
  });
  const whole = frames === rangeLength(run);
  const enable = whole ? '' : `:enable='${duringFrames(from, from + frames - 1, fps)}'`;
  return graph.chain([below, sum(context, mixed)], [`overlay=0:0:format=gbrp:eof_action=pass${enable}`]);
}

/** The color of a layer mixed with the frames below it, with the layer's own opacity, on the whole canvas. */
function mixedLayer(context: ComposeContext, bottom: string, layer: MixedLayer, from: number): string {
  const { graph, fps } = context;
  const frames = rangeLength(layer.range);
  const canvas = colorStream(context, { color: 'black@0', frames, format: 'gbrap' });
  const full = graph.chain(
    [canvas, layer.label],
    [
      `overlay=x='${layer.x}':y='${layer.y}':eval=frame:format=gbrp`,
      `trim=end_frame=${frames}`,
      'format=gbrap',
      `setpts=PTS+${from}*${fps.den}/${fps.num}/TB`,
    ],
  );
  const [color, forAlpha] = graph.split(full);
  const alpha = graph.chain([forAlpha], ['alphaextract']);
  const opaque = graph.chain([color], ['format=gbrp']);
  const mixed = graph.chain([opaque, bottom], [FORMULAS[layer.mode]]);
  return graph.chain([mixed, alpha], ['alphamerge', 'format=gbrap']);
}

/** Adds up colors weighted by their opacity, and the opacities. */
function sum({ graph }: ComposeContext, layers: readonly string[]): string {
  if (layers.length === 1) return layers[0];
  const weighted = layers.map((layer) => graph.chain([layer], ['premultiply=inplace=1']));
  const all = weighted.reduce((some, layer) => graph.chain([some, layer], ['blend=all_mode=addition']));
  return graph.chain([all], ['unpremultiply=inplace=1']);
}
