import type { JsonValue } from '../../draft/json/json-value';
import type { Rgba } from '../timeline';

export const BLACK: Rgba = { r: 0, g: 0, b: 0, a: 1 };
export const WHITE: Rgba = { r: 1, g: 1, b: 1, a: 1 };

/** `#RGB`, `#RRGGBB` or `#RRGGBBAA`; undefined for anything else. */
export function hexColor(value: JsonValue | undefined): Rgba | undefined {
  if (typeof value !== 'string') return undefined;
  const short = /^#?([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(value.trim());
  const text = short
    ? short
        .slice(1)
        .map((digit) => digit + digit)
        .join('')
    : value.trim().replace(/^#/, '');
  if (!/^([0-9a-f]{6}|[0-9a-f]{8})$/i.test(text)) return undefined;
  const byte = (at: number): number => Number.parseInt(text.slice(at, at + 2), 16) / 255;
  return { r: byte(0), g: byte(2), b: byte(4), a: text.length === 8 ? byte(6) : 1 };
}
