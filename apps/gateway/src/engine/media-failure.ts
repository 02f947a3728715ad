import { type ErrorCode, GatewayError } from '@onereel/core';
import { FfmpegError, type FfmpegFailure, MediaError, type MediaProblem } from '@onereel/core/media';

const MEDIA_CODES: Record<MediaProblem, ErrorCode | undefined> = {
  unsupported: undefined,
  unreadable: undefined,
  missing_tool: 'ffmpeg_unavailable',
};

const PROCESS_CODES: Record<FfmpegFailure, ErrorCode> = {
  aborted: 'media_processing_failed',
  timed_out: 'media_processing_failed',
  stalled: 'media_processing_failed',
  crashed: 'media_processing_failed',
  failed: 'media_processing_failed',
  out_of_memory: 'media_out_of_memory',
  disk_full: 'disk_full',
  not_found: 'ffmpeg_unavailable',
};

/** Errors of the media tools in the words of the error table; `unfit` is what a bad file means here. */
export function toMediaGatewayError(error: unknown, unfit: ErrorCode, param?: string): GatewayError {
  if (GatewayError.isInstance(error)) return error;
  if (error instanceof MediaError) {
    const code = MEDIA_CODES[error.problem] ?? unfit;
    const name = param === undefined ? '' : `${param}: `;
    return new GatewayError(code, { message: `${name}${error.message}.`, param, cause: error });
  }
  if (error instanceof FfmpegError) {
    return new GatewayError(PROCESS_CODES[error.failure], { message: `${error.message}.`, cause: error });
  }
  return new GatewayError('internal_error', { cause: error });
}
