import { fpsValue } from '../timeline/frame-clock';
import type { FilmContent } from '../timeline/timeline';
import { evenUp } from './output-settings';
import type { ComposeContext } from './compose-context';
import { type ClipWindow, reading, retimeExpression, SLACK_SECONDS, TICKS } from './source-stream';

/** The frames of a compound clip, composed on its own canvas inside the same graph. Missing frames repeat the edge. */
export function nestedFilm(context: ComposeContext, content: FilmContent, window: ClipWindow): string {
  const { film } = content;
  const rate = fpsValue(context.fps);
  const { forward, startUs, retime, at } = reading(content, window, context.fps);
  const wanted = at(forward.from);
  const end = at(forward.from + forward.frames);
  const first = Math.max(0, Math.min(film.frames - 1, Math.floor(wanted * rate + 1e-3)));
  const last = Math.max(first + 1, Math.min(film.frames, Math.ceil(end * rate) + 1));
  const inner = {
    ...context,
    timeline: film,
    ...{ stage: undefined, reads: undefined },
    canvas: { width: evenUp(film.width), height: evenUp(film.height) },
  };
  const stream = context.compose(inner, { start: first, end: last });
  const origin = { seek: first / rate, startUs, wanted, from: forward.from / rate, slack: SLACK_SECONDS };
  const { num, den } = context.fps;
  return context.graph.chain(
    [stream],
    [
      `settb=1/${TICKS}`,
      `setpts=${retimeExpression(retime, origin)}`,
      // The rate filter drops a last frame it sees nothing after.
      'tpad=stop=3:stop_mode=clone',
      `fps=${num}/${den}:round=up:start_time=0`,
      'tpad=stop=-1:stop_mode=clone',
      `trim=end_frame=${forward.frames}`,
      ...(content.reverse ? ['reverse'] : []),
    ],
  );
}
