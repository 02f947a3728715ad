import type { Picture, Rgba } from '../timeline/timeline';
import { type ComposeContext, colorStream, opaqueFormat, toBlending } from './compose-context';
import { num } from './expression';
import { entryOf } from './media-book';
import { isMoving, type Layer } from './layer-work';
import { pictureLayer } from './picture-layer';
import { sourceColorOptions } from './source-color';
import { type ClipWindow, holdStill, readStill } from './source-stream';

/** Short side of the picture a blurred background is made from: blur does not need more, and small is fast. */
const BLUR_SIDE = 136;
/** Blur of the background, as a fraction of its height per level. */
const BLUR_PER_LEVEL = 0.045;

interface Scene {
  readonly picture: Picture;
  readonly window: ClipWindow;
  /** Nothing behind the clip shows what is below it. */
  readonly transparent: boolean;
}

/** A clip as frames of the whole canvas, every frame there: over its backdrop, or over nothing. */
export function sceneStream(context: ComposeContext, scene: Scene): string {
  const layer = pictureLayer(context, scene.picture, scene.window);
  // A single frame that moves is a film; the overlay repeats it.
  const frames = isMoving(layer) ? scene.window.frames : layer.frames;
  const label = layer.cover ? layer.label : onCanvas(context, scene, layer, frames);
  return frames > 1 ? label : context.graph.chain([label], holdStill(scene.window.frames, context.fps));
}

function onCanvas(context: ComposeContext, scene: Scene, layer: Layer, frames: number): string {
  const { behind, front } = backdrop(context, scene, layer, frames);
  const transparent = scene.transparent && !scene.picture.backdrop;
  return context.graph.chain(
    [behind, front],
    [
      `overlay=x='${layer.x}':y='${layer.y}':eval=frame:format=${blendFormat(context)}`,
      `trim=end_frame=${frames}`,
      transparent ? '' : `format=${opaqueFormat(context)}`,
    ],
  );
}

/** Format option of the overlay filter. */
export const blendFormat = (context: ComposeContext): string =>
  context.pixels === 'rgb' ? 'gbrp' : 'yuv420';

function backdrop(
  context: ComposeContext,
  { picture, transparent }: Scene,
  layer: Layer,
  frames: number,
): { behind: string; front: string } {
  const front = layer.label;
  switch (picture.backdrop?.kind) {
    case 'blur': {
      const [source, copy] = context.graph.split(front);
      const blur = blurred(context, source, picture.backdrop.level);
      const held = frames > layer.frames ? context.graph.chain([blur], holdStill(frames, context.fps)) : blur;
      return { behind: held, front: copy };
    }
    case 'image':
      return { behind: imageBackdrop(context, picture.backdrop.source, frames), front };
    case 'color':
      return { behind: colorStream(context, { color: hex(picture.backdrop.color), frames }), front };
    default: {
      const format = transparent ? (context.pixels === 'yuv' ? 'yuva420p' : 'gbrap') : opaqueFormat(context);
      return {
        behind: colorStream(context, { color: transparent ? 'black@0' : 'black', frames, format }),
        front,
      };
    }
  }
}

/**
 * The clip's own picture, enlarged until it covers the canvas, and blurred. With full chroma while it is small: the cut may
 * fall on any pixel, and all planes are blurred alike.
 */
function blurred(context: ComposeContext, label: string, level: number): string {
  const { width, height } = context.canvas;
  const factor = BLUR_SIDE / Math.min(width, height);
  const small = { width: even(width * factor), height: even(height * factor) };
  const sigma = num(Math.max(0.4, level * BLUR_PER_LEVEL * height * factor));
  return context.graph.chain(
    [label],
    [
      `scale=${small.width}:${small.height}:force_original_aspect_ratio=increase:flags=bilinear`,
      context.pixels === 'yuv' ? 'format=yuv444p' : '',
      `crop=${small.width}:${small.height}:exact=1`,
      `gblur=sigma=${sigma}`,
      `scale=${width}:${height}:flags=bilinear`,
      'setsar=1',
      `format=${opaqueFormat(context)}`,
    ],
  );
}

function imageBackdrop(
  context: ComposeContext,
  source: Parameters<typeof entryOf>[1],
  frames: number,
): string {
  const { path, facts, fingerprint } = entryOf(context.book, source);
  const { width, height } = context.canvas;
  const input = context.graph.input({ options: readStill(facts), path, fingerprint });
  const filters = [
    `scale=${width}:${height}:force_original_aspect_ratio=increase:flags=bicubic${sourceColorOptions(facts)}`,
    'format=gbrp',
    `crop=${width}:${height}`,
    'setsar=1',
    ...toBlending(context, false),
  ];
  return context.graph.chain([input], frames > 1 ? [...filters, ...holdStill(frames, context.fps)] : filters);
}

function hex({ r, g, b }: Rgba): string {
  return `0x${[r, g, b]
    .map((value) =>
      Math.round(value * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}

function even(value: number): number {
  return Math.max(2, 2 * Math.round(value / 2));
}
