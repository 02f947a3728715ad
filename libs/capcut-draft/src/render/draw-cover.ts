import { createCanvas } from '@napi-rs/canvas';
import { canvasFacts } from '../draft/read/canvas-facts';
import { buildTimeline } from '../timeline/from-draft/build-timeline';
import { frameToUs } from '../timeline/frame-clock';
import { outputSize } from './render-options';
import { type PreviewRequest, renderPreview } from './render-preview';

/** Pixels of the longer side: what a tile of the applications' start window shows. */
const LONGER_SIDE = 720;

/** The first moment of a draft at which something is seen, as a JPEG; a draft that shows nothing is its black canvas. */
export async function drawCover(
  request: Pick<PreviewRequest, 'draft' | 'media' | 'resolveMedia' | 'workDir' | 'signal'>,
): Promise<Buffer> {
  const { timeline } = buildTimeline(request.draft);
  const starts = timeline.visuals.filter(({ kind }) => kind !== 'treatment').map(({ range }) => range.start);
  if (timeline.frames === 0 || starts.length === 0) return blankCover(request.draft);
  return renderPreview({
    ...request,
    atSeconds: frameToUs(Math.min(...starts), timeline.fps) / 1e6,
    format: 'jpeg',
    options: coverSize(timeline),
  });
}

/** The empty canvas of a draft. */
export function blankCover(draft: PreviewRequest['draft']): Buffer {
  const { width, height } = coverSize(canvasFacts(draft));
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = '#000000';
  context.fillRect(0, 0, width, height);
  return canvas.toBuffer('image/jpeg');
}

function coverSize(canvas: { readonly width: number; readonly height: number }): {
  width: number;
  height: number;
} {
  return outputSize(canvas, { scale: Math.min(1, LONGER_SIDE / Math.max(canvas.width, canvas.height)) });
}
