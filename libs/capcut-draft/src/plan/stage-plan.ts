import { rangeLength } from '../timeline/frame-clock';
import { type ComposeStage, opaqueFormat } from './compose-context';
import { composeRun, layerCount } from './compose-run';
import { FilterGraph } from './filter-graph';
import type { OutputSettings } from './output-settings';
import { type BatchCommand, contextOf, encodable, type PlanInput } from './render-plan';
import type { Slice } from './slices';

/** What lies between two stages of a slice: every pixel as it was. */
const BETWEEN = ['-f', 'nut'];

/**
 * A slice that needs more memory than one process may take, as processes one after the other: each draws some of the layers
 * on what the one before it left. The last is what {@link batchCommand} would have been.
 */
export function stageCommands(input: PlanInput, slice: Slice, layersAtOnce: number): BatchCommand[] {
  const layers = layerCount(input.timeline, slice.range);
  const count = Math.max(1, Math.ceil(layers / Math.max(1, layersAtOnce)));
  return Array.from({ length: count }, (_, index) => {
    const graph = new FilterGraph();
    const last = index === count - 1;
    const base =
      index > 0
        ? graph.chain(
            [graph.input({ options: BETWEEN, path: stageFile(index - 1), fingerprint: '' })],
            [`settb=${input.output.fps.den}/${input.output.fps.num}`, 'setpts=N'],
          )
        : undefined;
    const stage = {
      from: Math.round((layers * index) / count),
      to: Math.round((layers * (index + 1)) / count),
      base,
    };
    const stream = last
      ? encodable(input, graph, slice.range, { pixels: slice.pixels, stage })
      : between(input, graph, slice, stage);
    const timed = [`settb=${input.output.fps.den}/${input.output.fps.num}`, 'setpts=N'];
    return {
      inputs: graph.inputs,
      output: graph.chain([stream], timed),
      graph: graph.text(),
      assets: [...graph.assets.values()],
      frames: rangeLength(slice.range),
      starts: [0],
    };
  });
}

export const stageFile = (index: number): string => `stage-${index}.nut`;

/** Output options of all stages but the last: lossless, in the format layers are blended in. */
export function stageArgs(output: OutputSettings, command: BatchCommand): string[] {
  const { num, den } = output.fps;
  return [
    ...['-map', `[${command.output}]`, '-an', '-fps_mode', 'cfr', '-r', `${num}/${den}`],
    ...['-c:v', 'ffv1', '-level', '3', '-g', '1', '-threads', '1', ...BETWEEN],
  ];
}

function between(input: PlanInput, graph: FilterGraph, slice: Slice, stage: ComposeStage): string {
  const context = { ...contextOf(input, graph, slice.pixels), stage };
  return graph.chain([composeRun(context, slice.range)], [`format=${opaqueFormat(context)}`]);
}
