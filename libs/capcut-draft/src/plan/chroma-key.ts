import type { ChromaKey } from '../timeline/timeline';
import { num } from './expression';

/** Keys a color out; the meaning of the three sliders is calibrated by eye. */
export function chromaFilters(chroma: ChromaKey | undefined): string[] {
  if (!chroma) return [];
  const { r, g, b } = chroma.color;
  const hex = [r, g, b]
    .map((value) =>
      Math.round(value * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('');
  const similarity = num(Math.min(1, Math.max(0.02, 0.05 + chroma.intensity * 0.35)));
  const blend = num(Math.min(1, Math.max(0, 0.02 + chroma.edgeSmooth * 0.2)));
  const key = ['format=yuva444p', `chromakey=0x${hex}:${similarity}:${blend}`, 'format=gbrap'];
  if (chroma.spill <= 0) return key;
  const screen = g >= b ? 'green' : 'blue';
  return [...key, `despill=type=${screen}:mix=${num(Math.min(1, chroma.spill))}`, 'format=gbrap'];
}
