import type { MediaProcess } from '@onereel/core/media';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** How large the generated media are. */
export interface MediaSize {
  /** Landscape frame, pixels. */
  readonly width: number;
  readonly height: number;
  readonly photoWidth: number;
  readonly photoHeight: number;
  readonly clipSeconds: number;
  /** Length of the long recording: `talkPiece` is encoded once and repeated without encoding. */
  readonly talkPieceSeconds: number;
  readonly talkSeconds: number;
}

export const FULL_SIZE: MediaSize = {
  width: 1920,
  height: 1080,
  photoWidth: 4000,
  photoHeight: 3000,
  clipSeconds: 10,
  talkPieceSeconds: 75,
  talkSeconds: 750,
};

type Args = readonly string[];

interface MediaFile {
  readonly name: string;
  readonly args: (size: MediaSize, at: (name: string) => string) => Args;
  /** Only needed while the others are made. */
  readonly passing?: boolean;
}

/** What a camera writes: High profile, closed groups of 2 s, 2 B-frames. */
const CAMERA: Args = (
  '-c:v libx264 -preset fast -g 60 -keyint_min 60 -sc_threshold 0 -bf 2 -flags +cgop ' +
  '-pix_fmt yuv420p -profile:v high -level 4.2 -r 30 -video_track_timescale 15360 ' +
  '-colorspace bt709 -color_primaries bt709 -color_trc bt709'
).split(' ');
const SOUND: Args = '-c:a aac -b:a 160k -ar 48000 -ac 2'.split(' ');

/** Something like a voice, with pauses. */
const VOICE = '0.3*sin(2*PI*(150+30*sin(2*PI*0.8*t))*t)*max(0,sin(2*PI*0.3*t))*(0.7+0.3*sin(2*PI*4*t))';
const voice: Args = ['-f', 'lavfi', '-i', `aevalsrc='${VOICE}|${VOICE}':s=48000`];
/** A photo as an endless picture, decoded once. */
const still = 'loop=-1:1,settb=1/30,setpts=N,fps=30';
const grain = (seed: number, strength = 7): string => `noise=alls=${strength}:allf=t:all_seed=${seed}`;

const PLACES = [
  [-0.7436438, -0.131826, 0.004],
  [-0.1011, 0.9563, 0.05],
  [-1.25066, 0.02012, 0.005],
  [0.0016437, -0.8224676, 0.009],
  [-0.7269, 0.1889, 0.013],
];

const photos: MediaFile[] = PLACES.map(([x, y, scale], index) => ({
  name: `photo${index + 1}.jpg`,
  args: ({ photoWidth, photoHeight }) => [
    ...['-f', 'lavfi', '-i'],
    `mandelbrot=s=${photoWidth / 2}x${photoHeight / 2}:start_x=${x}:start_y=${y}:start_scale=${scale}:maxiter=1500`,
    ...['-frames:v', '1', '-q:v', '3', '-vf'],
    `scale=${photoWidth}:${photoHeight}:flags=bicubic,noise=alls=12:allf=p:all_seed=${index + 1},format=yuvj420p`,
  ],
}));

function clip(name: string, crf: number, picture: (size: MediaSize) => string): MediaFile {
  return {
    name,
    args: (size) => [
      ...['-f', 'lavfi', '-i', picture(size), ...voice, '-t', String(size.clipSeconds)],
      ...CAMERA,
      ...['-crf', String(crf), ...SOUND],
    ],
  };
}

/** A hand-held walk over a photo. */
function pan(name: string, photo: number, frame: (size: MediaSize) => readonly [number, number]): MediaFile {
  return {
    name,
    args: (size, at) => {
      const [width, height] = frame(size);
      const wide = 2 * Math.round((1.15 * Math.max(width, (height * 4) / 3)) / 2);
      const sway = Math.round(wide / 18);
      const x = `(iw-ow)/2+${sway}*sin(0.4*t+${photo})+3*sin(9*t)`;
      const y = `(ih-oh)/2+${sway / 2}*cos(0.33*t+${photo})+3*sin(11*t)`;
      const filters = `[0:v]scale=${wide}:-2:out_range=tv,${still},crop=${width}:${height}:x='${x}':y='${y}',${grain(photo)},format=yuv420p[v]`;
      return [
        ...['-i', at(`photo${photo}.jpg`), ...voice],
        ...['-t', String(size.clipSeconds), '-filter_complex', filters, '-map', '[v]', '-map', '1:a'],
        ...CAMERA,
        ...['-crf', '23', ...SOUND],
      ];
    },
  };
}

const landscape = ({ width, height }: MediaSize): readonly [number, number] => [width, height];
const portrait = ({ width, height }: MediaSize): readonly [number, number] => [
  2 * Math.round(height / 3),
  2 * Math.round(width / 3),
];

