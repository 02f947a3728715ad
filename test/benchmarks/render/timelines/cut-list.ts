import type { Shape } from '../shapes';
import { type BenchTimeline, during, PICTURE_ARGS, seconds, SOUND_ARGS } from './bench-timeline';
import { DraftWriter, placedMedia, us } from './draft-writer';

/** First frame of the source that is used. */
const FIRST = 21;
const PHOTO_SECONDS = 10_800;
const SIDE = 400;

const cutsOf = ({ cutList: { trims, step } }: Shape): number[] =>
  Array.from({ length: trims }, (_, index) => FIRST + step * index);

/** The sticker: a square near the upper left corner, pixels. */
function stickerBox({ size }: Shape): { side: number; place: number } {
  const side = 2 * Math.round(((SIDE / 1080) * size.height) / 2);
  return { side, place: 2 * Math.round(((100 / 1080) * size.height) / 2) };
}

function windows({ cutList: { stickers, stickerFrames } }: Shape): string {
  return stickers.map((start) => during(start, start + stickerFrames)).join('+');
}

/** T4: many parts of one long recording in the output's own format, with a few stickers. */
export const cutList: BenchTimeline = {
  key: 't4',
  title: 'T4 cut list of one source, stickers',
  frames: ({ cutList: { trims, frames } }) => trims * frames,

  draft(shape) {
    const { size, cutList: spec } = shape;
    const writer = new DraftWriter(size.width, size.height);
    writer.clips(
      cutsOf(shape).map((cut, index) => ({
        media: placedMedia('video', 'talk.mp4', size, size.talkSeconds),
        start: us(index * spec.frames),
        end: us((index + 1) * spec.frames),
        sourceStart: us(cut),
      })),
    );
    const { side, place } = stickerBox(shape);
    const scale = side / size.height;
    writer.clips(
      spec.stickers.map((start) => ({
        media: placedMedia('photo', 'sticker.png', { width: SIDE, height: SIDE }, PHOTO_SECONDS),
        start: us(start),
        end: us(start + spec.stickerFrames),
      })),
      {
        ...{ alpha: 1, scaleX: scale, scaleY: scale },
        x: (2 * (place + side / 2)) / size.width - 1,
        y: 1 - (2 * (place + side / 2)) / size.height,
      },
    );
    return writer.finish();
  },

  command(shape) {
    const { frames } = shape.cutList;
    const cuts = cutsOf(shape);
    const { side, place } = stickerBox(shape);
    const pads = cuts.map((_, k) => `[${k}:v][${k}:a]`).join('');
    const graph = [
      `${pads}concat=n=${cuts.length}:v=1:a=1[c][a]`,
      `[${cuts.length}:v]scale=${side}:${side},format=yuva420p[s]`,
      `[c][s]overlay=${place}:${place}:enable='${windows(shape)}':format=yuv420[v]`,
    ];
    return [
      ...cuts.flatMap((cut) => ['-ss', seconds(cut), '-t', seconds(frames), '-i', 'talk.mp4']),
      ...['-i', 'sticker.png', '-filter_complex', graph.join(';'), '-map', '[v]', '-map', '[a]'],
      ...PICTURE_ARGS,
      ...SOUND_ARGS,
    ];
  },

  plain(shape) {
    const { frames } = shape.cutList;
    const { side, place } = stickerBox(shape);
    const kept = cutsOf(shape).map((cut) => `between(n,${cut},${cut + frames - 1})`);
    return {
      inputs: ['-i', 'talk.mp4', '-i', 'sticker.png'],
      graph: [
        `[0:v]select='${kept.join('+')}',settb=1/30,setpts=N[c]`,
        `[1:v]scale=${side}:${side}:flags=bicubic,format=gbrap,scale=out_color_matrix=bt709:out_range=tv,format=yuva420p[s]`,
        `[c][s]overlay=${place}:${place}:format=yuv420:enable='${windows(shape)}'[plain]`,
      ],
    };
  },

  melt(shape) {
    return cutsOf(shape).flatMap((cut) => ['talk.mp4', `in=${cut}`, `out=${cut + shape.cutList.frames - 1}`]);
  },
};
