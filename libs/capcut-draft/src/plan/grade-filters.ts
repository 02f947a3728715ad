import { createHash } from 'node:crypto';
import { sampleCurve } from '../timeline/curve';
import type { GradeStep, LookTable } from '../timeline/timeline';
import { gridCubeText } from './color-grid';
import { type ColorMap, cubeText, hueBand, mixed, sequence, SLIDER_COLORS } from './color-table';
import { num } from './expression';
import type { FilterGraph } from './filter-graph';
import { lookFor } from './look-table';

/** Filters for all color corrections of a picture: one color table, then what works on neighborhoods of pixels. */
export function gradeFilters(
  graph: FilterGraph,
  grade: readonly GradeStep[],
  window: { from: number; frames: number },
): string[] {
  const middle = window.from + window.frames / 2;
  const steps = grade.map((step) =>
    step.kind === 'adjust' && step.curve ? { ...step, value: sampleCurve(step.curve, middle) } : step,
  );
  const spatial = steps.flatMap((step) =>
    step.kind === 'adjust' ? spatialFilter(step.slider, step.value) : [],
  );
  return [...runsOf(steps).flatMap((run) => colorFilters(graph, run)), ...spatial];
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

function colorFilters(graph: FilterGraph, steps: readonly GradeStep[]): string[] {
  const [first] = steps;
  if (first.kind === 'look' && first.table) return [lookFilter(graph, first.table, first.amount)];
  const maps = steps.flatMap(colorMap);
  return maps.length > 0 ? [tableFilter(graph, steps, maps)] : [];
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

function tableFilter(graph: FilterGraph, steps: readonly GradeStep[], maps: readonly ColorMap[]): string {
  const hash = hashOf([TABLE_REVISION, steps]);
  const name = graph.file({
    name: `colors-${hash}.cube`,
    produce: () => Buffer.from(cubeText(sequence(maps))),
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
