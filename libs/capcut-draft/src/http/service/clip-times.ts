import type { ClipItem } from '../../draft/commands/draft-command';
import type { PlacedMedia } from '../../draft/write/new-media';
import type { CapcutMateImage, CapcutMateVideo } from '../dto/clip-items.dto';
import { clipItem } from './clip-item';

/** Items without a start follow the one before; `NaN` stands for "not said". */
export function sequential(
  item: CapcutMateVideo | CapcutMateImage,
  media: PlacedMedia,
  speed: number,
): ClipItem {
  const whole = media.duration / speed - ('source_start' in item ? (item.source_start ?? 0) / speed : 0);
  const length = item.duration ?? Math.max(1, Math.floor(whole));
  const start = item.start_time ?? Number.NaN;
  return {
    ...clipItem(item, media),
    start,
    end: start + length,
    ...(Number.isNaN(start) && { end: length }),
  };
}

export function inARow(items: readonly ClipItem[]): ClipItem[] {
  let cursor = 0;
  return items.map((item) => {
    const placed = Number.isNaN(item.start) ? { ...item, start: cursor, end: cursor + item.end } : item;
    cursor = placed.end;
    return placed;
  });
}

/** A clip squeezed or stretched into its scene; when every clip has one, they follow each other without gaps. */
export function paced(
  items: readonly ClipItem[],
  scenes: readonly { start: number; end: number }[] | undefined,
): ClipItem[] {
  if (!scenes) return [...items];
  const valid = (index: number) => {
    const scene = scenes[index];
    return scene && scene.end > scene.start ? scene.end - scene.start : undefined;
  };
  const all = items.every((_, index) => valid(index) !== undefined);
  let cursor = items[0]?.start ?? 0;
  return items.map((item, index) => {
    const length = valid(index);
    if (length === undefined) return item;
    const start = all ? cursor : item.start;
    cursor = start + length;
    const used = Math.min(
      item.end - item.start,
      item.media.kind === 'photo' ? Infinity : item.media.duration,
    );
    const speed = (item.end - item.start) / length;
    return { ...item, start, end: start + Math.round(used / speed), speed };
  });
}
