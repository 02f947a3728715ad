import type { FrameSize } from '@onereel/core';
import type { MediaFacts } from '@onereel/core/media';
import type { RenderSpec } from '../wire/render-spec';
import { ambientFilters, ambientSource } from './ambient-sound';
import { type CameraPath, cameraPath, perspectiveFilter } from './camera-path';
import { encoderArgs, TO_BT709 } from './encoder-args';

/** Behind transparent pictures. */
const PAPER = '0xf4f3ef';

export interface PhotoFiles {
  readonly image: string;
  readonly output: string;
}

/** The command that moves a camera over one picture. FFmpeg turns the picture upright by its EXIF orientation itself. */
export function photoArgs(spec: RenderSpec, image: MediaFacts, files: PhotoFiles): string[] {
  return [
    ...['-v', 'error', '-f', image.demuxer, '-i', files.image],
    ...(spec.audio ? ['-f', 'lavfi', '-i', ambientSource(spec)] : []),
    ...['-filter_complex', photoGraph(spec, image)],
    ...['-map', '[video]', ...(spec.audio ? ['-map', '[sound]'] : [])],
    ...encoderArgs(spec, files.output),
  ];
}

function photoGraph(spec: RenderSpec, image: MediaFacts): string {
  const { width, height } = spec.size;
  const path = cameraPath(spec.motion, spec.strength);
  const canvas = canvasSize(spec.size, path);
  const still = [
    'trim=end_frame=1',
    ...(image.video?.hasAlpha === true ? ['format=rgba'] : []),
    'scale=iw*sar:ih,setsar=1',
    `scale=${canvas.width}:${canvas.height}:force_original_aspect_ratio=increase:flags=lanczos+accurate_rnd`,
    `crop=${canvas.width}:${canvas.height}`,
  ].join(',');
  const moving = [
    `scale=${TO_BT709}`,
    'format=yuv420p',
    `loop=${spec.frames}:1`,
    `trim=end_frame=${spec.frames}`,
    `setpts=N/(${spec.rate})/TB`,
    ...(path.moves ? [perspectiveFilter(path, spec.frames), `scale=${width}:${height}:flags=bicubic`] : []),
    'setsar=1',
  ].join(',');
  const chains =
    image.video?.hasAlpha === true
      ? [
          `[0:v]${still}[cut]`,
          `color=c=${PAPER}:s=${canvas.width}x${canvas.height}:r=${spec.rate},format=rgb24[paper]`,
          `[paper][cut]overlay=format=rgb:shortest=1,trim=end_frame=1,${moving}[video]`,
        ]
      : [`[0:v]${still},${moving}[video]`];
  return [...chains, ...(spec.audio ? [`[1:a]${ambientFilters(spec)}[sound]`] : [])].join(';');
}

function canvasSize(frame: FrameSize, path: CameraPath): FrameSize {
  const even = (value: number): number => Math.ceil(value / 2) * 2;
  return { width: even(frame.width * path.canvasFactor), height: even(frame.height * path.canvasFactor) };
}
