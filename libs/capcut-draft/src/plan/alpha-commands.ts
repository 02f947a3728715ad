import { createHash } from 'node:crypto';
import { fpsValue } from '../timeline/frame-clock';
import type { FrameRate } from '../timeline/timeline';
import { num } from './expression';
import type { FilterGraph } from './filter-graph';

const VISIBLE_STEP = 0.002;

/** Filters that give a layer its opacity per frame; driven by commands half a frame early, so that none comes late. */
export function alphaFilters(graph: FilterGraph, alphas: readonly number[], fps: FrameRate): string[] {
  const [first] = alphas;
  if (alphas.every((alpha) => Math.abs(alpha - first) < VISIBLE_STEP)) {
    return first > 0.999 ? [] : [`colorchannelmixer=aa=${num(first)}`];
  }
  const instance = graph.instance();
  const lines: string[] = [];
  let current = Number.NaN;
  alphas.forEach((alpha, frame) => {
    if (Math.abs(alpha - current) < VISIBLE_STEP) return;
    current = alpha;
    lines.push(
      `${num(Math.max(0, (frame - 0.5) / fpsValue(fps)))} colorchannelmixer@${instance} aa ${num(alpha)};`,
    );
  });
  const text = lines.join('\n');
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 24);
  const name = graph.file({ name: `alpha-${hash}.txt`, produce: () => Buffer.from(text) });
  return [`sendcmd=f=${name}`, `colorchannelmixer@${instance}=aa=${num(first)}`];
}
