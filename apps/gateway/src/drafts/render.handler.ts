import { join } from 'node:path';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import {
  type DraftDocument,
  DraftService,
  lendMedia,
  makeWorkFolder,
  PendingMedia,
  pendingTasks,
  pruneCache,
  renderDraft,
  removeWorkFolder,
  type RenderResult,
  sweepWorkFolders,
} from '@onereel/capcut-draft';
import {
  type AppliedParameters,
  type Clock,
  GatewayError,
  type TaskOutput,
  VIDEO_GATEWAY,
  type VideoGateway,
} from '@onereel/core';
import {
  ARTIFACT_STORE,
  type ArtifactStore,
  type StepHandler,
  StepHandlerProvider,
  type StepOutcome,
  type StepRun,
  type TaskRecord,
} from '@onereel/core/engine';
import type { MediaProcess } from '@onereel/core/media';
import { CLOCK } from '../engine/clock';
import { CACHE_FOLDER, ENGINE_SETTINGS, type EngineSettings } from '../engine/engine-settings';
import { MEDIA_PROCESS } from '../engine/media-token';
import { endTask } from '../engine/task-changes';
import { lendWatermark } from './lend-watermark';
import { renderFailure } from './render-failure';
import { payloadOf, RENDER_KIND } from './render-payload';
import { storeRender } from './store-render';

const WAIT_FOR_CLIPS_MS = 1_000;
const FOLDER_NAME = 'render';
/** Bytes of finished slices a start leaves for renders to come. */
const CACHE_BYTES = 8 * 1024 ** 3;

/** Renders a draft. A repeat after a crash finds the finished slices in the cache and renders only the rest. */
@Injectable()
@StepHandlerProvider()
export class RenderHandler implements StepHandler, OnApplicationBootstrap {
  readonly kinds = [RENDER_KIND];

  constructor(
    private readonly drafts: DraftService,
    private readonly pending: PendingMedia,
    @Inject(ARTIFACT_STORE) private readonly artifacts: ArtifactStore,
    @Inject(MEDIA_PROCESS) private readonly media: MediaProcess,
    @Inject(ENGINE_SETTINGS) private readonly settings: EngineSettings,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(VIDEO_GATEWAY) private readonly gateway: VideoGateway,
  ) {}

  /** What a process that was killed left behind, and slices nobody used for long. */
  async onApplicationBootstrap(): Promise<void> {
    if (this.settings.role === 'api') return;
    await sweepWorkFolders(this.rendersDir, FOLDER_NAME);
    // Other processes may be at work in a shared store's folder.
    if (!this.settings.sharedStore) await pruneCache(join(this.settings.workDir, CACHE_FOLDER), CACHE_BYTES);
  }

  async run(kind: string, run: StepRun): Promise<StepOutcome> {
    const document = await this.documentOf(run.task);
    if (document === undefined) return { change: {}, next: { kind, delayMs: WAIT_FOR_CLIPS_MS } };
    const task = await run.checkpoint({
      status: 'processing',
      startedAt: run.task.startedAt ?? this.clock.now(),
    });
    const { outputs, frames, counts } = await this.render(task, document, run);
    const ending = endTask('completed', this.clock.now(), this.settings.retentionSeconds);
    return {
      change: {
        ...ending,
        outputs,
        progress: 100,
        applied: { ...task.applied, ...framesOf(frames, frames), report: { ...counts } },
      },
      traces: [{ at: this.clock.now(), event: 'rendered', data: { ...counts } }],
      undo: async () => void (await Promise.all(outputs.map(({ key }) => this.artifacts.remove(key)))),
    };
  }

  private get rendersDir(): string {
    return join(this.settings.workDir, 'renders');
  }

  /** The draft to render; `undefined` while clips in it are still being generated. */
  private async documentOf(task: TaskRecord): Promise<DraftDocument | undefined> {
    const { draftId, revision } = payloadOf(task.payload);
    const caller = { ownerId: task.ownerId };
    const { document } = await this.drafts.open(draftId, caller, revision);
    if (pendingTasks(document).length === 0) return document;
    const settled = await this.pending.settle(draftId, caller);
    const open = pendingTasks(settled.document);
    if (open.length === 0) return settled.document;
    for (const id of open) await this.expectSuccess(id, task.ownerId);
    return undefined;
  }

  private async expectSuccess(id: string, ownerId: string): Promise<void> {
    const { status } = await this.gateway.get(id, { ownerId });
    if (status === 'queued' || status === 'processing' || status === 'completed') return;
    throw new GatewayError('material_inaccessible', {
      param: `task://${id}`,
      message: `The draft uses the result of task ${id}, which is ${status}. Replace the clip and render again.`,
    });
  }

  private async render(
    task: TaskRecord,
    document: DraftDocument,
    run: StepRun,
  ): Promise<{ outputs: TaskOutput[]; frames: number; counts: RenderResult['report']['counts'] }> {
    const workDir = await makeWorkFolder(this.rendersDir, FOLDER_NAME);
    const media = lendMedia(document, this.artifacts);
    const payload = payloadOf(task.payload);
    const mark = await lendWatermark(payload.watermark, this.artifacts);
    try {
      const result = await renderDraft({
        draft: document,
        media: this.media,
        resolveMedia: media.resolve,
        options: payload.options,
        watermark: mark?.watermark,
        thumbnail: payload.thumbnail,
        signal: run.signal,
        onProgress: ({ framesDone, frames }) =>
          run.progress(Math.floor((99 * framesDone) / Math.max(1, frames)), framesOf(framesDone, frames)),
        workDir,
        cacheDir: join(this.settings.workDir, CACHE_FOLDER),
      });
      return {
        outputs: await storeRender(task.id, result, this.artifacts, this.media),
        frames: result.frames,
        counts: result.report.counts,
      };
    } catch (error) {
      run.signal.throwIfAborted();
      throw renderFailure(error);
    } finally {
      await Promise.all([media.release(), mark?.release()]);
      await removeWorkFolder(workDir);
    }
  }
}

/** Kept with the task while it runs and afterwards. */
const framesOf = (framesDone: number, frames: number): AppliedParameters => ({ framesDone, frames });
