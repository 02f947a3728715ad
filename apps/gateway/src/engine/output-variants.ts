import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { GatewayError, type OutputVariant, type TaskOutput } from '@onereel/core';
import { ARTIFACT_STORE, type ArtifactStore } from '@onereel/core/engine';
import { extractSpritesheet, extractThumbnail, type MediaProcess } from '@onereel/core/media';
import { ENGINE_SETTINGS, type EngineSettings } from './engine-settings';
import { toMediaGatewayError } from './media-failure';
import { MEDIA_PROCESS } from './media-token';

type Picture = Exclude<OutputVariant, 'video'>;

const PICTURES: Record<Picture, { extension: string; mediaType: string; make: typeof makeThumbnail }> = {
  thumbnail: { extension: 'webp', mediaType: 'image/webp', make: makeThumbnail },
  spritesheet: { extension: 'jpg', mediaType: 'image/jpeg', make: makeSpritesheet },
};

/** Pictures made from a result on first request and kept beside it. */
@Injectable()
export class OutputVariants {
  private readonly making = new Map<string, Promise<TaskOutput>>();

  constructor(
    @Inject(ARTIFACT_STORE) private readonly artifacts: ArtifactStore,
    @Inject(MEDIA_PROCESS) private readonly media: MediaProcess,
    @Inject(ENGINE_SETTINGS) private readonly settings: EngineSettings,
  ) {}

  /** Throws `ffmpeg_unavailable`, `media_processing_failed`. */
  async picture(video: TaskOutput, variant: Picture): Promise<TaskOutput> {
    const key = pictureKey(video, variant);
    const known = await this.artifacts.stat(key).catch(onlyMissing);
    if (known !== undefined) return { id: `${video.id}-${variant}`, ...known };
    const running = this.making.get(key);
    if (running !== undefined) return running;
    const made = this.make(video, variant, key).finally(() => this.making.delete(key));
    this.making.set(key, made);
    return made;
  }

  /** Keys of everything that may have been made from a result. */
  keysOf(video: TaskOutput): readonly string[] {
    return (Object.keys(PICTURES) as Picture[]).map((variant) => pictureKey(video, variant));
  }

  private async make(video: TaskOutput, variant: Picture, key: string): Promise<TaskOutput> {
    const { extension, mediaType, make } = PICTURES[variant];
    await mkdir(this.settings.workDir, { recursive: true });
    const output = join(this.settings.workDir, `${key.replaceAll('/', '-')}.${extension}`);
    const input = await this.artifacts.local(video.key);
    try {
      await make(this.media, input.path, output);
      return { id: `${video.id}-${variant}`, ...(await this.artifacts.putFile(key, output, { mediaType })) };
    } catch (error) {
      throw toMediaGatewayError(error, 'media_processing_failed');
    } finally {
      await input.release();
      await rm(output, { force: true });
    }
  }
}

async function makeThumbnail(media: MediaProcess, input: string, output: string): Promise<void> {
  await extractThumbnail(media, { input, output });
}

async function makeSpritesheet(media: MediaProcess, input: string, output: string): Promise<void> {
  await extractSpritesheet(media, { input, output });
}

const pictureKey = ({ key }: TaskOutput, variant: Picture): string =>
  `${key.replace(/\.[a-z0-9]+$/, '')}-${variant}.${PICTURES[variant].extension}`;

function onlyMissing(error: unknown): undefined {
  if (GatewayError.isInstance(error) && error.code === 'not_found') return undefined;
  throw error;
}
