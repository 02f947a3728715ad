import { randomBytes } from 'node:crypto';
import { ErrorDetail, GatewayError, toErrorDetail } from '../../errors/gateway-error';
import {
  Caller,
  CreateVideo,
  ListedModel,
  TaskEvent,
  TaskPage,
  TaskQuery,
  VideoGateway,
} from '../../gateway/video-gateway';
import { TaskExplanation } from '../../gateway/task-explanation';
import { ModelDescriptor } from '../../provider/provider-descriptor';
import { TaskOutput, TaskStatus, TaskView } from '../../task/task';

const CREATED_AT = '2026-01-02T03:04:05.000Z';

/** A model that takes everything, so that no dialect stumbles over limits that are not its own. */
const ANY_MODEL: ModelDescriptor = {
  id: 'any-model',
  vendorModel: 'any',
  modes: ['text-to-video', 'image-to-video', 'first-last-frame', 'reference-to-video', 'video-extend'],
  durations: { min: 1, max: 60 },
  maxSize: { width: 4096, height: 4096 },
  supports: {
    negativePrompt: true,
    seed: true,
    audio: true,
    cameraMotion: true,
    motionStrength: true,
    enhancePrompt: true,
    upsample: true,
  },
  maxCount: 10,
};

/** A VideoGateway that remembers what it was asked and shows whatever tasks the test puts in. */
export class ScriptedGateway implements VideoGateway {
  readonly created: { readonly input: CreateVideo; readonly caller: Caller }[] = [];
  /** Thrown by every call while set. */
  failure: unknown;
  private readonly tasks = new Map<string, { task: TaskView; ownerId: string }>();

  constructor(readonly ownerId: string) {}

  put(status: TaskStatus, fields: Partial<TaskView> = {}): TaskView {
    const task = taskView(status, fields);
    this.tasks.set(task.id, { task, ownerId: this.ownerId });
    return task;
  }

  create(input: CreateVideo, caller: Caller): Promise<TaskView> {
    return this.answer(() => {
      this.created.push({ input, caller });
      return this.put('queued', { dialect: input.dialect, model: input.request.model || ANY_MODEL.id });
    });
  }

  get(id: string, caller: Caller): Promise<TaskView> {
    return this.answer(() => this.find((task) => task.id === id, caller));
  }

  getByExternalId(externalId: string, caller: Caller): Promise<TaskView> {
    return this.answer(() => this.find((task) => task.externalId === externalId, caller));
  }

  list(query: TaskQuery, caller: Caller): Promise<TaskPage> {
    return this.answer(() => {
      const own = [...this.tasks.values()].filter(({ ownerId }) => ownerId === caller.ownerId);
      return { tasks: own.map(({ task }) => task).slice(0, query.limit), hasMore: own.length > query.limit };
    });
  }

  async explain(id: string, caller: Caller): Promise<TaskExplanation> {
    const task = await this.get(id, caller);
    return { task, timeline: [{ at: task.createdAt, event: 'created', data: {} }], attempts: 1 };
  }

  cancel(id: string, caller: Caller): Promise<TaskView> {
    return this.answer(() => ({
      ...this.find((task) => task.id === id, caller),
      status: 'cancelled' as const,
    }));
  }

  delete(id: string, caller: Caller): Promise<void> {
    return this.answer(() => void this.tasks.delete(this.find((task) => task.id === id, caller).id));
  }

  async *events(id: string, caller: Caller): AsyncIterable<TaskEvent> {
    const task = await this.get(id, caller);
    yield { id: task.revision, task };
  }

  contentUrl(task: TaskView, output = task.outputs[0]?.id): string | undefined {
    return task.status === 'completed' ? `https://gateway.test/files/${task.id}/${output}` : undefined;
  }

  resultLink(task: TaskView, output = task.outputs[0]?.id): string | undefined {
    return task.status === 'completed' ? `https://gateway.test/results/${task.id}/${output}` : undefined;
  }

  output(id: string, _wanted: unknown, caller: Caller): Promise<TaskOutput> {
    return this.answer(() => {
      const [output] = this.find((task) => task.id === id, caller).outputs;
      if (output === undefined) throw new GatewayError('not_ready');
      return output;
    });
  }

  models(): readonly ListedModel[] {
    return [
      { providerId: 'any', provider: { title: 'Any' }, model: ANY_MODEL, configured: true, missing: [] },
    ];
  }

  private find(wanted: (task: TaskView) => boolean, caller: Caller): TaskView {
    const found = [...this.tasks.values()].find(
      ({ task, ownerId }) => ownerId === caller.ownerId && wanted(task),
    );
    if (found === undefined) throw new GatewayError('not_found');
    return found.task;
  }

  private async answer<Result>(work: () => Result): Promise<Result> {
    await Promise.resolve();
    if (this.failure !== undefined) throw this.failure;
    return work();
  }
}

const FAILURE: ErrorDetail = toErrorDetail(
  new GatewayError('moderated_output', { message: 'The result was refused by the vendor.' }),
);

const OUTPUT: TaskOutput = {
  id: 'video',
  key: 'outputs/video.mp4',
  mediaType: 'video/mp4',
  bytes: 123_456,
  sha256: 'ab'.repeat(32),
  durationSeconds: 5.04,
  width: 1280,
  height: 720,
  fps: 24,
  hasAudio: true,
};

const PROGRESS: Record<TaskStatus, number> = {
  queued: 0,
  processing: 37,
  completed: 100,
  failed: 37,
  cancelled: 37,
  stalled: 37,
};

/** A task in the given state as the engine shows it. */
export function taskView(status: TaskStatus, fields: Partial<TaskView> = {}): TaskView {
  const ended = status === 'completed' || status === 'failed' || status === 'cancelled';
  return {
    id: `vid_${randomBytes(13).toString('hex')}`,
    kind: 'video',
    status,
    progress: PROGRESS[status],
    model: ANY_MODEL.id,
    resolvedModel: ANY_MODEL.id,
    providerId: 'any',
    dialect: 'any',
    request: { prompt: 'a kite' },
    applied: { durationSeconds: 5 },
    warnings: [],
    outputs: status === 'completed' ? [OUTPUT] : [],
    ...(status === 'failed' && { error: FAILURE }),
    createdAt: CREATED_AT,
    updatedAt: CREATED_AT,
    ...(status !== 'queued' && { startedAt: CREATED_AT }),
    ...(ended && { completedAt: CREATED_AT }),
    metadata: {},
    revision: 3,
    ...fields,
  };
}
