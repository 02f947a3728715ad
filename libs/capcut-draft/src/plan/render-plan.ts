import { createHash } from 'node:crypto';
import { rangeLength } from '../timeline/frame-clock';
import type { FrameRange, Timeline } from '../timeline/timeline';
import type { Batch } from './batches';
import type { CaptionArtist, ComposeContext } from './compose-context';
import { composeRun } from './compose-run';
import { FilterGraph, type GraphAsset, type GraphInput } from './filter-graph';
import type { MediaBook } from './media-book';
import { colorTagArgs, encoderArgs, type OutputSettings } from './output-settings';
import { pixelModeOf } from './pixel-mode';
import { type Slice, type SliceLengths, sliceRanges } from './slices';

/** Raise when the same film would be drawn differently than before: cached slices are then made again. */
const ENGINE_REVISION = 4;

export interface PlanInput {
  readonly timeline: Timeline;
  readonly book: MediaBook;
  readonly captions: CaptionArtist;
  readonly output: OutputSettings;
  readonly lengths: SliceLengths;
}

/** Describes the pictures of the ranges as slices. Pure but for text measuring. */
export function planSlices(input: PlanInput, ranges: readonly FrameRange[]): Slice[] {
  return ranges
    .flatMap((range) => sliceRanges(input.timeline, range, input.lengths))
    .map((range) => describeSlice(input, range));
}

export interface BatchCommand {
  /** Options and inputs, in order. */
  readonly inputs: readonly GraphInput[];
  readonly graph: string;
  readonly output: string;
  readonly assets: readonly GraphAsset[];
  readonly frames: number;
  /** First frame of each slice within the batch's output. */
  readonly starts: readonly number[];
}

/** The filter graph that renders a batch; its output is a constant-rate stream of all slices, one after the other. */
export function batchCommand(input: PlanInput, batch: Batch): BatchCommand {
  const graph = new FilterGraph();
  const { fps } = input.output;
  const runs = contiguousRuns(batch.map((slice) => slice.range));
  const streams = runs.map((run) => encodable(input, graph, run, { pixels: batch[0].pixels }));
  const joined =
    streams.length === 1 ? streams[0] : graph.chain(streams, [`concat=n=${streams.length}:v=1:a=0`]);
  const output = graph.chain([joined], [`settb=${fps.den}/${fps.num}`, 'setpts=N']);
  let reached = 0;
  const starts = batch.map((slice) => {
    const start = reached;
    reached += rangeLength(slice.range);
    return start;
  });
  return {
    inputs: graph.inputs,
    graph: graph.text(),
    output,
    assets: [...graph.assets.values()],
    frames: reached,
    starts,
  };
}

/** The filter graph of one frame, in RGB. */
export function frameCommand(input: PlanInput, frame: number): BatchCommand {
  const graph = new FilterGraph();
  const run = transitionAround(input.timeline, frame);
  const pixels = pixelModeOf(contextOf(input, graph, 'yuv'), run);
  const stream = encodable(input, graph, run, { pixels });
  const picked = [`trim=start_frame=${frame - run.start}:end_frame=${frame - run.start + 1}`];
  const output = graph.chain(
    [stream],
    [...picked, `scale=in_color_matrix=${input.output.color.matrix}:in_range=tv`, 'format=rgb24'],
  );
  return {
    inputs: graph.inputs,
    graph: graph.text(),
    output,
    assets: [...graph.assets.values()],
    frames: 1,
    starts: [0],
  };
}

/** A transition is composed whole. */
function transitionAround(timeline: Timeline, frame: number): FrameRange {
  const found = timeline.transitions.find(({ range }) => frame >= range.start && frame < range.end);
  return found?.range ?? { start: frame, end: frame + 1 };
}

/** FFmpeg arguments after the inputs. */
export function outputArgs(output: OutputSettings, command: BatchCommand, threads: number): string[] {
  const { fps } = output;
  // A little early: the first frame at or after the moment becomes a key frame, and moments are rounded.
  const keys = command.starts
    .map((start) => (Math.max(0, start - 0.25) * fps.den) / fps.num)
    .map((seconds) => seconds.toFixed(6))
    .join(',');
  return [
    ...['-map', `[${command.output}]`, '-an', '-fps_mode', 'cfr', '-r', `${fps.num}/${fps.den}`],
    ...encoderArgs(output, threads),
    ...['-force_key_frames', keys],
    ...(output.codec === 'h264' ? ['-forced-idr', '1'] : []),
    ...colorTagArgs(output),
    ...['-video_track_timescale', String(fps.num * 512), '-map_metadata', '-1', '-fflags', '+bitexact'],
  ];
}

function describeSlice(input: PlanInput, range: FrameRange): Slice {
  const graph = new FilterGraph();
  const pixels = pixelModeOf(contextOf(input, graph, 'yuv'), range);
  encodable(input, graph, range, { pixels });
  const description = JSON.stringify([
    ENGINE_REVISION,
    rangeLength(range),
    graph.text(),
    graph.inputs.map(({ options, fingerprint }) => [options, fingerprint]),
    encoderArgs(input.output, 1),
    colorTagArgs(input.output),
  ]);
  const hash = createHash('sha256').update(description).digest('hex').slice(0, 40);
  return { range, hash, pixels, inputs: graph.inputs.length, weight: graph.weight };
}

/** What everything in a graph is composed with. */
export function contextOf(
  input: PlanInput,
  graph: FilterGraph,
  pixels: ComposeContext['pixels'],
): ComposeContext {
  const { timeline, book, captions, output } = input;
  const canvas = { width: output.width, height: output.height };
  return {
    graph,
    timeline,
    canvas,
    fps: output.fps,
    book,
    captions,
    pixels,
    matrix: output.color.matrix,
    compose: composeRun,
  };
}

/** A run in the format the encoder takes. */
export function encodable(
  input: PlanInput,
  graph: FilterGraph,
  run: FrameRange,
  { pixels, stage }: Pick<ComposeContext, 'pixels' | 'stage'>,
): string {
  const context = { ...contextOf(input, graph, pixels), stage };
  const convert =
    pixels === 'rgb'
      ? [`scale=out_color_matrix=${context.matrix}:out_range=tv:flags=bicubic+accurate_rnd+full_chroma_int`]
      : [];
  return graph.chain([composeRun(context, run)], [...convert, 'format=yuv420p', 'setsar=1']);
}

function contiguousRuns(ranges: readonly FrameRange[]): FrameRange[] {
  const runs: FrameRange[] = [];
  for (const range of ranges) {
    const last = runs[runs.length - 1];
    if (last && last.end === range.start) runs[runs.length - 1] = { start: last.start, end: range.end };
    else runs.push(range);
  }
  return runs;
}
