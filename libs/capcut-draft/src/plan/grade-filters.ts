import { createHash } from 'node:crypto';
import { sampleCurve } from '../timeline/curve';
import type { FrameRate, GradeStep, LookTable } from '../timeline/timeline';
import { gridCubeText } from './color-grid';
import { type ColorMap, cubeText, hueBand, mixed, sequence, SLIDER_COLORS } from './color-table';
import { duringFrames, num } from './expression';
import type { FilterGraph } from './filter-graph';
import { lookFor } from './look-table';

/** Frames of a clip, and the number its first frame has on the clock of the stream. */
export interface GradeWindow {
  readonly from: number;
  readonly frames: number;
  readonly clock: number;
}

/**
 * Filters for all color corrections of a picture: one color table, then what works on neighborhoods of pixels. Sliders that
 * move are followed in small steps, each with filters of its own.
 */
export function gradeFilters(
  graph: FilterGraph,
  grade: readonly GradeStep[],
  window: GradeWindow,
  fps: FrameRate,
): string[] {
  const count = partCount(grade, window);
  return Array.from({ length: count }, (_, part) => {
    const [first, end] = [part, part + 1].map((edge) => Math.floor((edge * window.frames) / count));
    const steps = gradeAt(grade, window.from + (first + end - 1) / 2);
    if (count === 1) return stillFilters(graph, steps, TABLE_SIZE.still);
    const filters = stillFilters(graph, steps, TABLE_SIZE.moving);
    const during = duringFrames(window.clock + first, window.clock + end - 1, fps);
    return filters.map((filter) => `${filter}:enable='${during}'`);
  }).flat();
}

/** A step may change a slider, of −1 to 1, by this much; a hundred steps are more than the sliders show. */
const STEP = 0.02;
/** Parts a stretch is cut into at most: each has a color table in memory. */
const MOST_PARTS = 32;
/** Colors along a side of a table; many tables are coarser, because making one takes longer than using it. */
const TABLE_SIZE = { still: 33, moving: 17 };

function partCount(grade: readonly GradeStep[], { from, frames }: GradeWindow): number {
  const ways = grade.map((step) => {
    if (step.kind !== 'adjust' || !step.curve) return 0;
    const { curve } = step;
    const values = Array.from({ length: frames }, (_, frame) => sampleCurve(curve, from + frame));
    return values.reduce(
      (way, value, frame) => way + (frame > 0 ? Math.abs(value - values[frame - 1]) : 0),
      0,
    );
  });
  return Math.max(1, Math.min(frames, MOST_PARTS, Math.ceil(Math.max(0, ...ways) / STEP)));
}

/** Sliders at a frame; files of third-party tools hold values that no slider has, and that filters refuse. */
const gradeAt = (grade: readonly GradeStep[], frame: number): GradeStep[] =>
  grade.map((step) => {
    if (step.kind !== 'adjust') return step;
    const value = step.curve ? sampleCurve(step.curve, frame) : step.value;
    return { kind: 'adjust', slider: step.slider, value: Math.min(1, Math.max(-1, value)) };
  });

function stillFilters(graph: FilterGraph, steps: readonly GradeStep[], tableSize: number): string[] {
  const spatial = steps.flatMap((step) =>
    step.kind === 'adjust' ? spatialFilter(step.slider, step.value) : [],
  );
  return [...runsOf(steps).flatMap((run) => colorFilters(graph, run, tableSize)), ...spatial];
}

/** Steps that are formulas make one table together; every table of a file stays one of its own, on its own grid. */
function runsOf(steps: readonly GradeStep[]): GradeStep[][] {
  const runs: GradeStep[][] = [];
  let open = false;
  for (const step of steps) {
    const own = step.kind === 'look' && step.table !== undefined;
    if (open && !own) runs[runs.length - 1].push(step);
    else runs.push([step]);
    open = !own;
  }
  return runs;
}

function colorFilters(graph: FilterGraph, steps: readonly GradeStep[], tableSize: number): string[] {
  const [first] = steps;
  if (first.kind === 'look' && first.table) return [lookFilter(graph, first.table, first.amount)];
  const maps = steps.flatMap(colorMap);
  return maps.length > 0 ? [tableFilter(graph, steps, maps, tableSize)] : [];
}

function lookFilter(graph: FilterGraph, { key, grid }: LookTable, amount: number): string {
  const hash = hashOf([TABLE_REVISION, key, amount]);
  const name = graph.file({
    name: `look-${hash}.cube`,
    produce: () => Buffer.from(gridCubeText(grid, amount)),
  });
  return grid.dimensions === 1 ? `lut1d=file=${name}:interp=linear` : `lut3d=file=${name}:interp=tetrahedral`;
}

const hashOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 24);

function colorMap(step: GradeStep): ColorMap[] {
  if (step.kind === 'hsl') return [hueBand(step)];
  if (step.kind === 'look') {
    const look = lookFor(step.name);
    return look ? [mixed(look.map, step.amount)] : [];
  }
  const slider = Object.hasOwn(SLIDER_COLORS, step.slider) ? SLIDER_COLORS[step.slider] : undefined;
  return slider && step.value !== 0 ? [slider(step.value)] : [];
}

function tableFilter(
  graph: FilterGraph,
  steps: readonly GradeStep[],
  maps: readonly ColorMap[],
  size: number,
): string {
  const hash = hashOf([TABLE_REVISION, steps, size]);
  const name = graph.file({
    name: `colors-${hash}.cube`,
    produce: () => Buffer.from(cubeText(sequence(maps), size)),
  });
  return `lut3d=file=${name}:interp=tetrahedral`;
}

/** Part of the table's name: raise it when a formula changes. */
const TABLE_REVISION = 2;

function spatialFilter(slider: string, value: number): string[] {
  switch (slider) {
    case 'sharpen':
      return value > 0 ? [`unsharp=5:5:${num(value * 1.5)}`] : [`gblur=sigma=${num(-value * 2 + 0.01)}`];
    case 'clear':
      return [`unsharp=13:13:${num(Math.max(-1, value) * 0.8)}`];
    case 'vignetting':
      return value > 0 ? [`vignette=angle=${num((Math.PI / 5) * Math.min(1, value))}`] : [];
    case 'particle':
      return value > 0 ? [`noise=alls=${Math.round(value * 40)}:allf=t:all_seed=7`] : [];
    default:
      return [];
  }
}
