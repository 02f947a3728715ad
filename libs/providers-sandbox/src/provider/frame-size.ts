import {
  adjusted,
  type FrameSize,
  GatewayError,
  type RequestWarning,
  type VideoRequest,
} from '@onereel/core';
import { DEFAULT_RESOLUTION, MIN_SIDE, RESOLUTIONS, SANDBOX_MODEL } from '../wire/sandbox-descriptor';

export interface ChosenSize {
  readonly size: FrameSize;
  readonly warnings: readonly RequestWarning[];
}

type SizeRequest = Pick<VideoRequest, 'size' | 'aspectRatio' | 'resolution'>;

const DEFAULT_RATIO = '16:9';
const RATIO = /^(\d{1,4}(?:\.\d+)?):(\d{1,4}(?:\.\d+)?)$/;

/**
 * An exact size wins; otherwise the resolution names the shorter side and the aspect ratio the rest (720p and 16:9 unless
 * asked). Throws `invalid_parameter` for what cannot be rendered.
 */
export function chooseSize(request: SizeRequest): ChosenSize {
  const { size, resolution, aspectRatio } = request;
  if (size !== undefined) return exactSize(size);
  const shorter = RESOLUTIONS[(resolution ?? DEFAULT_RESOLUTION).toLowerCase()];
  if (shorter === undefined)
    throw invalid('resolution', `must be one of ${Object.keys(RESOLUTIONS).join(', ')}`);
  const ratio = ratioOf(aspectRatio ?? DEFAULT_RATIO);
  const wanted =
    ratio >= 1 ? { width: shorter * ratio, height: shorter } : { width: shorter, height: shorter / ratio };
  return { size: shrinkToLimit(wanted), warnings: [] };
}

function exactSize(size: FrameSize): ChosenSize {
  const { maxSize } = SANDBOX_MODEL;
  const { width, height } = size;
  if (!Number.isInteger(width) || !Number.isInteger(height) || Math.min(width, height) < MIN_SIDE)
    throw invalid('size', `must be two whole numbers of at least ${MIN_SIDE} pixels`);
  if (Math.max(width, height) > maxSize.width || Math.min(width, height) > maxSize.height)
    throw invalid(
      'size',
      `${width}x${height} is larger than ${maxSize.width}x${maxSize.height} (either way round)`,
    );
  const even = { width: width - (width % 2), height: height - (height % 2) };
  const same = even.width === width && even.height === height;
  const text = ({ width: w, height: h }: FrameSize): string => `${w}x${h}`;
  return {
    size: even,
    warnings: same ? [] : [adjusted('size', text(size), text(even), 'H.264 video has even sides')],
  };
}

function ratioOf(text: string): number {
  const match = RATIO.exec(text.trim());
  const ratio = match ? Number(match[1]) / Number(match[2]) : Number.NaN;
  if (!Number.isFinite(ratio) || ratio < 0.2 || ratio > 5)
    throw invalid('aspectRatio', 'must be W:H, such as 16:9, from 1:5 to 5:1');
  return ratio;
}

function shrinkToLimit({ width, height }: FrameSize): FrameSize {
  const { maxSize } = SANDBOX_MODEL;
  const scale = Math.min(
    1,
    maxSize.width / Math.max(width, height),
    maxSize.height / Math.min(width, height),
  );
  const even = (value: number): number => Math.round((value * scale) / 2) * 2;
  return { width: even(width), height: even(height) };
}

const invalid = (param: string, problem: string): GatewayError =>
  new GatewayError('invalid_parameter', { param, message: `${param} ${problem}` });
