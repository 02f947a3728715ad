import { type ErrorCode, type ErrorDetail, GatewayError, toErrorDetail } from '@onereel/core';
import { FfmpegError, type FfmpegFailure, MediaError, type MediaProblem } from '@onereel/core/media';

const BY_FAILURE: Readonly<Record<FfmpegFailure, ErrorCode>> = {
  aborted: 'cancelled',
  timed_out: 'media_processing_failed',
  stalled: 'media_processing_failed',
  out_of_memory: 'media_out_of_memory',
  disk_full: 'disk_full',
  not_found: 'ffmpeg_unavailable',
  crashed: 'media_processing_failed',
  failed: 'media_processing_failed',
};

const BY_PROBLEM: Readonly<Record<MediaProblem, ErrorCode>> = {
  unsupported: 'invalid_image',
  unreadable: 'invalid_image',
  missing_tool: 'ffmpeg_unavailable',
};

/** An error of the media tools in the gateway's words; anything else loses its message. */
export function renderFailure(error: unknown, param?: string): ErrorDetail {
  if (error instanceof FfmpegError) {
    // The tool's own last lines may name files of this machine.
    const message = error.failure === 'failed' ? undefined : error.message;
    return toErrorDetail(new GatewayError(BY_FAILURE[error.failure], { message, cause: error }));
  }
  if (error instanceof MediaError)
    return toErrorDetail(new GatewayError(BY_PROBLEM[error.problem], { message: error.message, param }));
  return toErrorDetail(error);
}
