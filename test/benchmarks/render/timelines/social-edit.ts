import type { Shape } from '../shapes';
import { type BenchTimeline, during, pick, PICTURE_ARGS, seconds, SOUND_ARGS } from './bench-timeline';
import { captionPictures } from './caption-pictures';
import {
  CROSSING,
  crossByXfade,
  type CrossingKind,
  crossPlainly,
  type Seen,
  seenTimes,
  XFADE_TAIL,
} from './crossing';
import { DraftWriter, placedMedia, us } from './draft-writer';

interface Clip {
  readonly name: string;
  /** First frame of the source that is seen. */
  readonly from: number;
  readonly speed: number;
  /** Frames of the film less than the others are seen. */
  readonly shorter: number;
}

const CLIPS: readonly Clip[] = [
  { name: 'c1.mp4', from: 0, speed: 1, shorter: 0 },
  { name: 'c2.mp4', from: 0, speed: 1, shorter: 0 },
  { name: 'c3.mp4', from: 0, speed: 2, shorter: 15 },
  { name: 'c4.mp4', from: 30, speed: 1, shorter: 0 },
  { name: 'c5.mp4', from: 60, speed: 1, shorter: 0 },
  { name: 'c6.mp4', from: 0, speed: 1, shorter: 0 },
];

const CROSSINGS: readonly { readonly kind: CrossingKind; readonly resourceId: string }[] = [
  { kind: 'fade', resourceId: '6724845717472416269' },
  { kind: 'slideleft', resourceId: '6726711499676455435' },
  { kind: 'wipeup', resourceId: '6724849456891564557' },
  { kind: 'fade', resourceId: '6724845717472416269' },
  { kind: 'slideright', resourceId: '6726711296063967748' },
];

/** The clip that begins together with the picture in picture. */
const PIP_CLIP = 2;
const BLUR_LEVEL = 0.375;
const FIRST_CAPTION = 6;
const CAPTION_MIDDLE = 1517 / 1920;

const canvasOf = ({ size }: Shape): { width: number; height: number } => ({
  width: size.height,
  height: size.width,
});
const clipsOf = ({ social }: Shape): readonly Clip[] => CLIPS.slice(0, social.clips);
const kindsOf = (shape: Shape): CrossingKind[] =>
  CROSSINGS.slice(0, shape.social.clips - 1).map(({ kind }) => kind);
const timesOf = (shape: Shape): Seen[] =>
  seenTimes(clipsOf(shape).map(({ shorter }) => shape.social.visible - shorter));
const even = (value: number): number => 2 * Math.round(value / 2);

/** Where the small picture is, pixels. */
function pipBox(shape: Shape): { x: number; y: number; width: number; height: number } {
  const { width, height } = canvasOf(shape);
  const tall = even((586 / 1920) * height);
  return {
    x: even((690 / 1080) * width),
    y: even((120 / 1920) * height),
    width: Math.round((tall * 9) / 16),
    height: tall,
  };
}

