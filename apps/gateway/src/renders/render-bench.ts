import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { type DraftDocument, lendMedia, type ResolveMedia } from '@onereel/capcut-draft';
import { ARTIFACT_STORE, type ArtifactStore } from '@onereel/core/engine';
import type { MediaProcess } from '@onereel/core/media';
import { renderFailure } from '../drafts/render-failure';
import { ENGINE_SETTINGS, type EngineSettings } from '../engine/engine-settings';
import { MEDIA_PROCESS } from '../engine/media-token';

export interface Bench {
  readonly media: MediaProcess;
  readonly resolveMedia: ResolveMedia;
  /** Private and empty; removed afterwards. */
  readonly workDir: string;
}

/** Lends what short work on a draft needs while a client waits: FFmpeg, the draft's files and a folder. */
@Injectable()
export class RenderBench {
  constructor(
    @Inject(ARTIFACT_STORE) private readonly artifacts: ArtifactStore,
    @Inject(MEDIA_PROCESS) private readonly media: MediaProcess,
    @Inject(ENGINE_SETTINGS) private readonly settings: EngineSettings,
  ) {}

  /** @throws GatewayError for every failure of the work */
  async lend<T>(document: DraftDocument, work: (bench: Bench) => Promise<T>): Promise<T> {
    await mkdir(this.settings.workDir, { recursive: true });
    const workDir = await mkdtemp(join(this.settings.workDir, 'bench-'));
    const files = lendMedia(document, this.artifacts);
    try {
      return await work({ media: this.media, resolveMedia: files.resolve, workDir });
    } catch (error) {
      throw renderFailure(error);
    } finally {
      await files.release();
      await rm(workDir, { recursive: true, force: true });
    }
  }
}
