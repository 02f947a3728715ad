import type { ReportRow } from '../../report/report-row';
import { intersection } from '../frame-clock';
import type { Picture, Visual } from '../timeline';

/** Leaves the mix mode to pictures that have something below them at some time; the others are drawn normally and have a row. */
export function settleMixes(visuals: readonly Visual[], rows: ReportRow[]): Visual[] {
  return visuals.map((visual, index) => {
    if (visual.kind !== 'picture' || visual.blend === 'normal') return visual;
    if (visuals.slice(0, index).some((below) => isBelow(below, visual))) return visual;
    const note = `${visual.blend}: nothing lies below the clip, which is drawn normally`;
    const { id: segment, range } = visual;
    rows.push({ segment, construct: 'mix mode', grade: 'skipped', note, frame: range.start });
    return { ...visual, blend: 'normal' };
  });
}

/** Effects and corrections are not seen where nothing is. */
const isBelow = (below: Visual, { track, range }: Picture): boolean =>
  below.kind !== 'treatment' && below.track !== track && intersection(below.range, range) !== undefined;
