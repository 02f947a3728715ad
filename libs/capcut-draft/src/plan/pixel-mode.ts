import { intersection, rangeLength } from '../timeline/frame-clock';
import type { FrameRange, Picture } from '../timeline/timeline';
import type { ComposeContext } from './compose-context';
import { covers, trackOf } from './picture-track';
import { pixelBox } from './placement';
import { timelineWithin } from './timeline-window';

type Probe = Omit<ComposeContext, 'pixels' | 'graph'>;

/** RGB where a layer moves over others or mixes with them; YUV, which is much cheaper, everywhere else. */
export function pixelModeOf(context: Probe, run: FrameRange): ComposeContext['pixels'] {
  const seen = timelineWithin(context.timeline, run).visuals.filter((visual) => visual.kind === 'picture');
  return seen.some((picture) => needsRgb(context, picture, run)) ? 'rgb' : 'yuv';
}

/** A transition shows a clip beyond its own range. */
function needsRgb(context: Probe, picture: Picture, run: FrameRange): boolean {
  if (picture.blend !== 'normal') return true;
  const shared = intersection(picture.range, run);
  if (!shared) return false;
  const { content } = picture;
  if (
    content.kind === 'film' &&
    pixelModeOf({ ...context, timeline: content.film }, { start: 0, end: content.film.frames }) === 'rgb'
  ) {
    return true;
  }
  const window = {
    from: shared.start - picture.range.start,
    frames: rangeLength(shared),
    clipFrames: rangeLength(picture.range),
  };
  const { placements } = trackOf(context, picture, window);
  if (placements.every((placement) => covers(placement, context.canvas))) return false;
  const [first] = placements.map(pixelBox);
  return placements.some((placement) => {
    const box = pixelBox(placement);
    const turned = Math.abs(placement.rotation - placements[0].rotation) > 0.01;
    return (
      turned ||
      box.x !== first.x ||
      box.y !== first.y ||
      box.width !== first.width ||
      box.height !== first.height
    );
  });
}
