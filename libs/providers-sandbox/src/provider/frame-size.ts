import {
  adjusted,
  formatSize,
  type FrameSize,
  GatewayError,
  type RequestWarning,
  sizeOf,
  type VideoRequest,
} from '@onereel/core';
import { DEFAULT_ASPECT_RATIO, DEFAULT_RESOLUTION, MIN_SIDE } from '../wire/sandbox-descriptor';

export interface ChosenSize {
  readonly size: FrameSize;
  readonly warnings: readonly RequestWarning[];
}

/** The frame that can be encoded. Throws `invalid_parameter` when it is too small for that. */
export function chooseSize(request: Pick<VideoRequest, 'size' | 'aspectRatio' | 'resolution'>): ChosenSize {
  const { aspectRatio = DEFAULT_ASPECT_RATIO, resolution = DEFAULT_RESOLUTION } = request;
  const size = request.size ?? sizeOf(aspectRatio, resolution);
  if (size === undefined || Math.min(size.width, size.height) < MIN_SIDE) {
    throw new GatewayError('invalid_parameter', {
      param: 'size',
      message: `size is ${size ? formatSize(size) : 'unreadable'}; each side must have at least ${MIN_SIDE} pixels.`,
    });
  }
  const even = { width: size.width - (size.width % 2), height: size.height - (size.height % 2) };
  if (even.width === size.width && even.height === size.height) return { size, warnings: [] };
  const warning = adjusted('size', formatSize(size), formatSize(even), 'H.264 video has even sides');
  return { size: even, warnings: [warning] };
}
