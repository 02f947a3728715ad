import { FrameSize } from './video-request';

/** Aspect ratios that vendors name; a size close to one of them gets its name. */
export const NAMED_ASPECT_RATIOS = [
  '16:9',
  '9:16',
  '1:1',
  '4:3',
  '3:4',
  '3:2',
  '2:3',
  '21:9',
  '9:21',
] as const;

/** How far two ratios may differ and still count as the same picture shape: 1.5 %, so that 854x480 is 16:9. */
const SAME_SHAPE = 0.015;

const SIZE = /^\s*(\d{1,5})\s*[x*×]\s*(\d{1,5})\s*$/i;
const RATIO = /^\s*(\d{1,5}(?:\.\d+)?)\s*[:/]\s*(\d{1,5}(?:\.\d+)?)\s*$/;
const LINES = /^\s*(\d{3,4})\s*p?\s*$/i;
const KILO_LINES: Readonly<Record<string, number>> = { '1k': 1080, '2k': 1440, '4k': 2160, '8k': 4320 };

/** Reads `1280x720`, `1280*720`, `1280×720`; `undefined` when it is no size. */
export function parseFrameSize(text: string): FrameSize | undefined {
  const match = SIZE.exec(text);
  if (match === null) return undefined;
  const size = { width: Number(match[1]), height: Number(match[2]) };
  return size.width > 0 && size.height > 0 ? size : undefined;
}

/** Reads `720p`, `1080P`, `720`, `4k` as lines of the shorter side; `undefined` when it is no resolution. */
export function resolutionLines(text: string): number | undefined {
  const kilo = KILO_LINES[text.trim().toLowerCase()];
  return kilo ?? (LINES.test(text) ? Number(LINES.exec(text)?.[1]) : undefined);
}

/** The usual name of a number of lines: `720p`, `2k`, `4k`. */
export function resolutionName(lines: number): string {
  const kilo = Object.entries(KILO_LINES).find(([name, value]) => value === lines && name !== '1k');
  return kilo?.[0] ?? `${lines}p`;
}

/** Reads one field that clients fill with either: `1280x720 | 1280*720 | 720p | 1080P | 4k`. */
export function parseSizeOrResolution(
  text: string,
): { size: FrameSize } | { resolution: string } | undefined {
  const size = parseFrameSize(text);
  if (size !== undefined) return { size };
  const lines = resolutionLines(text);
  return lines === undefined ? undefined : { resolution: resolutionName(lines) };
}

/** Width divided by height of `16:9`; `undefined` when it is no ratio. */
export function ratioValue(text: string): number | undefined {
  const match = RATIO.exec(text);
  const value = match === null ? NaN : Number(match[1]) / Number(match[2]);
  return Number.isFinite(value) && value > 0 ? value : undefined;
}

/** How different two picture shapes look, 0 = the same; symmetric in wide and tall. */
export const shapeDistance = (a: number, b: number): number => Math.abs(Math.log(a / b));

export const isSameShape = (a: number, b: number): boolean => shapeDistance(a, b) <= SAME_SHAPE;

/** `16:9` for 1280x720 and 854x480; the reduced fraction for shapes without a name. */
export function aspectRatioOf(size: FrameSize): string {
  const ratio = size.width / size.height;
  const named = NAMED_ASPECT_RATIOS.find((name) => isSameShape(ratioValue(name) ?? NaN, ratio));
  if (named !== undefined) return named;
  const divisor = greatestCommonDivisor(size.width, size.height);
  return `${size.width / divisor}:${size.height / divisor}`;
}

/** `720p` for 1280x720 and 720x1280: the shorter side counts. */
export const resolutionOf = (size: FrameSize): string => resolutionName(Math.min(size.width, size.height));

/** 1280x720 for `16:9` and `720p`; even numbers, as encoders want them. `undefined` when either is unreadable. */
export function sizeOf(aspectRatio: string, resolution: string): FrameSize | undefined {
  const ratio = ratioValue(aspectRatio);
  const lines = resolutionLines(resolution);
  if (ratio === undefined || lines === undefined) return undefined;
  return ratio >= 1
    ? { width: even(lines * ratio), height: even(lines) }
    : { width: even(lines), height: even(lines / ratio) };
}

export const formatSize = (size: FrameSize): string => `${size.width}x${size.height}`;

const even = (value: number): number => Math.round(value / 2) * 2;

const greatestCommonDivisor = (a: number, b: number): number =>
  b === 0 ? a : greatestCommonDivisor(b, a % b);