const CLIPS: MediaFile[] = [
  clip(
    'c1.mp4',
    23,
    ({ width, height }) =>
      `mandelbrot=s=${width / 2}x${height / 2}:rate=30:start_x=-0.743644:start_y=-0.131826:start_scale=0.5:end_scale=0.05:end_pts=300:maxiter=500,scale=${width}:${height}:flags=bicubic,${grain(11)},format=yuv420p`,
  ),
  clip(
    'c2.mp4',
    23,
    ({ width, height }) => `testsrc2=s=${width}x${height}:r=30,gblur=sigma=1.2,${grain(12)},format=yuv420p`,
  ),
  pan('c3.mp4', 3, landscape),
  pan('c4.mp4', 4, landscape),
  pan('c5.mp4', 5, landscape),
  clip(
    'c6.mp4',
    23,
    ({ width, height }) =>
      `life=s=240x136:r=30:mold=10:ratio=0.15:seed=5:death_color=#20304a:life_color=#d0c080:mold_color=#604030,scale=${width}:-2:flags=bicubic,crop=${width}:${height},gblur=sigma=2,${grain(16)},format=yuv420p`,
  ),
];

const talk: MediaFile[] = [
  {
    name: 'talk-piece.mp4',
    passing: true,
    args: (size, at) => {
      const { width, height } = size;
      const blob = `gradients=s=${2 * Math.round(width / 9)}x${2 * Math.round(height / 4)}:r=30:c0=#c89878:c1=#8a5a40:n=2:speed=0.02:seed=3`;
      const place = `x='W*0.4+W*0.02*sin(1.3*t)':y='H*0.25+H*0.015*sin(2.1*t)'`;
      const filters = `[0:v]scale=${width}:-2:out_range=tv,crop=${width}:${height},gblur=sigma=3,${still}[b];[1:v]format=yuv420p[h];[b][h]overlay=${place},${grain(31, 4)},format=yuv420p[v]`;
      return [
        ...['-i', at('photo4.jpg'), '-f', 'lavfi', '-i', blob, ...voice],
        ...['-t', String(size.talkPieceSeconds), '-filter_complex', filters, '-map', '[v]', '-map', '2:a'],
        ...CAMERA,
        ...['-crf', '20', ...SOUND],
      ];
    },
  },
  {
    name: 'talk-silent.mp4',
    passing: true,
    args: (_size, at) => ['-i', at('talk-piece.mp4'), '-an', '-c', 'copy'],
  },
  {
    // Looping both together would shift the pictures by the padding of the sound at every turn.
    name: 'talk.mp4',
    args: (size, at) => [
      ...[
        '-stream_loop',
        '-1',
        '-i',
        at('talk-silent.mp4'),
        '-stream_loop',
        '-1',
        '-i',
        at('talk-piece.mp4'),
      ],
      ...[
        '-map',
        '0:v',
        '-map',
        '1:a',
        '-c',
        'copy',
        '-t',
        String(size.talkSeconds),
        '-video_track_timescale',
        '15360',
      ],
    ],
  },
];

const TONES = [220, 277.18, 329.63]
  .map((hertz, index) => `${0.2 - 0.04 * index}*sin(2*PI*${hertz}*t)`)
  .join('+');

const MEDIA: readonly MediaFile[] = [
  ...photos,
  ...CLIPS,
  pan('portrait.mp4', 1, portrait),
  ...talk,
  {
    name: 'music.mp3',
    args: () => [
      ...['-f', 'lavfi', '-i', `aevalsrc='${TONES}|${TONES}':s=44100`, '-t', '60'],
      ...['-c:a', 'libmp3lame', '-b:a', '192k'],
    ],
  },
  {
    name: 'sticker.png',
    args: () => [
      ...['-f', 'lavfi', '-i', 'testsrc2=s=400x400:r=30', '-frames:v', '1', '-vf'],
      "format=rgba,geq=r='r(X,Y)':g='g(X,Y)':b='b(X,Y)':a='if(lt(hypot(X-200,Y-200),190),255,0)'",
    ],
  },
];

/** Makes what is missing in the folder, from FFmpeg's own generators; a stopped run can be repeated. */
export async function makeMedia(
  media: MediaProcess,
  dir: string,
  size: MediaSize,
  log: (line: string) => void = () => undefined,
): Promise<void> {
  mkdirSync(dir, { recursive: true });
  const at = (name: string): string => join(dir, name);
  if (MEDIA.every(({ name, passing }) => passing || existsSync(at(name)))) return;
  for (const { name, args } of MEDIA) {
    if (existsSync(at(name))) continue;
    log(`making ${name}`);
    await media.ffmpeg(['-v', 'error', '-y', ...args(size, at), at(`part-${name}`)]);
    renameSync(at(`part-${name}`), at(name));
  }
  for (const { name, passing } of MEDIA) if (passing) rmSync(at(name), { force: true });
}
