import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import {
  type DraftDocument,
  lendMedia,
  makeWorkFolder,
  removeWorkFolder,
  renderDraft,
  type RenderResult,
  sweepWorkFolders,
} from '@onereel/capcut-draft';
import { type AppliedParameters, GatewayError, type TaskOutput } from '@onereel/core';
import { ARTIFACT_STORE, type ArtifactStore, type StepRun } from '@onereel/core/engine';
import type { MediaProcess } from '@onereel/core/media';
import { ENGINE_SETTINGS, type EngineSettings } from '../engine/engine-settings';
import { MEDIA_PROCESS } from '../engine/media-token';
import { lendWatermark } from './lend-watermark';
import { RenderCache } from './render-cache';
import { renderFailure } from './render-failure';
import { payloadOf } from './render-payload';
import { storeRender } from './store-render';

const FOLDER_NAME = 'render';

export interface MadeFilm {
  readonly outputs: TaskOutput[];
  readonly frames: number;
  readonly counts: RenderResult['report']['counts'];
}

/** Renders one task's film into the artifact store, within the limits of the settings; nothing else of it stays on the disk. */
@Injectable()
export class FilmMaker {
  private readonly folder: string;

  constructor(
    @Inject(ARTIFACT_STORE) private readonly artifacts: ArtifactStore,
    @Inject(MEDIA_PROCESS) private readonly media: MediaProcess,
    @Inject(ENGINE_SETTINGS) private readonly settings: EngineSettings,
    private readonly cache: RenderCache,
  ) {
    this.folder = join(settings.workDir, 'renders');
  }

  /** Removes what a process that was killed left behind. */
  async tidy(): Promise<void> {
    await sweepWorkFolders(this.folder, FOLDER_NAME);
    await this.cache.prune();
  }

  /** @throws GatewayError for every failure; what stopped the run is thrown as it is */
  async make(document: DraftDocument, run: StepRun): Promise<MadeFilm> {
    const { timeLimitMs } = this.settings.render;
    const limit = timeLimitMs === undefined ? undefined : AbortSignal.timeout(timeLimitMs);
    const signal = limit ? AbortSignal.any([run.signal, limit]) : run.signal;
    const workDir = await makeWorkFolder(this.folder, FOLDER_NAME);
    try {
      return await this.cache.use((cacheDir) => this.render(document, run, { workDir, cacheDir, signal }));
    } catch (error) {
      run.signal.throwIfAborted();
      throw limit?.aborted ? tooLong(timeLimitMs ?? 0) : renderFailure(error);
    } finally {
      await removeWorkFolder(workDir);
    }
  }

  private async render(
    document: DraftDocument,
    run: StepRun,
    place: { readonly workDir: string; readonly cacheDir: string; readonly signal: AbortSignal },
  ): Promise<MadeFilm> {
    const { options, thumbnail, watermark } = payloadOf(run.task.payload);
    const { workers, memoryMb } = this.settings.render;
    const files = lendMedia(document, this.artifacts);
    const mark = await lendWatermark(watermark, this.artifacts);
    try {
      const result = await renderDraft({
        ...place,
        draft: document,
        media: this.media,
        resolveMedia: files.resolve,
        options: { ...options, workers, memoryMb },
        watermark: mark?.watermark,
        thumbnail,
        onProgress: ({ framesDone, frames }) =>
          run.progress(Math.floor((99 * framesDone) / Math.max(1, frames)), framesOf(framesDone, frames)),
      });
      const outputs = await storeRender(run.task.id, result, this.artifacts, this.media);
      return { outputs, frames: result.frames, counts: result.report.counts };
    } finally {
      await Promise.all([files.release(), mark?.release()]);
    }
  }
}

/** Kept with the task while it runs and afterwards. */
export const framesOf = (framesDone: number, frames: number): AppliedParameters => ({ framesDone, frames });

const tooLong = (timeLimitMs: number): GatewayError =>
  new GatewayError('deadline_exceeded', {
    message: `The render took longer than ${Number((timeLimitMs / 60_000).toFixed(2))} minutes and was stopped. Simplify the draft, ask for a smaller film, or raise ONEREEL_RENDER_TIMEOUT_MINUTES.`,
  });
