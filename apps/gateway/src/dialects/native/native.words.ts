import {
  BodyReader,
  ErrorDetail,
  FieldNames,
  GatewayError,
  TaskOutput,
  TaskPage,
  TaskStatus,
  TaskView,
} from '@onereel/core';
import { API_STATUS, API_STATUSES, statusesOf } from '../../http/tasks/api-status';
import type {
  NativeErrorDto,
  NativeTaskCreatedDto,
  NativeTaskDto,
  NativeTaskListDto,
  NativeVideoDto,
  NativeVideoStatusDto,
} from './native.dto';

/** Where a finished video can be fetched. */
export type VideoUrl = (task: TaskView, output?: string) => string | undefined;

const TASK_TYPES: Readonly<Record<string, string>> = { generate: 'video_generation', render: 'video_render' };

/** This dialect's names for what the engine complains about. */
export const NATIVE_FIELDS = new FieldNames({
  durationSeconds: 'duration',
  negativePrompt: 'negative_prompt',
  aspectRatio: 'aspect_ratio',
  size: 'resolution',
  cameraMotion: 'camera_motion',
  motionStrength: 'motion_strength',
  enhancePrompt: 'optimize_prompt',
  providerOptions: 'provider_options',
  'inputs.first_frame': 'image',
  'inputs.last_frame': 'last_frame',
  'inputs.reference': 'reference_images',
  'inputs.source_video': 'source_video',
});

/** Vendors filter sound by chance, but clients of this dialect are told that only another prompt helps. */
const NEVER_RETRYABLE: ReadonlySet<string> = new Set(['moderated_audio']);
const POLICY_CODES: ReadonlySet<string> = new Set(['moderated_input', 'moderated_output']);

/** `pending,failed` → the engine's statuses. */
export function statusesBehind(reader: BodyReader, field: string): TaskStatus[] | undefined {
  const text = reader.text(field, 100);
  if (text === undefined) return undefined;
  const words = text.split(',').map((word) => word.trim());
  const unknown = words.find((word) => !API_STATUSES.some((status) => status === word));
  if (unknown !== undefined) {
    reader.refuse(field, `a comma-separated list of ${API_STATUSES.join(', ')}`, `"${unknown.slice(0, 40)}"`);
  }
  return statusesOf(words);
}

export const toCreated = (task: TaskView): NativeTaskCreatedDto => ({
  task_id: task.id,
  status: API_STATUS[task.status],
  message: `Video generation task submitted. Poll /api/v1/tasks/${task.id} for status.`,
  ...(task.warnings.length > 0 && {
    warnings: task.warnings.map((warning) => NATIVE_FIELDS.warning(warning)),
  }),
});

export function toTask(task: TaskView, videoUrl: VideoUrl): NativeTaskDto {
  return {
    task_id: task.id,
    type: TASK_TYPES[task.kind] ?? task.kind,
    status: API_STATUS[task.status],
    progress: task.progress,
    result: toResult(task, videoUrl),
    error: toTaskError(task),
    created_at: task.createdAt,
    updated_at: task.updatedAt,
    completed_at: task.completedAt ?? null,
    expires_at: task.expiresAt ?? null,
    model: task.resolvedModel,
    provider: task.providerId,
    dialect: task.dialect,
    queue_position: task.queuePosition ?? null,
    applied: task.applied,
    warnings: task.warnings.map((warning) => NATIVE_FIELDS.warning(warning)),
    external_id: task.externalId ?? null,
    metadata: task.metadata,
  };
}

export const toTaskList = (page: TaskPage, videoUrl: VideoUrl): NativeTaskListDto => ({
  tasks: page.tasks.map((task) => toTask(task, videoUrl)),
  has_more: page.hasMore,
  next_after: page.hasMore ? (page.tasks.at(-1)?.id ?? null) : null,
});

/** The flat answer of the deprecated endpoint. */
export const toVideoStatus = (task: TaskView, videoUrl: VideoUrl): NativeVideoStatusDto => ({
  task_id: task.id,
  status: API_STATUS[task.status],
  progress: task.progress,
  video_url: videoUrl(task) ?? null,
  error: toTaskError(task),
  created_at: task.createdAt,
  updated_at: task.updatedAt,
});

/** Also the `error` of an HTTP error body. */
export function toError(
  error: Pick<ErrorDetail, 'code' | 'message' | 'origin' | 'retryable' | 'param'>,
): NativeErrorDto {
  const { message, param } = NATIVE_FIELDS.complaint(error);
  return {
    type: error.origin === 'client' ? 'VideoGenerationError' : 'ServiceError',
    message: POLICY_CODES.has(error.code) ? `content_policy: ${message}` : message,
    retryable: error.retryable && !NEVER_RETRYABLE.has(error.code),
    code: error.code,
    ...(param !== undefined && { param }),
  };
}

function toResult(task: TaskView, videoUrl: VideoUrl): NativeTaskDto['result'] {
  if (task.status !== 'completed') return null;
  const videos = task.outputs.filter(isVideo).map((output) => toVideo(output, videoUrl(task, output.id)));
  return { result: { ...(videos[0] ?? { ...NO_FACTS, video_url: videoUrl(task) ?? null }), videos } };
}

/** Renders have a report and perhaps a picture beside the film. */
const isVideo = ({ id }: TaskOutput): boolean => /^video(-\d+)?$/.test(id);

const NO_FACTS = {
  duration: null,
  fps: null,
  resolution: null,
  has_audio: null,
  media_type: null,
  bytes: null,
  sha256: null,
};

const toVideo = (output: TaskOutput, url: string | undefined): NativeVideoDto => ({
  video_url: url ?? null,
  duration: output.durationSeconds ?? null,
  fps: output.fps ?? null,
  resolution:
    output.width !== undefined && output.height !== undefined ? `${output.width}x${output.height}` : null,
  has_audio: output.hasAudio ?? null,
  media_type: output.mediaType,
  bytes: output.bytes,
  sha256: output.sha256,
});

function toTaskError(task: TaskView): NativeErrorDto | null {
  if (API_STATUS[task.status] !== 'failed') return null;
  const error = toError(task.error ?? fallbackError(task.status));
  // An unfinished task may still be paid for: inviting the client to repeat it could buy the video twice.
  return task.status === 'stalled' ? { ...error, retryable: false } : error;
}

const fallbackError = (status: TaskStatus): GatewayError =>
  new GatewayError(status === 'stalled' ? 'deadline_exceeded' : 'provider_failed');
