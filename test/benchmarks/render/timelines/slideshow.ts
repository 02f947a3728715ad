import type { Shape } from '../shapes';
import { type BenchTimeline, PICTURE_ARGS, seconds, SOUND_ARGS } from './bench-timeline';
import {
  type CrossingKind,
  crossByXfade,
  crossPlainly,
  CROSSING,
  type Seen,
  seenTimes,
  XFADE_TAIL,
} from './crossing';
import { DraftWriter, placedMedia, us } from './draft-writer';

/** Each photo grows by a fifth while it is shown. */
const GROWTH = 0.2;
const MIX = '6724845717472416269';
const PHOTO_SECONDS = 10_800;

const photoOf = (index: number): string => `photo${(index % 5) + 1}.jpg`;

function times({ slideshow: { photos, visible } }: Shape): Seen[] {
  return seenTimes(Array.from({ length: photos }, () => visible));
}

const fades = (seen: readonly Seen[]): CrossingKind[] => seen.slice(1).map(() => 'fade');

/** Size of a photo, 1 at first, as an expression over a frame counted from when it is first seen. */
function zoom({ start, cutIn, cutOut }: Seen, frame: string): string {
  return `(1+${GROWTH}*clip((${frame}-${cutIn - start})/${cutOut - cutIn},0,1))`;
}

const hold = ({ start, end }: Seen): string =>
  `loop=-1:1,settb=1/30,setpts=N,trim=end_frame=${end - start},fps=30`;

/** Halves go up, even where the last digits of the arithmetic fall short of them. */
const whole = (value: string): string => `floor(${value}+0.5001)`;

/** The rows of the largest picture that are seen at any time, with four more on either side; even. */
function seenRows(tall: number, seen: number): { top: number; height: number } {
  const top = 2 * Math.floor(((tall - seen) / 2 - 4) / 2);
  return { top, height: tall - 2 * top };
}

/** T2: photos that grow slowly and dissolve into each other, with music. */
export const slideshow: BenchTimeline = {
  key: 't2',
  title: 'T2 photos, Ken Burns, crossfades',
  frames: (shape) => times(shape).at(-1)?.end ?? 0,

  draft(shape) {
    const { size } = shape;
    const seen = times(shape);
    const writer = new DraftWriter(size.width, size.height);
    const photoSize = { width: size.photoWidth, height: size.photoHeight };
    const ids = writer.clips(
      seen.map(({ cutIn, cutOut }, index) => ({
        media: placedMedia('photo', photoOf(index), photoSize, PHOTO_SECONDS),
        start: us(cutIn),
        end: us(cutOut),
        ...(index < seen.length - 1 ? { transition: { name: MIX, duration: us(CROSSING) } } : {}),
      })),
    );
    // 4:3 pictures are enlarged until they cover the 16:9 canvas.
    const cover = (size.width / size.height / size.photoWidth) * size.photoHeight;
    writer.keys(
      seen.flatMap(({ cutIn, cutOut }, index) =>
        [0, 1].map((end) => ({
          segmentId: ids[index],
          property: 'UNIFORM_SCALE',
          offset: end * (us(cutOut) - us(cutIn)),
          value: cover * (1 + GROWTH * end),
        })),
      ),
    );
    const end = us(slideshow.frames(shape));
    writer.audio({
      media: placedMedia('audio', 'music.mp3', { width: 0, height: 0 }, 60),
      ...{ start: 0, end, fadeIn: 1e6, fadeOut: 2e6 },
    });
    return writer.finish();
  },

  command: (shape) => single(shape, ''),

  plain(shape) {
    const seen = times(shape);
    const { width, height, photoWidth, photoHeight } = shape.size;
    // At its largest, the photo is this large; a part of it is never above or below the frame.
    const largest = Math.round(width * (1 + GROWTH));
    const tall = Math.round((largest * photoHeight) / photoWidth);
    const { top, height: seenHeight } = seenRows(tall, height * (1 + GROWTH));
    const lines = seen.map((each, index) => {
      const size = zoom(each, 'round(t*30)');
      const rows = (share: number): string => `${((width * photoHeight) / photoWidth) * share}*${size}`;
      const above = `(${rows(1)}-${height})/2-${rows(top / tall)}`;
      return [
        `[${index}:v]scale=${largest}:${tall}:flags=bicubic:in_color_matrix=bt601:in_range=pc:out_color_matrix=bt709:out_range=tv`,
        `format=yuv444p,setsar=1,crop=${largest}:${seenHeight}:0:${top}:exact=1,${hold(each)}`,
        `scale=w='${whole(`${width}*${size}`)}':h='${whole(rows(seenHeight / tall))}':eval=frame:flags=bilinear`,
        // The crop filter knows the size of the first picture only.
        `crop=${width}:${height}:x='${whole(`(${width}*${size}-${width})/2`)}':y='${whole(above)}':exact=1,format=yuv444p,format=yuv420p[p${index}]`,
      ].join(',');
    });
    return {
      inputs: seen.flatMap((_, index) => ['-i', photoOf(index)]),
      graph: [...lines, ...crossPlainly('p', seen, fades(seen), 'joined'), '[joined]format=yuv420p[plain]'],
    };
  },

  melt(shape) {
    const { photos, visible } = shape.slideshow;
    const rect = `transition.rect=0=0%/0%:100%x100%;${visible - 1}=-10%/-10%:120%x120%`;
    return Array.from({ length: photos }, (_, index) => [
      ...[photoOf(index), `out=${visible - 1}`, '-attach-clip', 'affine', rect],
      ...(index > 0 ? ['-mix', String(CROSSING), '-mixer', 'luma'] : []),
    ]).flat();
  },
};

/** The single command again with the quickest scaler FFmpeg has. */
export const quickSlideshow = (shape: Shape): readonly string[] => single(shape, ':flags=fast_bilinear');

/** Photos are cut and shrunk once, to the largest size that is shown. */
function single(shape: Shape, flags: string): readonly string[] {
  const seen = times(shape);
  const { width, height, photoWidth } = shape.size;
  const cut = 2 * Math.round((photoWidth * height) / width / 2);
  const largest = [width, height].map((side) => 2 * Math.ceil((side * (1 + GROWTH)) / 2)).join(':');
  const lines = seen.map((each, index) => {
    const side = (length: number): string => `2*ceil(${length / 2}*${zoom(each, 't*30')})`;
    const middle = (length: number): string => `(${side(length)}-${length})/2`;
    return [
      `[${index}:v]crop=${photoWidth}:${cut},scale=${largest}:flags=area,format=yuv420p,${hold(each)}`,
      `scale=w='${side(width)}':h='${side(height)}':eval=frame${flags},crop=${width}:${height}:x='${middle(width)}':y='${middle(height)}',setsar=1,${XFADE_TAIL}[p${index}]`,
    ].join(',');
  });
  const total = slideshow.frames(shape);
  const fadeOut = `afade=t=out:st=${seconds(total - 60)}:d=2`;
  return [
    ...seen.flatMap((_, index) => ['-i', photoOf(index)]),
    ...['-t', seconds(total), '-i', 'music.mp3', '-filter_complex'],
    [
      ...lines,
      ...crossByXfade('p', seen, fades(seen), 'v'),
      `[${seen.length}:a]afade=t=in:d=1,${fadeOut}[a]`,
    ].join(';'),
    ...['-map', '[v]', '-map', '[a]', '-t', seconds(total)],
    ...PICTURE_ARGS,
    ...SOUND_ARGS,
  ];
}
