import { json } from 'node:stream/consumers';
import type {
  DraftRenderRequest,
  DraftRenderStatus,
  DraftRenderer,
  RenderOptions,
  RenderReport,
} from '@onereel/capcut-draft';
import type { Caller, TaskView, VideoGateway } from '@onereel/core';
import type { ArtifactStore, TaskIntake } from '@onereel/core/engine';
import { asPayload, RENDER_KIND, renderModel } from './render-payload';
import type { RenderRoom } from './render-room';

const STATUS: Readonly<Record<TaskView['status'], DraftRenderStatus['status']>> = {
  queued: 'pending',
  processing: 'processing',
  completed: 'completed',
  failed: 'failed',
  cancelled: 'failed',
  stalled: 'failed',
};

interface RendererParts {
  readonly intake: TaskIntake;
  readonly gateway: VideoGateway;
  readonly artifacts: ArtifactStore;
  readonly address: { current(): string };
  readonly room: RenderRoom;
}

/** Renders are tasks of the engine: stored before they are answered, resumed after a crash, seen in every task list. */
export class TaskRenderer implements DraftRenderer {
  constructor(private readonly parts: RendererParts) {}

  async submit(request: DraftRenderRequest): Promise<void> {
    const newest = await this.newest(request.draftId, { ownerId: request.ownerId });
    const running = newest?.status === 'queued' || newest?.status === 'processing';
    if (running && newest.applied.revision === request.revision) return;
    await this.parts.room.expectRoom();
    await this.start(request, {}, 'capcut-mate');
  }

  start(request: DraftRenderRequest, options: RenderOptions, dialect: string): Promise<TaskView> {
    const { draftId, revision, ownerId } = request;
    return this.parts.intake.create({
      kind: RENDER_KIND,
      firstStep: RENDER_KIND,
      idPrefix: 'rnd',
      ownerId,
      dialect,
      model: renderModel(draftId),
      payload: asPayload({ draftId, revision, options }),
      applied: { draftId, revision },
    });
  }

  async status(draftId: string, ownerId: string): Promise<DraftRenderStatus | undefined> {
    const task = await this.newest(draftId, { ownerId });
    if (task === undefined) return undefined;
    const { progress, createdAt, startedAt, completedAt, error } = task;
    const videoUrl = this.parts.gateway.resultLink(task);
    return {
      status: STATUS[task.status],
      progress,
      createdAt,
      ...(videoUrl !== undefined && { videoUrl }),
      ...(task.status === 'completed' && { report: await this.report(task) }),
      ...(error !== undefined && { errorMessage: error.message, errorCode: error.code }),
      ...(startedAt !== undefined && { startedAt }),
      ...(completedAt !== undefined && { completedAt }),
    };
  }

  private async report(task: TaskView): Promise<DraftRenderStatus['report']> {
    const url = `${this.parts.address.current()}/api/v1/renders/${task.id}/report.html`;
    const stored = task.outputs.find(({ id }) => id === 'report');
    if (stored === undefined) return undefined;
    const report = (await json(await this.parts.artifacts.open(stored.key))) as RenderReport;
    return { counts: report.counts, rows: report.rows, url };
  }

  async activeCount(ownerId: string): Promise<number> {
    const query = { kind: RENDER_KIND, status: ['queued', 'processing'] as const, limit: 500 };
    return (await this.parts.gateway.list(query, { ownerId })).tasks.length;
  }

  private async newest(draftId: string, caller: Caller): Promise<TaskView | undefined> {
    const query = { kind: RENDER_KIND, model: renderModel(draftId), order: 'desc', limit: 1 } as const;
    return (await this.parts.gateway.list(query, caller)).tasks[0];
  }
}
