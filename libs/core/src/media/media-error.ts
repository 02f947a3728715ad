/**
 * `unsupported` the bytes are no media we accept · `unreadable` they look like media and cannot be decoded ·
 * `missing_tool` ffmpeg or ffprobe is absent, too old, or lacks a part.
 */
export type MediaProblem = 'unsupported' | 'unreadable' | 'missing_tool';

/** A file or an installation that cannot be used. The message says why and holds no directory names. */
export class MediaError extends Error {
  constructor(
    readonly problem: MediaProblem,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = 'MediaError';
  }
}
