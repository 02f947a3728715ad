import { FieldNames, GatewayError, type JsonValue, type TaskStatus, type TaskView } from '@onereel/core';
import type {
  VideoGenerationsCreatedDto,
  VideoGenerationsEnvelopeDto,
  VideoGenerationsErrorDto,
  VideoGenerationsFactsDto,
  VideoGenerationsTaskDto,
  VideoGenerationsWarningDto,
} from './video-generations.dto';

/** Where a finished video can be fetched without a key. */
export type VideoLink = (task: TaskView) => string | undefined;

/** This dialect's names for what the engine complains about. */
export const VIDEO_GENERATIONS_FIELDS = new FieldNames({
  durationSeconds: 'duration',
  negativePrompt: 'negative_prompt',
  aspectRatio: 'aspect_ratio',
  count: 'n',
  cameraMotion: 'camera_motion',
  motionStrength: 'motion_strength',
  enhancePrompt: 'enhance_prompt',
  providerOptions: 'provider_options',
  'inputs.first_frame': 'image',
  'inputs.last_frame': 'last_frame',
  'inputs.reference': 'images',
});

/** `stalled` is told as a failure: clients have no timeout. A late success still shows as `completed`. */
const STATUS: Readonly<Record<TaskStatus, string>> = {
  queued: 'queued',
  processing: 'in_progress',
  completed: 'completed',
  failed: 'failed',
  cancelled: 'failed',
  stalled: 'failed',
};

/** The same in the words of the envelope. */
const LEGACY: Readonly<Record<string, string>> = {
  queued: 'QUEUED',
  in_progress: 'IN_PROGRESS',
  completed: 'SUCCESS',
  failed: 'FAILURE',
};

export const isFinal = (task: TaskView): boolean => ['completed', 'failed'].includes(STATUS[task.status]);

export const toCreated = (task: TaskView): VideoGenerationsCreatedDto => ({
  id: task.id,
  task_id: task.id,
  object: 'video',
  model: modelOf(task),
  status: STATUS[task.status],
  progress: Math.round(task.progress),
  created_at: seconds(task.createdAt),
  ...warningsOf(task),
});

/** One object for two generations of clients: the documented flat fields, and beside them the older envelope. */
export function toTask(task: TaskView, link: VideoLink): VideoGenerationsTaskDto {
  const url = link(task) ?? null;
  return {
    ...toCreated(task),
    url,
    format: url === null ? null : (task.outputs[0]?.mediaType.split('/')[1] ?? null),
    metadata: factsOf(task),
    error: errorOf(task),
    code: 'success',
    message: '',
    data: envelopeOf(task, url),
  };
}

/** Measured once there is a file, before that what goes to the vendor. */
function factsOf({ request, applied, outputs: [output] }: TaskView): VideoGenerationsFactsDto {
  const { width, height } = output ?? pixelsOf(request);
  return {
    duration: output?.durationSeconds ?? number(applied.durationSeconds) ?? number(request.durationSeconds),
    fps: output?.fps ?? number(applied.fps),
    width: width ?? null,
    height: height ?? null,
    seed: number(applied.seed),
  };
}

function pixelsOf({ size }: TaskView['request']): { width?: number | null; height?: number | null } {
  if (typeof size !== 'object' || size === null || Array.isArray(size)) return {};
  return { width: number(size.width), height: number(size.height) };
}

function envelopeOf(task: TaskView, url: string | null): VideoGenerationsEnvelopeDto {
  const isWaiting = task.status === 'queued' && task.startedAt === undefined;
  return {
    id: task.id,
    task_id: task.id,
    platform: task.providerId,
    action: hasInputs(task.request.inputs) ? 'generate' : 'textGenerate',
    status: isWaiting ? 'SUBMITTED' : LEGACY[STATUS[task.status]],
    fail_reason: errorOf(task)?.message ?? '',
    result_url: url ?? '',
    submit_time: seconds(task.createdAt),
    start_time: seconds(task.startedAt),
    finish_time: seconds(task.completedAt),
    progress: `${Math.round(task.progress)}%`,
    properties: {
      input: text(task.request.prompt) ?? '',
      origin_model_name: modelOf(task),
      upstream_model_name: task.resolvedModel,
    },
    data: task.metadata,
  };
}

const modelOf = (task: TaskView): string => (task.model === '' ? task.resolvedModel : task.model);

const hasInputs = (inputs: JsonValue | undefined): boolean => Array.isArray(inputs) && inputs.length > 0;

function errorOf(task: TaskView): VideoGenerationsErrorDto | null {
  if (STATUS[task.status] !== 'failed') return null;
  const error = task.error ?? new GatewayError(FALLBACK[task.status] ?? 'provider_failed');
  return { code: error.code, message: VIDEO_GENERATIONS_FIELDS.text(error.message) };
}

const FALLBACK: Partial<Record<TaskStatus, 'cancelled' | 'deadline_exceeded'>> = {
  cancelled: 'cancelled',
  stalled: 'deadline_exceeded',
};

const warningsOf = (task: TaskView): { warnings?: VideoGenerationsWarningDto[] } =>
  task.warnings.length === 0
    ? {}
    : { warnings: task.warnings.map((warning) => VIDEO_GENERATIONS_FIELDS.warning(warning)) };

const number = (value: JsonValue | undefined): number | null => (typeof value === 'number' ? value : null);
const text = (value: JsonValue | undefined): string | null => (typeof value === 'string' ? value : null);

/** Older clients read 0 as "not yet". */
const seconds = (iso: string | undefined): number =>
  iso === undefined ? 0 : Math.floor(Date.parse(iso) / 1000);