export interface CaptionTime {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

function captionsOf(shape: Shape): CaptionTime[] {
  const { captionStep, captionFrames } = shape.social;
  const total = timesOf(shape).at(-1)?.end ?? 0;
  const count = Math.floor((total - FIRST_CAPTION - captionFrames) / captionStep) + 1;
  return Array.from({ length: count }, (_, index) => {
    const start = FIRST_CAPTION + captionStep * index;
    return { text: `Caption number ${index}`, start, end: start + captionFrames };
  });
}

function draft(shape: Shape, captions: readonly CaptionTime[]): ReturnType<DraftWriter['finish']> {
  const canvas = canvasOf(shape);
  const seen = timesOf(shape);
  const writer = new DraftWriter(canvas.width, canvas.height);
  writer.clips(
    clipsOf(shape).map(({ name, from, speed }, index) => {
      const { start, cutIn, cutOut } = seen[index];
      return {
        media: placedMedia('video', name, shape.size, shape.size.clipSeconds),
        start: us(cutIn),
        end: us(cutOut),
        sourceStart: us(from + (cutIn - start) * speed),
        ...(speed === 1 ? {} : { speed }),
        ...(index < seen.length - 1
          ? { transition: { name: CROSSINGS[index].resourceId, duration: us(CROSSING) } }
          : {}),
      };
    }),
  );
  writer.blurBackgrounds(BLUR_LEVEL);
  const { x, y, width, height } = pipBox(shape);
  const scale = height / canvas.height;
  const { start } = seen[PIP_CLIP];
  writer.clips(
    [
      {
        media: placedMedia('video', 'portrait.mp4', { width: 720, height: 1280 }, shape.size.clipSeconds),
        start: us(start),
        end: us(start + shape.social.pictureInPicture),
        volume: 0,
      },
    ],
    {
      ...{ alpha: 1, scaleX: scale, scaleY: scale },
      x: (2 * (x + width / 2)) / canvas.width - 1,
      y: 1 - (2 * (y + height / 2)) / canvas.height,
    },
  );
  writer.captions({
    items: captions.map((caption) => ({ ...caption, start: us(caption.start), end: us(caption.end) })),
    style: { ...CAPTION_STYLE },
    placement: { alpha: 1, scaleX: 1, scaleY: 1, x: 0, y: 1 - 2 * CAPTION_MIDDLE },
  });
  writer.audio({
    media: placedMedia('audio', 'music.mp3', { width: 0, height: 0 }, 60),
    ...{ start: 0, end: us(socialEdit.frames(shape)), fadeOut: 2e6 },
  });
  return writer.finish();
}

const CAPTION_STYLE = {
  ...{ textColor: '#ffffff', borderColor: '#000000', alignment: 1, alpha: 1, fontSize: 12 },
  ...{ letterSpacing: 0, lineSpacing: 0, bold: true, italic: false, underline: false },
};

/** T3: a portrait edit of landscape clips over their own blurred picture. */
export const socialEdit: BenchTimeline = {
  key: 't3',
  title: 'T3 portrait, blur, transitions, captions, PiP',
  frames: (shape) => timesOf(shape).at(-1)?.end ?? 0,
  draft: (shape) => draft(shape, captionsOf(shape)),

  /** One caption in the middle says something else. */
  edited(shape) {
    const captions = captionsOf(shape);
    const changed = Math.floor(captions.length / 3);
    return draft(
      shape,
      captions.map((caption, index) =>
        index === changed ? { ...caption, text: 'Something else' } : caption,
      ),
    );
  },

  command(shape) {
    const { width, height } = canvasOf(shape);
    const seen = timesOf(shape);
    const clips = clipsOf(shape);
    const front = even((width * 9) / 16);
    const inputs = clips.flatMap(({ name, from, speed }, k) => [
      ...['-ss', seconds(from), '-t', seconds((seen[k].end - seen[k].start) * speed), '-i', name],
    ]);
    const scenes = clips.flatMap(({ speed }, k) => [
      `[${k}:v]setpts=(PTS-STARTPTS)/${speed},fps=30,split[m${k}][b${k}]`,
      `[m${k}]scale=${width}:${front}[f${k}]`,
      `[b${k}]crop=ih*9/16:ih,scale=136:242:flags=fast_bilinear,gblur=sigma=4,scale=${width}:${height}:flags=bilinear[g${k}]`,
      `[g${k}][f${k}]overlay=0:${even((height - front) / 2)}:shortest=1,setsar=1,${XFADE_TAIL}[k${k}]`,
    ]);
    const pip = pipBox(shape);
    const from = seen[PIP_CLIP].start;
    const size = Math.round((64 / 1920) * height);
    const texts = captionsOf(shape).map(
      ({ text, start, end }) =>
        `drawtext=font='DejaVu Sans\\:bold':text='${text}':fontsize=${size}:fontcolor=white:borderw=${size / 16}:x=(w-tw)/2:y=${CAPTION_MIDDLE}*h-${size / 2}:enable='${during(start, end)}'`,
    );
    return [
      ...inputs,
      ...[
        '-t',
        seconds(shape.social.pictureInPicture),
        '-i',
        'portrait.mp4',
        '-i',
        'music.mp3',
        '-filter_complex',
      ],
      [
        ...scenes,
        ...crossByXfade('k', seen, kindsOf(shape), 'x'),
        `[${clips.length}:v]scale=${pip.width}:${pip.height},setpts=PTS-STARTPTS+${seconds(from)}/TB[pp]`,
        `[x][pp]overlay=${pip.x}:${pip.y}:eof_action=pass:format=yuv420,${texts.join(',')}[z]`,
        ...soundLines(shape),
      ].join(';'),
      ...['-map', '[z]', '-map', '[a]', '-t', seconds(socialEdit.frames(shape))],
      ...PICTURE_ARGS,
      ...SOUND_ARGS,
    ];
  },

  async plain(shape, scratch) {
    const { width, height } = canvasOf(shape);
    const seen = timesOf(shape);
    const clips = clipsOf(shape);
    const front = Math.round((width * 9) / 16);
    const top = Math.round((height - front) / 2);
    const scenes = clips.flatMap(({ from, speed }, k) => [
      `[${k}:v]${pick(from, from + (seen[k].end - seen[k].start) * speed, speed)},split[m${k}][b${k}]`,
      `[m${k}]scale=${width}:${front}:flags=bicubic[f${k}]`,
      `[b${k}]scale=430:242:flags=area,format=yuv444p,crop=136:242:exact=1,gblur=sigma=4.08,scale=${width}:${height}:flags=bilinear,format=yuv420p[g${k}]`,
      `[g${k}][f${k}]overlay=0:${top}:format=yuv420,setsar=1,format=yuv420p[k${k}]`,
    ]);
    const pip = pipBox(shape);
    const from = seen[PIP_CLIP].start;
    const to = from + shape.social.pictureInPicture;
    const small = [
      `[${clips.length}:v]${pick(0, to - from)},scale=${pip.width}:${pip.height}:flags=bicubic,setpts=PTS+${from}[pp]`,
      `[x][pp]overlay=${pip.x}:${pip.y}:format=yuv420:eof_action=pass[y]`,
    ];
    const pictures = await captionPictures(draft(shape, captionsOf(shape)), canvasOf(shape), scratch);
    const first = clips.length + 1;
    const texts = pictures.map(
      ({ x, y, start, end }, index) =>
        `[${first + index}:v]format=gbrap,scale=out_color_matrix=bt709:out_range=tv,format=yuva420p[q${index}];` +
        `[${index === 0 ? 'y' : `z${index - 1}`}][q${index}]overlay=${x}:${y}:format=yuv420:enable='${during(start, end)}'[z${index}]`,
    );
    return {
      inputs: [
        ...clips.flatMap(({ name }) => ['-i', name]),
        ...['-i', 'portrait.mp4'],
        ...pictures.flatMap(({ path }) => ['-i', path]),
      ],
      graph: [
        ...scenes,
        ...crossPlainly('k', seen, kindsOf(shape), 'joined'),
        '[joined]format=yuv420p[x]',
        ...small,
        ...texts,
        `[z${texts.length - 1}]null[plain]`,
      ],
    };
  },
};

/** Voices one after the other, cut where the segments are, over the music. */
function soundLines(shape: Shape): string[] {
  const clips = clipsOf(shape);
  const seen = timesOf(shape);
  const voices = clips.map(({ speed }, k) => {
    const { start, cutIn, cutOut } = seen[k];
    const tempo = speed === 1 ? '' : `,atempo=${speed}`;
    const end = seconds((cutOut - start) * speed);
    return `[${k}:a]atrim=${seconds((cutIn - start) * speed)}:${end},asetpts=PTS-STARTPTS${tempo}[v${k}]`;
  });
  const total = socialEdit.frames(shape);
  return [
    ...voices,
    `${clips.map((_, k) => `[v${k}]`).join('')}concat=n=${clips.length}:v=0:a=1[vo]`,
    `[${clips.length + 1}:a]aresample=48000,atrim=0:${seconds(total)},afade=t=out:st=${seconds(total - 60)}:d=2[mu]`,
    '[vo][mu]amix=inputs=2:normalize=0[a]',
  ];
}
