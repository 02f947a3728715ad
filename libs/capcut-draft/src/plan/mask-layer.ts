import { createHash } from 'node:crypto';
import type { Picture } from '../timeline/timeline';
import { type ComposeContext, rateText } from './compose-context';
import { maskPixels } from './mask-shape';
import type { Size } from './placement';
import type { ClipWindow } from './source-stream';

interface MaskedPicture {
  readonly label: string;
  readonly picture: Picture;
  readonly size: Size;
  readonly window: ClipWindow;
  readonly frames: number;
}

/** Multiplies the opacity of a picture of this `size` by its mask, which moves, scales and turns with the picture. */
export function applyMask(
  context: ComposeContext,
  { label, picture, size, window, frames }: MaskedPicture,
): string {
  const { mask } = picture;
  if (!mask) return label;
  const { graph } = context;
  const moving = Object.keys(mask.curves).length > 0 && frames > 1;
  const count = moving ? frames : 1;
  const key = JSON.stringify([mask, size, count, moving ? window.from : 0]);
  const name = `mask-${createHash('sha256').update(key).digest('hex').slice(0, 24)}.gray`;
  const produce = (): Buffer =>
    Buffer.concat(
      Array.from({ length: count }, (_, index) =>
        maskPixels(mask, size, moving ? window.from + index : window.from),
      ),
    );
  const gray = graph.assetInput({ name, produce }, [
    ...['-f', 'rawvideo', '-pixel_format', 'gray', '-video_size', `${size.width}x${size.height}`],
    ...['-framerate', rateText(context.fps)],
  ]);
  const [kept, forAlpha] = graph.split(label);
  const alpha = graph.chain([forAlpha], ['alphaextract']);
  const grayReady = graph.chain([gray], ['format=gray']);
  const both = graph.chain([alpha, grayReady], ['blend=all_mode=multiply', 'format=gray']);
  return graph.chain([kept, both], ['alphamerge', 'format=gbrap']);
}
