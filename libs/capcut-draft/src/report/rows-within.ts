import { timelineWithin } from '../plan/timeline-window';
import { frameToUs } from '../timeline/frame-clock';
import { soundsWithin } from '../timeline/sound';
import type { FrameRange, Timeline } from '../timeline/timeline';
import type { ReportRow } from './report-row';

/** Rows of what can be seen or heard in a part of a film, and of the whole film. */
export function rowsWithin(rows: readonly ReportRow[], film: Timeline, span: FrameRange): ReportRow[] {
  const { visuals } = timelineWithin(film, span);
  const sounds = soundsWithin(film.sounds, frameToUs(span.start, film.fps), frameToUs(span.end, film.fps));
  const inside = new Set([...visuals, ...sounds].map(({ id }) => id));
  const outside = new Set(
    [...film.visuals, ...film.sounds].map(({ id }) => id).filter((id) => !inside.has(id)),
  );
  return rows.filter(({ segment }) => !outside.has(segment));
}
