/** The host's `MediaProcess` (@onereel/core/media): which ffmpeg and ffprobe to run. */
export const MEDIA_PROCESS = Symbol.for('onereel.media-process');
