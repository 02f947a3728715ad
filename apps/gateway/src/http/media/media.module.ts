import type { DynamicModule } from '@nestjs/common';
import { createMediaProcess } from '@onereel/core/media';
import { MEDIA_PROCESS } from '../../engine/media-token';
import { systemClock } from '../../engine/clock';
import { MediaTools } from './media-tools';

export interface MediaPaths {
  readonly ffmpegPath: string;
  readonly ffprobePath: string;
}

/** Which ffmpeg and ffprobe run. Exports `MEDIA_PROCESS` and `MediaTools`. */
export class MediaModule {
  static register(paths: MediaPaths): DynamicModule {
    return {
      module: MediaModule,
      global: true,
      providers: [
        { provide: MEDIA_PROCESS, useFactory: () => createMediaProcess(paths) },
        { provide: MediaTools, useFactory: () => new MediaTools(paths, systemClock) },
      ],
      exports: [MEDIA_PROCESS, MediaTools],
    };
  }
}
