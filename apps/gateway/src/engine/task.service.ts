import { Inject, Injectable } from '@nestjs/common';
import {
  type Caller,
  type CreateVideo,
  GatewayError,
  type ListedModel,
  type OutputVariant,
  type TaskEvent,
  type TaskExplanation,
  type TaskOutput,
  type TaskPage,
  type TaskQuery,
  type TaskView,
  type VideoGateway,
} from '@onereel/core';
import { TASK_STORE, type TaskRecord, type TaskStore } from '@onereel/core/engine';
import { CreateVideoService } from './create-video.service';
import { ModelRouter } from './model-router';
import { TaskResults } from './task-results';
import { TaskCanceller } from './task-canceller';
import { TaskExplainer } from './task-explainer';
import { TaskEvents } from './task-events';
import { toTaskView } from './task-view';

/** What dialects may do: every verb checks the owner first. */
@Injectable()
export class TaskService implements VideoGateway {
  constructor(
    @Inject(TASK_STORE) private readonly store: TaskStore,
    private readonly creation: CreateVideoService,
    private readonly router: ModelRouter,
    private readonly results: TaskResults,
    private readonly canceller: TaskCanceller,
    private readonly taskEvents: TaskEvents,
    private readonly explainer: TaskExplainer,
  ) {}

  async create(input: CreateVideo, caller: Caller): Promise<TaskView> {
    return toTaskView(await this.creation.create(input, caller));
  }

  async get(id: string, caller: Caller): Promise<TaskView> {
    return this.positioned(await this.owned(id, caller));
  }

  async getByExternalId(externalId: string, { ownerId }: Caller): Promise<TaskView> {
    const task = await this.store.getByExternalId(ownerId, externalId);
    if (task === undefined) throw unknownTask(externalId);
    return this.positioned(task);
  }

  async list(query: TaskQuery, { ownerId }: Caller): Promise<TaskPage> {
    const { tasks, hasMore } = await this.store.list(ownerId, query);
    return { tasks: tasks.map((task) => toTaskView(task)), hasMore };
  }

  async explain(id: string, caller: Caller): Promise<TaskExplanation> {
    const task = await this.owned(id, caller);
    return this.explainer.explain(task, await this.positioned(task));
  }

  async cancel(id: string, caller: Caller): Promise<TaskView> {
    return toTaskView(await this.canceller.cancel(await this.owned(id, caller)));
  }

  async delete(id: string, caller: Caller): Promise<void> {
    await this.canceller.remove(await this.owned(id, caller));
  }

  async *events(id: string, caller: Caller, signal: AbortSignal): AsyncGenerator<TaskEvent> {
    await this.owned(id, caller);
    for await (const task of this.taskEvents.watch(id, signal)) {
      yield { id: task.revision, task: await this.positioned(task) };
    }
  }

  contentUrl(task: TaskView, output?: string): string | undefined {
    return task.status === 'completed' ? this.results.contentUrl(task, output) : undefined;
  }

  resultLink(task: TaskView, output?: string): string | undefined {
    return task.status === 'completed' ? this.results.link(task, output) : undefined;
  }

  async output(
    id: string,
    wanted: { variant: OutputVariant; output?: string },
    caller: Caller,
  ): Promise<TaskOutput> {
    return this.results.file(await this.owned(id, caller), wanted);
  }

  models(): readonly ListedModel[] {
    return this.router.models();
  }

  private async owned(id: string, { ownerId }: Caller): Promise<TaskRecord> {
    const task = await this.store.get(id);
    if (task === undefined || task.ownerId !== ownerId) throw unknownTask(id);
    return task;
  }

  private async positioned(task: TaskRecord): Promise<TaskView> {
    return toTaskView(task, await this.store.queuePosition(task));
  }
}

const unknownTask = (id: string): GatewayError =>
  new GatewayError('not_found', { message: `There is no task ${JSON.stringify(id.slice(0, 100))}.` });
