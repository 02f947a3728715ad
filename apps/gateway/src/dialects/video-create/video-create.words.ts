import { FieldNames, GatewayError, type JsonValue, type TaskStatus, type TaskView } from '@onereel/core';
import type {
  VideoCreateCreatedDto,
  VideoCreateErrorDto,
  VideoCreateTaskDto,
  VideoCreateWarningDto,
} from './video-create.dto';

export const VIDEO_CREATE_STATUSES = ['pending', 'processing', 'completed', 'failed'] as const;

/** Where a finished video can be fetched without a key. */
export type VideoLink = (task: TaskView) => string | undefined;

/** Clients wait for `completed` or `failed` and nothing else. A late success of a stalled task still shows as `completed`. */
const STATUS: Readonly<Record<TaskStatus, (typeof VIDEO_CREATE_STATUSES)[number]>> = {
  queued: 'pending',
  processing: 'processing',
  completed: 'completed',
  failed: 'failed',
  cancelled: 'failed',
  stalled: 'failed',
};

/** This dialect's names for what the engine complains about. */
export const VIDEO_CREATE_FIELDS = new FieldNames({
  aspectRatio: 'aspect_ratio',
  enhancePrompt: 'enhance_prompt',
  upsample: 'enable_upsample',
  'inputs.first_frame': 'images',
  'inputs.last_frame': 'images',
  'inputs.reference': 'images',
});

export const isFinal = (task: TaskView): boolean => ['completed', 'failed'].includes(STATUS[task.status]);

export const toCreated = (task: TaskView): VideoCreateCreatedDto => ({
  id: task.id,
  status: STATUS[task.status],
  status_update_time: updateTime(task),
  enhanced_prompt: promptOf(task),
  ...warningsOf(task),
});

export const toTask = (task: TaskView, link: VideoLink): VideoCreateTaskDto => ({
  id: task.id,
  status: STATUS[task.status],
  video_url: link(task) ?? null,
  enhanced_prompt: promptOf(task),
  status_update_time: updateTime(task),
  ...(STATUS[task.status] === 'failed' && { error: errorOf(task) }),
  ...warningsOf(task),
});

const updateTime = (task: TaskView): number => Math.floor(Date.parse(task.updatedAt) / 1000);

/** What the vendor made of the prompt, or the gateway's language model before it, otherwise the prompt as sent. */
const promptOf = ({ applied, request }: TaskView): string =>
  text(applied.vendorPrompt) ?? text(applied.optimizedPrompt) ?? text(request.prompt) ?? '';

const text = (value: JsonValue | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;

function errorOf(task: TaskView): VideoCreateErrorDto {
  const error = task.error ?? new GatewayError(FALLBACK[task.status] ?? 'provider_failed');
  return { code: error.code, message: VIDEO_CREATE_FIELDS.text(error.message) };
}

const FALLBACK: Partial<Record<TaskStatus, 'cancelled' | 'deadline_exceeded'>> = {
  cancelled: 'cancelled',
  stalled: 'deadline_exceeded',
};

const warningsOf = (task: TaskView): { warnings?: VideoCreateWarningDto[] } =>
  task.warnings.length === 0
    ? {}
    : { warnings: task.warnings.map((warning) => VIDEO_CREATE_FIELDS.warning(warning)) };
