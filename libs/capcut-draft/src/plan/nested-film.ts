import { fpsValue } from '../timeline/frame-clock';
import { sourceTime } from '../timeline/retime';
import type { PictureContent } from '../timeline/timeline';
import { evenUp } from './output-settings';
import type { ComposeContext } from './compose-context';
import type { ClipWindow } from './source-stream';

/** The frames of a compound clip, composed on its own canvas inside the same graph. */
export function nestedFilm(
  context: ComposeContext,
  content: Extract<PictureContent, { kind: 'film' }>,
  window: ClipWindow,
): string {
  const { film } = content;
  const rate = fpsValue(context.fps);
  const moment = (frame: number): number =>
    ((content.sourceStartUs + sourceTime(content.retime, (Math.max(0, frame) * 1e6) / rate)) * rate) / 1e6;
  const first = Math.max(0, Math.min(film.frames - 1, Math.floor(moment(window.from) + 1e-3)));
  const last = Math.max(first + 1, Math.min(film.frames, Math.ceil(moment(window.from + window.frames)) + 1));
  const inner = {
    ...context,
    timeline: film,
    stage: undefined,
    canvas: { width: evenUp(film.width), height: evenUp(film.height) },
  };
  const stream = context.compose(inner, { start: first, end: last });
  const speed =
    content.retime.kind === 'constant'
      ? content.retime.speed
      : content.retime.sourceUs / content.retime.targetUs;
  const shift = Math.max(0, moment(window.from) - first) / rate;
  const retimed =
    speed === 1
      ? []
      : ['settb=1/720000', `setpts='(PTS-${(shift + 20e-6).toFixed(9)}/TB)/${speed.toFixed(9)}'`];
  const { num, den } = context.fps;
  return context.graph.chain(
    [stream],
    [
      ...retimed,
      // The rate filter drops a last frame it sees nothing after.
      'tpad=stop=3:stop_mode=clone',
      `fps=${num}/${den}:round=up:start_time=0`,
      'tpad=stop=-1:stop_mode=clone',
      `trim=end_frame=${window.frames}`,
    ],
  );
}
