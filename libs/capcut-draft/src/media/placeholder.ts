import { createCanvas } from '@napi-rs/canvas';
import { createHash } from 'node:crypto';
import { FontBook } from '../text/font-book';

/** A gray picture with the name of what is missing. */
export function placeholderPicture(
  label: string,
  size: { width: number; height: number },
): { name: string; bytes: Buffer } {
  const { families } = new FontBook().choose({ path: '', name: '', bold: true, wide: false });
  const canvas = createCanvas(size.width, size.height);
  const context = canvas.getContext('2d');
  context.fillStyle = '#3a3f46';
  context.fillRect(0, 0, size.width, size.height);
  context.strokeStyle = '#8a93a0';
  context.lineWidth = Math.max(2, size.width / 200);
  context.strokeRect(0, 0, size.width, size.height);
  context.fillStyle = '#e8ebef';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.font = `${Math.max(10, Math.round(Math.min(size.width, size.height) / 14))}px ${families}`;
  context.fillText(label.slice(0, 80), size.width / 2, size.height / 2, size.width * 0.9);
  const bytes = canvas.toBuffer('image/png');
  return { name: `missing-${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}.png`, bytes };
}

/** Nothing to be seen, for what would only disturb: a sticker that is not there. */
export function emptyPicture(): { name: string; bytes: Buffer } {
  return { name: 'missing-empty.png', bytes: createCanvas(2, 2).toBuffer('image/png') };
}
