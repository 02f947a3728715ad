import { createMediaProcess } from '@onereel/core/media';

/** Programs that the tests run: those of the PATH, or what FFMPEG_PATH and FFPROBE_PATH name. */
export const PATHS = {
  ffmpegPath: process.env.FFMPEG_PATH ?? 'ffmpeg',
  ffprobePath: process.env.FFPROBE_PATH ?? 'ffprobe',
};

export const media = createMediaProcess(PATHS);
