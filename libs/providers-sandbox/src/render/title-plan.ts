import { Readable } from 'node:stream';
import type { FrameSize } from '@onereel/core';
import { framesPerSecond, type RenderSpec, secondsOf } from '../wire/render-spec';
import { ambientFilters, ambientSource } from './ambient-sound';
import type { Backdrop } from './backdrop';
import { EASE_IN_OUT, perspectiveOf } from './camera-path';
import { encoderArgs, TO_BT709 } from './encoder-args';
import type { Palette } from './palettes';
import type { Box, TitleLayers } from './title-painter';

/** How far the title grows over the whole video at full strength, as a share of its size. */
const PUSH_IN = 0.07;
/** How far the title rises while it appears, as a share of the height. */
const RISE = 0.03;

/** Seconds until the whole title can be read: soon enough for a thumbnail taken at a tenth of the video. */
export const revealSeconds = (spec: RenderSpec): number =>
  Math.min(0.9, Math.max(0.25, 0.14 * secondsOf(spec)));

/** How far any part of the title moves, pixels. */
export const titleReach = (spec: RenderSpec): number =>
  growthOf(spec) * Math.max(spec.size.width, spec.size.height) + RISE * spec.size.height + 2;

export interface TitleFiles {
  /** RGBA bytes of the painted title. */
  readonly title: string;
  /** RGBA bytes of the size of the frame. */
  readonly smallPrint: string;
  readonly output: string;
}

export interface TitleLook {
  readonly palette: Palette;
  readonly backdrop: Backdrop;
  readonly layers: TitleLayers;
}

/** The command that puts a painted title over a moving backdrop, which comes in on standard input. */
export function titleArgs(spec: RenderSpec, look: TitleLook, files: TitleFiles): string[] {
  const raw = (format: string, { width, height }: FrameSize, path: string): string[] => [
    ...['-f', 'rawvideo', '-pix_fmt', format, '-s', `${width}x${height}`, '-framerate', spec.rate],
    ...['-i', path],
  ];
  return [
    ...['-v', 'error'],
    ...raw('rgba64le', look.backdrop.size, 'pipe:0'),
    ...raw('rgba', look.layers.title.box, files.title),
    ...raw('rgba', spec.size, files.smallPrint),
    ...(spec.audio ? ['-f', 'lavfi', '-i', ambientSource(spec)] : []),
    ...['-filter_complex', titleGraph(spec, look)],
    ...['-map', '[video]', ...(spec.audio ? ['-map', '[sound]'] : [])],
    ...encoderArgs(spec, files.output),
  ];
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

function titleGraph(spec: RenderSpec, { palette, layers }: TitleLook): string {
  const { width, height } = spec.size;
  const { box } = layers.title;
  const still = `scale=${TO_BT709},format=yuva420p,loop=${spec.frames}:1,setpts=N/(${spec.rate})/TB`;
  const lay = 'overlay=format=yuv420:shortest=1';
  const chains = [
    `[0:v]split[field][reveal]`,
    // A B-spline: other kernels show the grid of the small field.
    `[field]format=rgb48le,scale=${width}:${height}:flags=bicubic:param0=1:param1=0:${TO_BT709},format=yuv420p10le,noise=c0s=4:c0f=p:all_seed=7,format=yuv420p[ground]`,
    `[reveal]extractplanes=a,scale=${width}:${height}:flags=bilinear,format=gray,crop=${cropOf(box)}[mask]`,
    `[1:v]${still},${rise(spec, layers)},split[ink][shape]`,
    `[shape]alphaextract[full]`,
    `[full][mask]blend=all_mode=multiply:shortest=1[shown]`,
    `[ink][shown]alphamerge[title]`,
    `[2:v]${still},fade=t=in:st=0:d=${revealSeconds(spec).toFixed(3)}:alpha=1[print]`,
    `[ground][title]${lay}:x=${box.left}:y=${box.top}[titled]`,
    `[titled][print]${lay}[card]`,
    progressLine(spec, palette),
    `[card][line]${lay}:x='-w+w*(n+1)/${spec.frames}':y=H-h,trim=end_frame=${spec.frames}[video]`,
  ];
  return [...chains, ...(spec.audio ? [`[3:a]${ambientFilters(spec)}[sound]`] : [])].join(';');
}

const cropOf = ({ width, height, left, top }: Box): string => `${width}:${height}:${left}:${top}`;

const growthOf = (spec: RenderSpec): number => (spec.motion === 'static' ? 0 : PUSH_IN * spec.strength);

/** Grows slowly out of its anchor and comes up from a little below. Corners in pixels of the title's box. */
function rise(spec: RenderSpec, { anchor, title: { box } }: TitleLayers): string {
  const grown = `(${growthOf(spec).toFixed(6)}*${EASE_IN_OUT(spec.frames)})`;
  const frames = Math.max(2, Math.round(revealSeconds(spec) * 1.6 * framesPerSecond(spec)));
  const below = `${(RISE * spec.size.height).toFixed(3)}*pow(1-min(1,(on-1)/${frames}),3)`;
  const across = anchor.x - box.left;
  const down = anchor.y - box.top;
  return perspectiveOf({
    left: `${across}*${grown}`,
    top: `${down}*${grown}-${below}`,
    right: `${box.width}+${across - box.width}*${grown}`,
    bottom: `${box.height}+${down - box.height}*${grown}-${below}`,
  });
}

function progressLine(spec: RenderSpec, palette: Palette): string {
  const thickness = Math.max(2, Math.round(Math.min(spec.size.width, spec.size.height) / 360) * 2);
  const color = `0x${palette.accent.slice(1)}`;
  return `color=c=${color}:s=${spec.size.width}x${thickness}:r=${spec.rate},scale=${TO_BT709},format=yuva420p[line]`;
}
