import { Readable } from 'node:stream';
import { framesPerSecond, type RenderSpec, secondsOf } from '../wire/render-spec';
import { ambientFilters, ambientSource } from './ambient-sound';
import { type Backdrop } from './backdrop';
import { EASE_IN_OUT, perspectiveOf } from './camera-path';
import { encoderArgs, TO_BT709 } from './encoder-args';
import type { Palette } from './palettes';

/** How far the title grows over the whole video at full strength, as a share of its size. */
const PUSH_IN = 0.07;
/** How far the title rises while it appears, as a share of the height. */
const RISE = 0.03;

/** Seconds until the whole title can be read: soon enough for a thumbnail taken at a tenth of the video. */
export const revealSeconds = (spec: RenderSpec): number =>
  Math.min(0.9, Math.max(0.25, 0.14 * secondsOf(spec)));

/** The command that puts a painted title over a moving backdrop, which comes in on standard input. */
export function titleArgs(spec: RenderSpec, palette: Palette, field: Backdrop, files: TitleFiles): string[] {
  const size = `${spec.size.width}x${spec.size.height}`;
  return [
    ...['-v', 'error'],
    ...['-f', 'rawvideo', '-pix_fmt', 'rgba64le', '-s', `${field.size.width}x${field.size.height}`],
    ...['-framerate', spec.rate, '-i', 'pipe:0'],
    ...['-f', 'rawvideo', '-pix_fmt', 'rgba', '-s', size, '-framerate', spec.rate, '-i', files.title],
    ...(spec.audio ? ['-f', 'lavfi', '-i', ambientSource(spec)] : []),
    ...['-filter_complex', titleGraph(spec, palette)],
    ...['-map', '[video]', ...(spec.audio ? ['-map', '[sound]'] : [])],
    ...encoderArgs(spec, files.output),
  ];
}

export interface TitleFiles {
  /** RGBA bytes of the painted title. */
  readonly title: string;
  readonly output: string;
}

/** The backdrop's pictures, painted as FFmpeg asks for them. */
export function backdropStream(spec: RenderSpec, field: Backdrop): Readable {
  const fps = framesPerSecond(spec);
  const appears = revealSeconds(spec);
  let next = 0;
  return new Readable({
    read() {
      if (next >= spec.frames) {
        this.push(null);
        return;
      }
      const seconds = next / fps;
      const left = 1 - Math.min(1, (next + 1) / fps / appears);
      next += 1;
      this.push(field.frame(seconds, 1 - left ** 2));
    },
  });
}

function titleGraph(spec: RenderSpec, palette: Palette): string {
  const { width, height } = spec.size;
  const chains = [
    `[0:v]split[field][reveal]`,
    `[field]format=rgb48le,scale=${width}:${height}:flags=bicubic:${TO_BT709},format=yuv420p10le[ground]`,
    `[reveal]extractplanes=a,scale=${width}:${height}:flags=bilinear,format=gray[mask]`,
    `[1:v]scale=${TO_BT709},format=yuva420p,loop=${spec.frames}:1,setpts=N/(${spec.rate})/TB,${rise(spec)},split[ink][shape]`,
    `[shape]alphaextract[full]`,
    `[full][mask]blend=all_mode=multiply:shortest=1[shown]`,
    `[ink][shown]alphamerge[title]`,
    `[ground][title]overlay=format=yuv420p10:shortest=1[card]`,
    `${progressLine(spec, palette)}`,
    `[card][line]overlay=format=yuv420p10:x='-w+w*(n+1)/${spec.frames}':y=H-h:shortest=1[lined]`,
    `[lined]noise=c0s=2:c0f=p:all_seed=7,format=yuv420p[video]`,
  ];
  return [...chains, ...(spec.audio ? [`[2:a]${ambientFilters(spec)}[sound]`] : [])].join(';');
}

/** Grows slowly from its middle and comes up from a little below. */
function rise(spec: RenderSpec): string {
  const growth = spec.motion === 'static' ? 0 : PUSH_IN * spec.strength;
  const grow = `${(growth / 2).toFixed(6)}*${EASE_IN_OUT(spec.frames)}`;
  const frames = Math.max(2, Math.round(revealSeconds(spec) * 1.6 * framesPerSecond(spec)));
  const below = `${RISE}*pow(1-min(1,(on-1)/${frames}),3)`;
  return perspectiveOf(`(${grow})`, `(${grow}-${below})`, `(1-${grow})`, `(1-${grow}-${below})`);
}

function progressLine(spec: RenderSpec, palette: Palette): string {
  const thickness = Math.max(2, Math.round(Math.min(spec.size.width, spec.size.height) / 360) * 2);
  const color = `0x${palette.accent.slice(1)}`;
  return `color=c=${color}:s=${spec.size.width}x${thickness}:r=${spec.rate},scale=${TO_BT709},format=yuva420p10le[line]`;
}
