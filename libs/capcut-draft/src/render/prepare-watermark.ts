import { createCanvas } from '@napi-rs/canvas';
import { type MediaProcess, probeMedia } from '@onereel/core/media';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MediaEntry } from '../plan/media-book';
import type { Size } from '../plan/placement';
import { drawText } from '../text/draw-text';
import { FontBook } from '../text/font-book';
import { LINE_HEIGHT_PER_SIZE } from '../text/glyphs';
import { layoutText } from '../text/text-layout';
import type { CaptionText } from '../timeline/timeline';
import { type Watermark, WATERMARK_DEFAULTS } from './watermark';

interface Tools {
  readonly media: MediaProcess;
  readonly workDir: string;
  readonly canvas: Size;
  readonly fontDirectories?: readonly string[];
  readonly signal?: AbortSignal;
}

/** The picture of a watermark as a source; its fingerprint is its content, so that equal ones share cached slices. */
export async function prepareWatermark(watermark: Watermark, tools: Tools): Promise<MediaEntry> {
  const { content } = watermark;
  const path = content.kind === 'image' ? content.path : join(tools.workDir, 'watermark.png');
  if (content.kind === 'text') await writeFile(path, textPicture(content.text, watermark, tools));
  const [facts, fingerprint] = await Promise.all([
    probeMedia(tools.media, path, { signal: tools.signal }),
    contentHash(path),
  ]);
  if (!facts.video) throw new RangeError('the watermark holds no picture');
  return { path, facts, fingerprint, missing: false };
}

async function contentHash(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex').slice(0, 32);
}

const WHITE = { r: 1, g: 1, b: 1, a: 1 };
const SHADE = { r: 0, g: 0, b: 0, a: 0.6 };

/** White with a dark outline: legible on any picture. */
function textPicture(text: string, { scale }: Watermark, { canvas, fontDirectories = [] }: Tools): Buffer {
  const lineHeight = (scale ?? WATERMARK_DEFAULTS.textScale) * canvas.height;
  const caption: CaptionText = {
    text,
    runs: [
      {
        start: 0,
        end: text.length,
        size: (lineHeight * 1080) / (LINE_HEIGHT_PER_SIZE * canvas.width),
        color: WHITE,
        bold: true,
        italic: false,
        underline: false,
        fontPath: '',
        fontName: '',
        strokes: [{ width: 0.06, color: SHADE }],
        shadows: [],
      },
    ],
    alignment: 'center',
    vertical: false,
    letterSpacing: 0,
    lineSpacing: 0,
    maxWidth: 0.9,
    arc: 0,
  };
  const layout = layoutText(caption, new FontBook(fontDirectories), canvas, 1);
  const pad = Math.ceil(lineHeight * 0.1);
  const even = (side: number): number => 2 * Math.ceil((side + 2 * pad) / 2);
  const picture = createCanvas(even(layout.width), even(layout.height));
  const context = picture.getContext('2d');
  context.translate(picture.width / 2, picture.height / 2);
  drawText(context, caption, layout, { shown: text.length });
  return picture.toBuffer('image/png');
}
