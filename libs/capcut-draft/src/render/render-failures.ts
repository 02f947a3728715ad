import { isDiskFull } from '@onereel/core';
import { FfmpegError } from '@onereel/core/media';

/** A sound could not be decoded or mixed. */
export class SoundError extends Error {
  override readonly name = 'SoundError';
}

/** Picture and sound were made and could not be put into the file that was asked for. */
export class EncodingError extends Error {
  override readonly name = 'EncodingError';
}

/** The disk has no room for the film, or ran full while it was made. */
export class DiskFullError extends Error {
  override readonly name = 'DiskFullError';
}

/** Failures of the media itself under a name that says where; stops, memory and the disk keep their own. */
const named =
  (Named: typeof SoundError | typeof EncodingError, what: string) =>
  (error: unknown): never => {
    const ofMedia =
      error instanceof FfmpegError && (error.failure === 'failed' || error.failure === 'crashed');
    throw ofMedia ? new Named(`${what}: ${error.message}`, { cause: error }) : error;
  };

export const asSoundError = named(SoundError, 'a sound of the draft cannot be processed');
export const asEncodingError = named(EncodingError, 'the film cannot be written');

/** Work beside FFmpeg stops as FFmpeg itself does. @throws FfmpegError `aborted` */
export function throwIfStopped(signal: AbortSignal | undefined): void {
  if (signal?.aborted)
    throw new FfmpegError('ffmpeg', 'aborted', {
      ...{ exitCode: null, stdout: Buffer.alloc(0), stderrTail: '', durationMs: 0 },
    });
}

/** However the system said that the disk is full. */
export function asDiskFull(error: unknown): unknown {
  const full = (error instanceof FfmpegError && error.failure === 'disk_full') || isDiskFull(error);
  if (!full) return error;
  const message = 'the disk of the work folder ran full during the render: free space, or render smaller';
  return new DiskFullError(message, { cause: error });
}
