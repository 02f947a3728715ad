import { type BenchTimeline, pick, PICTURE_ARGS, seconds, SOUND_ARGS } from './bench-timeline';
import { DraftWriter, placedMedia, us } from './draft-writer';

const CLIPS = [1, 2, 3, 4, 5, 6].map((k) => `c${k}.mp4`);

/** T1: six clips in the output's own format, end to end, untouched. */
export const concat: BenchTimeline = {
  key: 't1',
  title: 'T1 six clips, no effects',
  frames: ({ concat: { clipFrames } }) => CLIPS.length * clipFrames,

  draft({ size, concat: { clipFrames } }) {
    const writer = new DraftWriter(size.width, size.height);
    writer.clips(
      CLIPS.map((name, index) => ({
        media: placedMedia('video', name, size, size.clipSeconds),
        start: us(index * clipFrames),
        end: us((index + 1) * clipFrames),
      })),
    );
    return writer.finish();
  },

  command({ concat: { clipFrames } }) {
    const inputs = CLIPS.flatMap((name) => ['-t', seconds(clipFrames), '-i', name]);
    const pads = CLIPS.map((_, k) => `[${k}:v][${k}:a]`).join('');
    return [
      ...inputs,
      ...['-filter_complex', `${pads}concat=n=${CLIPS.length}:v=1:a=1[v][a]`, '-map', '[v]', '-map', '[a]'],
      ...PICTURE_ARGS,
      ...SOUND_ARGS,
    ];
  },

  plain({ concat: { clipFrames } }) {
    const lines = CLIPS.map((_, k) => `[${k}:v]${pick(0, clipFrames)}[v${k}]`);
    const joined = `${CLIPS.map((_, k) => `[v${k}]`).join('')}concat=n=${CLIPS.length}[plain]`;
    return { inputs: CLIPS.flatMap((name) => ['-i', name]), graph: [...lines, joined] };
  },

  melt({ concat: { clipFrames } }) {
    return CLIPS.flatMap((name) => [name, `out=${clipFrames - 1}`]);
  },
};
