import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { type DraftDocument, DraftService, PendingMedia, pendingTasks } from '@onereel/capcut-draft';
import { type Clock, GatewayError, VIDEO_GATEWAY, type VideoGateway } from '@onereel/core';
import {
  ARTIFACT_STORE,
  type ArtifactStore,
  type StepHandler,
  StepHandlerProvider,
  type StepOutcome,
  type StepRun,
  type TaskRecord,
} from '@onereel/core/engine';
import { CLOCK } from '../engine/clock';
import { ENGINE_SETTINGS, type EngineSettings } from '../engine/engine-settings';
import { endTask } from '../engine/task-changes';
import { FilmMaker, framesOf } from './film-maker';
import { payloadOf, RENDER_KIND } from './render-payload';

const WAIT_FOR_CLIPS_MS = 1_000;

/** Renders a draft. A repeat after a crash finds the finished slices in the cache and renders only the rest. */
@Injectable()
@StepHandlerProvider()
export class RenderHandler implements StepHandler, OnApplicationBootstrap {
  readonly kinds = [RENDER_KIND];

  constructor(
    private readonly drafts: DraftService,
    private readonly pending: PendingMedia,
    @Inject(ARTIFACT_STORE) private readonly artifacts: ArtifactStore,
    @Inject(ENGINE_SETTINGS) private readonly settings: EngineSettings,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(VIDEO_GATEWAY) private readonly gateway: VideoGateway,
    private readonly films: FilmMaker,
  ) {}

  /** What a process that was killed left behind, and slices nobody used for long. */
  async onApplicationBootstrap(): Promise<void> {
    if (this.settings.role === 'api') return;
    await this.films.tidy();
  }

  async run(kind: string, run: StepRun): Promise<StepOutcome> {
    const document = await this.documentOf(run.task);
    if (document === undefined) return { change: {}, next: { kind, delayMs: WAIT_FOR_CLIPS_MS } };
    const task = await run.checkpoint({
      status: 'processing',
      startedAt: run.task.startedAt ?? this.clock.now(),
    });
    const { outputs, frames, counts } = await this.films.make(document, run);
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
}
